#pragma once
#include "models/store/attachments.hpp"
#include "server/offers/service.hpp"

// 受助档案: all that one organization gave to one family, by every offer it accepted of this referral or of
// the same person in another (Charity Law §60, 《慈善组织信息公开办法》; how long it is kept is retention's).
// Only the organization itself opens it; before it has accepted there is none.
namespace server::beneficiaries {

struct Help {
    store::OfferRow offer;
    std::vector<store::DeliveryRow> deliveries;              // reversed ones too
    std::vector<std::vector<store::AttachmentRow>> vouchers; // of each delivery
    bool open = false; // a live consent covers it: who signed may be told
};
struct Record {
    store::OfferRow offer;  // by which it was asked for
    std::vector<Help> help; // oldest first
    // Live, and names the organization for this offer. Nothing: only what was given is left to be seen.
    std::optional<store::ConsentRow> consent;
    std::vector<store::AttachmentRow> signed_forms;
};
// Without the person; logged (offer.file_read). Not found: error.offer.unknown, also before acceptance.
models::Result<Record> read_record(const Desk&, models::OfferId);

struct Opened {
    Record record;
    models::Household household;
};
// With what the consent tells, for one of offers::kOpenReasons; logged with it (offer.file_opened), so that
// the family sees it. Consent over: error.offer.consent_over.
models::Result<Opened> open_record(const Desk&, models::OfferId, const std::string& reason);

// What arrived and was not reversed, in money.
models::Money total_of(const Record&);

} // namespace server::beneficiaries
