#include "models/store/tasks.hpp"
#include "server/offers/follow_up.hpp"
#include "server/offers/service.hpp"
#include <algorithm>

namespace server::offers {

using namespace models;

namespace {

std::ptrdiff_t times_asked(store::Reader& db, OfferId id)
{
    return std::ranges::count(store::list_offer_moves(db, id), OfferAct::ask_for_facts,
                              &store::OfferMoveRow::act);
}

} // namespace

Moved open_offer(const Desk& desk, OfferId id)
{
    auto row = find_in_scope(desk.db, desk.actor, id);
    const bool may_open = desk.actor.is_charity() && desk.actor.may_write;
    if (!row || row->state != OfferState::offered || !may_open) return row;
    return moved(desk, *row, *row, {OfferAct::open, OfferState::received, Side::charity});
}

Moved ask_for_facts(const Desk& desk, const SeenOffer& seen, const std::string& what)
{
    auto row = opened(desk, seen, OfferAct::ask_for_facts, side_of(desk.actor));
    if (!row) return row;
    if (what.empty()) return refuse({{"error.offer.ask.what", "/note", {}}});
    if (times_asked(desk.db, row->id) >= kMostQuestions)
        return refuse(Reason::wrong_state, "error.offer.ask.too_often");
    return moved(desk, *row, *row,
                 {OfferAct::ask_for_facts, OfferState::info_needed, Side::charity, "", what});
}

Moved put_in_line(const Desk& desk, const SeenOffer& seen)
{
    auto row = opened(desk, seen, OfferAct::waitlist, side_of(desk.actor));
    if (!row) return row;
    auto done = moved(desk, *row, *row, {OfferAct::waitlist, OfferState::waitlisted, Side::charity});
    if (done) begin_task(desk, TaskKind::follow_decline, *done, desk.now + kTakeBack);
    return done;
}

namespace {

// What it said of its places when it put this one in line holds, whatever it says now.
void settle_places(const Desk& desk, const OfferRow& row)
{
    for (const auto& task : store::open_tasks_of(desk.db, row.referral))
        if (task.kind == TaskKind::follow_decline && task.offer == row.id &&
            store::end_task(desk.db, task.id, {}, desk.now))
            correct_capacity(desk, row, Shortage::places);
}

} // namespace

Moved accept(const Desk& desk, const SeenOffer& seen, std::optional<std::int64_t> units)
{
    auto row = opened(desk, seen, OfferAct::accept, side_of(desk.actor));
    if (!row) return row;
    const auto consents = store::list_consents(desk.db, row->referral);
    if (!consent_for(consents, row->organization, row->need_type, row->member, day_of(desk.now)))
        return refuse(Reason::wrong_state, "error.offer.consent_over");
    auto after = *row;
    after.units = units.value_or(row->units);
    if (after.units <= 0 || after.units > row->units)
        return refuse({{"error.offer.accept.units", "/units", {}}});
    after.amount = share_of(*row, after.units);
    after.accepted_at = desk.now;
    return moved(desk, *row, std::move(after), {OfferAct::accept, OfferState::accepted, Side::charity});
}

Moved decline(const Desk& desk, const SeenOffer& seen, std::optional<DeclineReason> reason,
              const std::string& note, bool narrow)
{
    auto row = opened(desk, seen, OfferAct::decline, side_of(desk.actor));
    if (!row) return row;
    if (!reason) return refuse({{"error.offer.decline.reason", "/reason", {}}});
    const bool in_words = *reason == DeclineReason::other || *reason == DeclineReason::not_eligible;
    if (in_words && note.empty()) return refuse({{"error.offer.decline.note", "/note", {}}});
    settle_places(desk, *row);
    auto after = *row;
    after.decline_reason = reason;
    auto done =
        moved(desk, *row, std::move(after),
              {OfferAct::decline, OfferState::declined, Side::charity, std::string(name_of(*reason)), note});
    if (done) begin_task(desk, TaskKind::follow_decline, *done, desk.now + kTakeBack);
    if (done && narrow && effect_of(*reason).narrows_area) begin_task(desk, TaskKind::narrow_area, *done);
    return done;
}

Result<OpenedFields> open_fields(const Desk& desk, OfferId id, const std::string& reason)
{
    auto row = find_in_scope(desk.db, desk.actor, id);
    if (!row) return std::unexpected(row.error());
    if (!desk.actor.is_charity()) return refuse(Reason::forbidden, "error.offer.not_yours");
    if (!is_under_way(row->state)) return refuse(Reason::wrong_state, "error.offer.fields.not_now");
    return open_family(desk, *std::move(row), "offer.fields_opened", reason);
}

Result<OpenedFields> open_family(const Desk& desk, OfferRow row, const std::string& event,
                                 const std::string& reason)
{
    if (std::ranges::find(kOpenReasons, reason) == kOpenReasons.end())
        return refuse({{"error.offer.fields.reason", "/reason", {}}});
    const auto consents = store::list_consents(desk.db, row.referral);
    const auto* consent =
        consent_for(consents, row.organization, row.need_type, row.member, day_of(desk.now));
    const auto referral = store::find_referral(desk.db, {row.village, {}}, row.referral);
    if (!consent || !referral || referral->erased_at)
        return refuse(Reason::wrong_state, "error.offer.consent_over");
    if (!row.fields_opened_at) {
        row.fields_opened_at = desk.now;
        if (!store::save_offer(desk.db, row)) return refuse(Reason::stale, "error.offer.changed");
        ++row.version;
    }
    audit(desk, event, to_text(row.id), R"({"reason":")" + reason + "\"}");
    return OpenedFields{std::move(row), *consent,
                        referrals::find_document(desk.db, *referral).body.household};
}

} // namespace server::offers
