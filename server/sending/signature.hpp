#pragma once
#include <cstdint>
#include <string>
#include <string_view>

// Standard Webhooks 1.0: the receiver knows by it that a message is ours and was not changed.
namespace server::sending {

std::string new_secret(); // "whsec_" and 32 random bytes in base64

// The value of the field webhook-signature: "v1,…", and while secrets are changed a second one by the secret
// of before (empty: none). Seconds since 1970, as in webhook-timestamp.
std::string signature(std::string_view id, std::int64_t seconds, std::string_view body,
                      std::string_view secret, std::string_view secret_before = {});

std::string base64(std::string_view bytes);

} // namespace server::sending
