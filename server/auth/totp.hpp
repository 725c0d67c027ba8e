#pragma once
#include "models/time.hpp"
#include <optional>
#include <string>
#include <string_view>
#include <vector>

// One-time passwords by the clock (RFC 6238 over RFC 4226, SHA-1: what every authenticator program reads),
// and recovery codes.
namespace server::auth {

inline constexpr int kCodeDigits = 6;
inline constexpr std::chrono::seconds kStep{30};

std::int64_t step_at(models::Time);
std::string one_time_password(std::string_view secret, std::int64_t counter, int digits = kCodeDigits);

// The step whose code was typed: this one, the one before or the one after. Takes as long for any code.
std::optional<std::int64_t> step_of(std::string_view secret, std::string_view typed, models::Time now);

std::string new_factor_secret();              // 20 bytes from the system's generator (RFC 4226, 4)
std::string base32(std::string_view bytes);   // RFC 4648, without padding
std::string in_groups(std::string_view text); // of four, for people
std::string factor_address(std::string_view login, std::string_view secret); // otpauth://…

// Ten, 80 bits each, in groups; `plain_recovery_code` is what is compared: small letters and digits alone.
std::vector<std::string> new_recovery_codes();
std::string plain_recovery_code(std::string_view typed);

} // namespace server::auth
