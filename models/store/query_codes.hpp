#pragma once
#include "models/account.hpp"
#include "models/store/db.hpp"
#include <optional>
#include <string>

namespace store {

// The code on a family's slip: 8 symbols, one live code a referral. It is worked out anew from the key
// whenever a slip is printed; stored is only the keyed hash of code and last four together.

// A new one; the one before it ends, with the sessions it opened. last_four: of the contact person's ID.
std::string issue_query_code(Writer&, models::ReferralId, std::string_view last_four, models::AccountId by,
                             models::Time now);
std::optional<std::string> find_query_code(Reader&, models::ReferralId); // nothing: none was issued
// The contact person may be another now, or have another ID. Nothing is done where there is no code.
void save_code_entry(Writer&, models::ReferralId, std::string_view last_four);
// Nothing: no such code, or not these digits; both take the same one question.
std::optional<models::ReferralId> find_by_query_code(Reader&, std::string_view code,
                                                     std::string_view last_four);

// The session of a family that came with its code. `token` is what the cookie carries.
struct FamilySession {
    models::ReferralId referral;
    models::Area village; // of the referral; read only
    models::Time started_at{}, seen_at{};
};
void insert_family_session(Writer&, std::string_view token, models::ReferralId, models::Time now);
std::optional<FamilySession> find_family_session(Reader&, std::string_view token);
void touch_family_session(Writer&, std::string_view token, models::Time now);
void end_family_session(Writer&, std::string_view token);
void forget_family_sessions(Writer&, models::Time seen_before);

} // namespace store
