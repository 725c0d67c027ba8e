#pragma once
#include "models/attachment.hpp"
#include "models/store/db.hpp"
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace store {

// A file kept with one delivery or one consent. Its bytes are sealed in a table of their own.
struct AttachmentRow {
    models::AttachmentId id;
    models::ReferralId referral;
    models::DeliveryId delivery; // of these two
    models::ConsentId consent;   // exactly one
    models::AttachmentKind kind{};
    std::int64_t bytes{};
    std::string sha256; // of the bytes that are kept, 64 hexadecimal digits
    models::AccountId added_by;
    models::Time added_at{};
};
models::AttachmentId insert_attachment(Writer&, const AttachmentRow&, std::string_view content);
std::optional<AttachmentRow> find_attachment(Reader&, models::AttachmentId);
std::vector<AttachmentRow> attachments_of(Reader&, models::DeliveryId); // oldest first
std::vector<AttachmentRow> attachments_of(Reader&, models::ConsentId);  // oldest first
std::string attachment_content(Reader&,
                               models::AttachmentId); // empty: erased; SealBroken where it was changed

} // namespace store
