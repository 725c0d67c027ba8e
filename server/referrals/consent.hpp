#pragma once
#include "models/store/consents.hpp"
#include "server/referrals/service.hpp"
#include <array>

// What a family allows to be told, written down by an officer. Not needed to report or to match, only to
// offer; nothing overrides it.
namespace server::referrals {

inline constexpr std::array<std::string_view, 7> kConsentFields{
    "name", "phone", "address", "id_last_four", "health", "income", "situation"};
inline constexpr std::string_view kConsentText = "2026-11"; // version of message referral.consent.text
inline constexpr int kConsentMonths = 12;                   // at most

struct ConsentTold {
    std::int64_t member{}; // 0: the whole family
    std::vector<models::OrganizationId> organizations;
    std::vector<std::string> purposes; // need types
    std::vector<std::string> fields;   // of kConsentFields
    std::optional<models::ConsentWay> way;
    std::optional<models::Date> from, until;
    std::string who, guardian, witness; // guardian: for those under 14; witness: by phone
};
// Open and past the draft; or withdrawn, and the family asks again.
constexpr bool takes_consent(models::ReferralState state, std::optional<models::CloseReason> reason)
{
    const bool asked_again =
        state == models::ReferralState::closed && reason == models::CloseReason::withdrawn;
    return asked_again || (models::is_open(state) && state != models::ReferralState::draft);
}
// Given, or replaced by this one where the same person's consent is live. Faults at "/organizations", "/who"
// ….
models::Result<models::ConsentId> record_consent(const Desk&, models::ReferralId, const ConsentTold&);
models::Result<bool> withdraw_consent(const Desk&, models::ReferralId, models::ConsentId,
                                      std::int64_t version);
// One organization is told nothing more; the others stay named. The last one's consent is withdrawn.
models::Result<bool> leave_out(const Desk&, models::ReferralId, models::ConsentId, std::int64_t version,
                               models::OrganizationId);
models::Result<bool> withdraw_consents(const Desk&, models::ReferralId); // all of them

// Somebody it is for is under 14 on that day.
bool is_guardian_needed(const models::Household&, std::int64_t member, models::Date on);

} // namespace server::referrals
