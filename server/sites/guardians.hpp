#pragma once
#include "models/store/guardian_consents.hpp"
#include "server/sites/roll.hpp"

// What a guardian agrees to at the site, apart from the consent about data: taking part, pictures, going home
// alone.
namespace server::sites {

struct GuardianTold {
    std::vector<models::GuardianConsentKind> kinds;
    std::optional<models::ConsentWay> way;
    std::string who; // the guardian
    std::optional<models::Date> until;
};
// Faults at /kinds, /way, /who, /until (not before today, at most a year).
models::Result<bool> record_guardian_consent(const Desk&, const OfferRow& child, const GuardianTold&);
models::Result<bool> withdraw_guardian_consent(const Desk&, const OfferRow& child, models::GuardianConsentId);

} // namespace server::sites
