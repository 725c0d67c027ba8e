#pragma once
#include "models/account.hpp"
#include "models/store/db.hpp"
#include <chrono>
#include <optional>
#include <string>

namespace store {

// A form that was sent after its session had ended. One an account, the latest; sealed.
struct LateForm {
    std::string page;   // path and query of the page the form stands on
    std::string action; // path it was sent to
    std::string fields; // urlencoded, without what is secret
    bool operator==(const LateForm&) const = default;
};

inline constexpr std::chrono::hours kLateFormKept{24};

void keep_late_form(Writer&, models::AccountId, const LateForm&, models::Time now);

// The account signs in: its late form belongs to this session from now on, and to no other. None: nothing.
std::optional<LateForm> claim_late_form(Writer&, models::AccountId, std::string_view session_token);
std::optional<LateForm> find_late_form(Reader&, models::AccountId, std::string_view session_token);

void forget_late_forms(Writer&, models::Time before);

} // namespace store
