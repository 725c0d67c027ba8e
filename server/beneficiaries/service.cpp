#include "server/beneficiaries/service.hpp"
#include "models/store/consents.hpp"
#include "models/store/look_up.hpp"
#include "server/referrals/document.hpp"
#include <algorithm>

namespace server::beneficiaries {

using namespace models;

namespace {

// Once it has accepted, whatever came of it.
bool took_part(const store::OfferRow& row) { return row.accepted_at && follows_acceptance(row.state); }

Help help_of(const Desk& desk, const store::OfferRow& row)
{
    Help help{row, store::list_deliveries(desk.db, row.id), {}, false};
    for (const auto& delivery : help.deliveries)
        help.vouchers.push_back(store::attachments_of(desk.db, delivery.id));
    help.open = offers::may_see_family(desk.db, desk.actor, row, day_of(desk.now));
    return help;
}

Result<Record> record_of(const Desk& desk, OfferId id)
{
    const auto offer = offers::find_in_scope(desk.db, desk.actor, id);
    if (!offer || !desk.actor.is_charity() || !took_part(*offer))
        return refuse(Reason::not_found, "error.offer.unknown");
    Record record{*offer, {}, {}, {}};
    for (const auto& row : store::offers_of_family(desk.db, offer->organization, offer->referral,
                                                   store::person_of_offer(desk.db, *offer)))
        if (took_part(row)) record.help.push_back(help_of(desk, row));
    if (!offers::may_see_family(desk.db, desk.actor, *offer, day_of(desk.now))) return record;
    const auto consents = store::list_consents(desk.db, offer->referral);
    record.consent = *offers::consent_for(consents, offer->organization, offer->need_type, offer->member,
                                          day_of(desk.now));
    record.signed_forms = store::attachments_of(desk.db, record.consent->id);
    return record;
}

} // namespace

Result<Record> read_record(const Desk& desk, OfferId id)
{
    auto record = record_of(desk, id);
    if (record) audit(desk, "offer.file_read", to_text(id));
    return record;
}

Result<Opened> open_record(const Desk& desk, OfferId id, const std::string& reason)
{
    auto record = record_of(desk, id);
    if (!record) return std::unexpected(record.error());
    if (!record->consent) return refuse(Reason::wrong_state, "error.offer.consent_over");
    auto opened = offers::open_family(desk, record->offer, "offer.file_opened", reason);
    if (!opened) return std::unexpected(opened.error());
    record->offer = std::move(opened->offer);
    return Opened{*std::move(record), std::move(opened->household)};
}

Money total_of(const Record& record)
{
    Money total;
    for (const auto& help : record.help)
        for (const auto& delivery : help.deliveries)
            if (delivery.state != DeliveryState::reversed) total = total + delivery.amount;
    return total;
}

} // namespace server::beneficiaries
