#include "models/store/attachments.hpp"
#include "models/store/seal.hpp"

namespace store {

using models::AttachmentId;

namespace {

constexpr Sql kInsert{"attachment.insert", R"sql(
    INSERT INTO attachment (id, referral_id, delivery_id, consent_id, kind, bytes, sha256, added_by, added_at)
    VALUES (:id, :referral, :delivery, :consent, :kind, :bytes, :sha256, :by, :at)
)sql"};
constexpr Sql kInsertContent{"attachment_content.insert", R"sql(
    INSERT INTO attachment_content (attachment_id, sealed) VALUES (:id, :sealed)
)sql"};

#define PARASOL_ATTACHMENT                                                                                   \
    "SELECT id, referral_id, delivery_id, consent_id, kind, bytes, sha256, added_by, added_at "              \
    "FROM attachment "
constexpr Sql kFind{"attachment.find", PARASOL_ATTACHMENT "WHERE id = :id"};
constexpr Sql kOfDelivery{"attachment.of_delivery",
                          PARASOL_ATTACHMENT "WHERE delivery_id = :delivery ORDER BY id"};
constexpr Sql kOfConsent{"attachment.of_consent",
                         PARASOL_ATTACHMENT "WHERE consent_id = :consent ORDER BY id"};
#undef PARASOL_ATTACHMENT

constexpr Sql kContent{"attachment_content.find",
                       "SELECT sealed FROM attachment_content WHERE attachment_id = :id"};

std::string place(AttachmentId id) { return "attachment_content|" + models::to_text(id); }

std::vector<AttachmentRow> all_of(Query&& query)
{
    std::vector<AttachmentRow> rows;
    for (AttachmentRow row; query.next(row.id, row.referral, row.delivery, row.consent, row.kind, row.bytes,
                                       row.sha256, row.added_by, row.added_at);)
        rows.push_back(row);
    return rows;
}

} // namespace

AttachmentId insert_attachment(Writer& db, const AttachmentRow& row, std::string_view content)
{
    const auto id = db.new_id<AttachmentId>();
    db.change(kInsert, {{"id", id},
                        {"referral", row.referral},
                        {"delivery", row.delivery},
                        {"consent", row.consent},
                        {"kind", row.kind},
                        {"bytes", row.bytes},
                        {"sha256", row.sha256},
                        {"by", row.added_by},
                        {"at", row.added_at}});
    db.change(kInsertContent, {{"id", id}, {"sealed", db.vault().seal(content, place(id))}});
    return id;
}

std::optional<AttachmentRow> find_attachment(Reader& db, AttachmentId id)
{
    auto rows = all_of(db.query(kFind, {{"id", id}}));
    if (rows.empty()) return {};
    return std::move(rows.front());
}

std::vector<AttachmentRow> attachments_of(Reader& db, models::DeliveryId delivery)
{
    return all_of(db.query(kOfDelivery, {{"delivery", delivery}}));
}

std::vector<AttachmentRow> attachments_of(Reader& db, models::ConsentId consent)
{
    return all_of(db.query(kOfConsent, {{"consent", consent}}));
}

std::string attachment_content(Reader& db, AttachmentId id)
{
    std::string sealed;
    auto query = db.query(kContent, {{"id", id}});
    if (!query.next(sealed)) return {};
    return db.vault().unseal_words(sealed, place(id));
}

} // namespace store
