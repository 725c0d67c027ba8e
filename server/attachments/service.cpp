#include "server/attachments/service.hpp"
#include "models/store/consents.hpp"
#include "server/offers/moves.hpp"
#include "server/referrals/document.hpp"
#include <algorithm>
#include <set>

namespace server::attachments {

using namespace models;
using store::AttachmentRow;

Result<std::vector<Content>> read_uploads(const std::vector<Upload>& uploads, const std::string& field,
                                          bool wanted)
{
    std::vector<Content> all;
    for (const auto& upload : uploads) {
        if (upload.field != field) continue;
        auto content = checked(upload.content);
        if (!content) return refuse(Reason::invalid, content.error().faults.front().key, "/" + field);
        all.push_back(*std::move(content));
    }
    if (wanted && all.empty()) return refuse(Reason::invalid, "error.attachment.none", "/" + field);
    return all;
}

namespace {

// Added one after the other, each told in the log of what it belongs to.
std::vector<AttachmentRow> keep(const Desk& desk, const AttachmentRow& whose, const std::string& subject,
                                const std::vector<Content>& all)
{
    std::vector<AttachmentRow> rows;
    for (const auto& content : all) {
        auto row = whose;
        row.kind = content.kind;
        row.bytes = std::ssize(content.bytes);
        row.sha256 = content.sha256;
        row.added_by = desk.actor.account;
        row.added_at = desk.now;
        row.id = store::insert_attachment(desk.db, row, content.bytes);
        audit(desk, "attachment.add", subject,
              R"({"attachment":")" + to_text(row.id) + R"(","sha256":")" + row.sha256 + "\"}");
        rows.push_back(std::move(row));
    }
    return rows;
}

Result<std::vector<AttachmentRow>> keep_all(const Desk& desk, const AttachmentRow& whose,
                                            const std::string& subject, const std::vector<Content>& all,
                                            const std::string& field)
{
    const auto before = whose.delivery ? store::attachments_of(desk.db, whose.delivery)
                                       : store::attachments_of(desk.db, whose.consent);
    if (before.size() + all.size() > kMostOfOne)
        return refuse(Reason::invalid, "error.attachment.too_many", "/" + field,
                      {{"most", std::to_string(kMostOfOne)}});
    std::set<std::string> known;
    for (const auto& row : before) known.insert(row.sha256);
    for (const auto& content : all)
        if (!known.insert(content.sha256).second)
            return refuse(Reason::invalid, "error.attachment.twice", "/" + field);
    return keep(desk, whose, subject, all);
}

} // namespace

Result<bool> keep_vouchers(const Desk& desk, const store::OfferRow& offer, DeliveryId delivery,
                           const std::vector<Content>& all)
{
    const auto kept = keep_all(desk, {.referral = offer.referral, .delivery = delivery}, to_text(offer.id),
                               all, "vouchers");
    if (!kept) return std::unexpected(kept.error());
    return true;
}

Result<std::vector<AttachmentRow>> add_vouchers(const Desk& desk, OfferId id, DeliveryId delivery,
                                                const std::vector<Content>& all)
{
    const auto offer = offers::find_in_scope(desk.db, desk.actor, id);
    if (!offer) return std::unexpected(offer.error());
    const auto row = store::find_delivery(desk.db, delivery);
    if (!row || row->offer != id) return refuse(Reason::not_found, "error.delivery.unknown");
    if (row->state == DeliveryState::reversed) return refuse(Reason::wrong_state, "error.delivery.reversed");
    if (!desk.actor.is_charity() || !offers::may_see_family(desk.db, desk.actor, *offer, day_of(desk.now)))
        return refuse(Reason::forbidden, "error.offer.not_yours");
    return keep_all(desk, {.referral = offer->referral, .delivery = delivery}, to_text(id), all, "vouchers");
}

Result<bool> add_signed_form(const Desk& desk, ReferralId id, ConsentId consent,
                             const std::vector<Content>& all)
{
    const auto referral = referrals::find_in_scope(desk.db, desk.actor, id);
    if (!referral) return std::unexpected(referral.error());
    if (referral->erased_at) return refuse(Reason::wrong_state, "error.attachment.erased");
    const auto rows = store::list_consents(desk.db, id);
    if (std::ranges::find(rows, consent, &store::ConsentRow::id) == rows.end())
        return refuse(Reason::not_found, "error.referral.unknown");
    const auto kept = keep_all(desk, {.referral = id, .consent = consent}, to_text(id), all, "files");
    if (!kept) return std::unexpected(kept.error());
    return true;
}

namespace {

// The subject of the log's line; nothing: it does not exist for this actor.
std::optional<std::string> seen_with(const Desk& desk, const AttachmentRow& row)
{
    if (row.consent) {
        if (!desk.actor.is_officer()) return {};
        const auto referral = referrals::find_in_scope(desk.db, desk.actor, row.referral);
        return referral ? std::optional(to_text(referral->id)) : std::nullopt;
    }
    const auto delivery = store::find_delivery(desk.db, row.delivery);
    const auto offer = delivery ? offers::find_in_scope(desk.db, desk.actor, delivery->offer)
                                : refuse(Reason::not_found, "error.delivery.unknown");
    if (!offer || !offers::may_see_family(desk.db, desk.actor, *offer, day_of(desk.now))) return {};
    return to_text(offer->id);
}

} // namespace

Result<Opened> open_attachment(const Desk& desk, AttachmentId id)
{
    const auto row = store::find_attachment(desk.db, id);
    const auto subject = row ? seen_with(desk, *row) : std::nullopt;
    if (!subject) return refuse(Reason::not_found, "error.attachment.unknown");
    audit(desk, "attachment.read", *subject, R"({"attachment":")" + to_text(id) + "\"}");
    auto content = store::attachment_content(desk.db, id);
    if (content.empty()) return refuse(Reason::not_found, "error.attachment.erased");
    return Opened{*row, std::move(content)};
}

} // namespace server::attachments
