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
    models::AccountId recorded_by; // these two are told once, and not read again
    models::Time recorded_at{};
    std::optional<models::Time> withdrawn_at;
};
// Replaces the one of this kind that is given.
models::GuardianConsentId give_guardian_consent(Writer&, const GuardianConsentRow&);
// false: it is not given any more.
bool withdraw_guardian_consent(Writer&, models::OfferId, models::GuardianConsentId, models::AccountId by,
                               models::Time now);
std::vector<GuardianConsentRow> guardian_consents_of(Reader&, models::OfferId); // newest first

// What holds on this day of the children of one program's site, in one look.
struct HeldConsent {
    models::OfferId child;
    models::GuardianConsentKind kind{};
    bool operator==(const HeldConsent&) const = default;
};
std::vector<HeldConsent> guardian_consents_held(Reader&, models::ProgramId, const std::string& site,
                                                models::Date);

} // namespace store
