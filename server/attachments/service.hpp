#pragma once
#include "models/store/attachments.hpp"
#include "models/store/offers.hpp"
#include "server/attachments/content.hpp"
#include "server/desk/desk.hpp"
#include <vector>

// Files kept with a delivery or a consent: who may add one, and who may open it. Neither is ever changed or
// replaced.
namespace server::attachments {

inline constexpr std::size_t kMostOfOne = 10; // files of one delivery or consent

// What was sent in this field of a form; `wanted`: at least one. Faults at "/<field>".
models::Result<std::vector<Content>> read_uploads(const std::vector<Upload>&, const std::string& field,
                                                  bool wanted);

// With a delivery that was just recorded, in its transaction.
models::Result<bool> keep_vouchers(const Desk&, const store::OfferRow&, models::DeliveryId,
                                   const std::vector<Content>&);
// Later, by the organization that gave the help, while it may still see the family. Faults at "/vouchers".
models::Result<std::vector<store::AttachmentRow>>
add_vouchers(const Desk&, models::OfferId, models::DeliveryId, const std::vector<Content>&);
// The form that the family signed, by an officer of its area. Faults at "/files".
models::Result<bool> add_signed_form(const Desk&, models::ReferralId, models::ConsentId,
                                     const std::vector<Content>&);

// Who may see the record may open its files: officers of the area both, of an organization only the one whose
// offer it is, and only vouchers, while a live consent names it. Logged. Not found: error.attachment.unknown.
struct Opened {
    store::AttachmentRow row;
    std::string bytes;
};
models::Result<Opened> open_attachment(const Desk&, models::AttachmentId);

} // namespace server::attachments
