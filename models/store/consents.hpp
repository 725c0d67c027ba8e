#pragma once
#include "models/consent.hpp"
#include "models/id.hpp"
#include "models/store/db.hpp"
#include <optional>
#include <string>
#include <vector>

namespace store {

// What a family allowed: for whom (member 0: the whole household), which organizations may be told which
// fields for which needs, from when until when. Who gave it, for whom as guardian and before which witness is
// one sealed text.
struct ConsentRow {
    models::ConsentId id;
    models::ReferralId referral;
    models::ConsentState state{};
    models::ConsentWay way{};
    std::string text_version;
    std::int64_t member{};
    std::vector<std::string> purposes, fields; // codes
    std::vector<models::OrganizationId> organizations;
    std::string given; // sealed in the database
    models::Date from{}, until{};
    models::AccountId recorded_by;
    models::Time recorded_at{};
    std::int64_t version{};
};
models::ConsentId insert_consent(Writer&, const ConsentRow&);
// Guarded by version, which grows by one. false: somebody was first.
bool save_consent_state(Writer&, models::ConsentId, std::int64_t version, models::ConsentState);
// Given, and over by this day; at most 100, nothing sealed is read.
struct OverConsent {
    models::ConsentId id;
    models::ReferralId referral;
    std::int64_t version{};
};
std::vector<OverConsent> consents_over(Reader&, models::Date today);
std::vector<ConsentRow> list_consents(Reader&, models::ReferralId); // newest first
// Of several referrals, those that are given and name this organization, the newest first; nothing sealed is
// read, no other organization is told.
std::vector<ConsentRow> consents_naming(Reader&, const std::vector<models::ReferralId>&,
                                        models::OrganizationId);
inline bool is_live_on(const ConsentRow& row, models::Date day)
{
    return row.state == models::ConsentState::given && row.from <= day && day <= row.until;
}

// One organization that a consent names, for whom and for which needs; nothing sealed is read.
struct ConsentGiven {
    models::ReferralId referral;
    std::int64_t member{}; // 0: the whole household
    std::vector<std::string> purposes;
    models::OrganizationId organization;
};
// Those that are live on this day, of referrals in the area, in the order of the referrals.
std::vector<ConsentGiven> consents_in(Reader&, models::Area, models::Date);

} // namespace store
