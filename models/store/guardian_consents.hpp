#pragma once
#include "models/site.hpp"
#include "models/store/db.hpp"
#include <string>
#include <vector>

namespace store {

// What a guardian agreed to at a site; one of a kind is given at a time.
struct GuardianConsentRow {
    models::GuardianConsentId id;
    models::OfferId child;
    models::GuardianConsentKind kind{};
    models::GuardianConsentState state{};
    models::ConsentWay way{};
    std::string who; // the guardian; sealed
    models::Date from{}, until{};
    models::AccountId recorded_by;
    models::Time recorded_at{};
    models::AccountId withdrawn_by;
    std::optional<models::Time> withdrawn_at;
    std::int64_t version{};
};
// Replaces the one of this kind that is given.
models::GuardianConsentId give_guardian_consent(Writer&, const GuardianConsentRow&);
// false: it is not given any more.
bool withdraw_guardian_consent(Writer&, models::OfferId, models::GuardianConsentId, models::AccountId by,
                               models::Time now);
std::vector<GuardianConsentRow> guardian_consents_of(Reader&, models::OfferId); // newest first

constexpr bool holds_on(const GuardianConsentRow& row, models::Date day)
{
    return row.state == models::GuardianConsentState::given && row.from <= day && day <= row.until;
}

} // namespace store
