#include "server/offers/moves.hpp"
#include "models/identity.hpp"
#include "models/store/capacity.hpp"
#include "models/store/look_up.hpp"
#include "models/store/programs.hpp"
#include "models/store/referrals.hpp"
#include "models/store/tasks.hpp"
#include "server/clocks/clocks.hpp"
#include "server/config.hpp"
#include "server/notices/low.hpp"
#include "server/offers/effects.hpp"
#include "server/offers/told.hpp"
#include <algorithm>

namespace server::offers {

using namespace models;

store::OfferScope scope_of(const Actor& actor)
{
    if (actor.is_officer()) return {actor.area, {}};
    if (actor.is_charity()) return {{}, actor.organization};
    return {};
}

Moved find_in_scope(store::Reader& db, const Actor& actor, OfferId id)
{
    auto found = store::find_offer(db, scope_of(actor), id);
    if (!found) return refuse(Reason::not_found, "error.offer.unknown");
    return *std::move(found);
}

Moved find_to_change(const Desk& desk, OfferId id)
{
    const auto found = find_in_scope(desk.db, desk.actor, id);
    if (!found) return found;
    store::hold_referral(desk.db, found->referral);
    return find_in_scope(desk.db, desk.actor, id); // as whoever held it before has left it
}

bool may_see_family(store::Reader& db, const Actor& actor, const OfferRow& row, Date today)
{
    using enum OfferState;
    if (actor.is_officer()) return true;
    const bool took_it = is_under_way(row.state) || row.state == fulfilled || row.state == partly_fulfilled;
    if (!actor.is_charity() || !took_it) return false;
    return is_consented(db, row, today);
}

bool is_consented(store::Reader& db, const OfferRow& row, Date today)
{
    const auto referral = store::find_referral(db, {row.village, {}}, row.referral);
    if (!referral || referral->erased_at) return false;
    const auto consents = store::list_consents(db, row.referral);
    return consent_for(consents, row.organization, row.need_type, row.member, today) != nullptr;
}

bool has_twin(store::Reader& db, const OfferRow& row)
{
    const auto is_twin = [&](const OfferRow& other) {
        return other.id != row.id && is_live(other.state) && other.program == row.program &&
               other.need_type == row.need_type;
    };
    const auto person = store::person_of_offer(db, row);
    return std::ranges::any_of(store::offers_of_person(db, person, row.need_type), is_twin) ||
           std::ranges::any_of(store::offers_of(db, row.referral), [&](const OfferRow& other) {
               return is_twin(other) && other.member == row.member;
           });
}

ToldDelivery told_of(const store::DeliveryRow& row)
{
    auto told = referrals::entries_of(row.told);
    return {told["way"].empty() ? "erased" : told["way"],
            told["signer"],
            told["from"],
            told["until"],
            told["service"],
            told["giver"]};
}

Moved opened(const Desk& desk, const SeenOffer& seen, OfferAct act, Side side)
{
    auto offer = find_to_change(desk, seen.id);
    if (!offer) return offer;
    if (offer->version != seen.version) return refuse(Reason::stale, "error.offer.changed");
    if (after(offer->state, act).empty())
        return refuse(Reason::wrong_state, "error.offer.now." + std::string(name_of(offer->state)));
    if (!may(side, offer->state, act)) return refuse(Reason::forbidden, "error.offer.not_yours");
    return offer;
}

bool is_before_offer(const OfferRow& row, Date on) { return row.offered_at && on < day_of(*row.offered_at); }

Holding holding_of(const OfferRow& row, const store::Delivered& delivered)
{
    using enum OfferState;
    switch (row.state) {
    case offered:
    case received:
    case info_needed: return {Holding::Kind::reserved, row.places, row.amount};
    case accepted:
    case delivering: return {Holding::Kind::committed, row.places, row.amount};
    case fulfilled:
    case partly_fulfilled:
    case failed:
    case consent_ended:
        if (delivered.units == 0) return {};
        // A seat at a site comes back, an award's place is used.
        return {Holding::Kind::used, row.site.empty() ? row.places : 0, delivered.amount};
    case draft:
    case waitlisted:
    case declined:
    case expired:
    case withdrawn:
    case passed_on:
    case entered_in_error: return {};
    }
    return {};
}

namespace {

using Kind = Holding::Kind;
using store::CapacityMove;

// Places and money of one program, moved as far as a change of holding asks for.
class Ledger {
public:
    Ledger(const Desk& desk, const OfferRow& row)
        : db_(desk.db), row_(row), cause_{.by = desk.actor.account, .at = desk.now, .offer = row.id}
    {
    }

    bool change(const Holding& from, const Holding& to)
    {
        if (from.kind == to.kind) return change_amount(from, to);
        if (from.kind == Kind::reserved && to.kind == Kind::committed)
            return move(CapacityMove::commit, to) && move(CapacityMove::free_reserved, rest(from, to));
        if (from.kind == Kind::committed && to.kind == Kind::used)
            return move(CapacityMove::use, to) && move(CapacityMove::free_committed, rest(from, to));
        return release(from) && hold(to);
    }

private:
    static Holding rest(const Holding& from, const Holding& to)
    {
        return {from.kind, from.places - to.places, from.money - to.money};
    }
    bool change_amount(const Holding& from, const Holding& to)
    {
        return from.places == to.places && from.money == to.money ? true : release(from) && hold(to);
    }
    bool release(const Holding& held)
    {
        if (held.kind == Kind::reserved) return move(CapacityMove::free_reserved, held);
        if (held.kind == Kind::committed) return move(CapacityMove::free_committed, held);
        return held.kind == Kind::nothing || move(CapacityMove::give_back, held);
    }
    bool hold(const Holding& held)
    {
        if (held.kind == Kind::nothing) return true;
        return move(CapacityMove::reserve, held) &&
               (held.kind == Kind::reserved || move(CapacityMove::commit, held)) &&
               (held.kind != Kind::used || move(CapacityMove::use, held));
    }
    bool move(CapacityMove what, const Holding& share)
    {
        if (share.places == 0 && share.money.fen == 0) return true;
        return store::move_capacity(db_, row_.program, row_.site, what, {share.places, share.money}, cause_);
    }

    store::Writer& db_;
    const OfferRow& row_;
    store::Cause cause_;
};

struct Running {
    Clock clock{};
    int days{};
    Side side{};
};

std::optional<Running> clock_of(const Config& config, OfferState state)
{
    using enum OfferState;
    if (state == offered || state == received)
        return Running{Clock::answer, config.answer_days, Side::charity};
    if (state == info_needed) return Running{Clock::info, config.info_days, Side::township};
    if (state == waitlisted) return Running{Clock::reconfirm_waitlist, config.reconfirm_days, Side::township};
    if (state == accepted) return Running{Clock::first_help, config.first_help_days, Side::charity};
    if (state == delivering) return Running{Clock::feedback, config.feedback_days, Side::charity};
    return {};
}

// The answer clock stood still while facts were wanted: what is left of it.
int answer_days_left(const Desk& desk, const OfferRow& row, int all)
{
    int ran = 0;
    std::optional<Time> since;
    for (const auto& move : store::list_offer_moves(desk.db, row.id)) {
        if (move.to == OfferState::offered) ran = 0;
        if (move.act == OfferAct::ask_for_facts && since)
            ran += desk.library.working_days->between(day_of(*since), day_of(move.at));
        if (move.to == OfferState::offered || move.act == OfferAct::answer) since = move.at;
    }
    return std::max(1, all - ran);
}

bool is_urgent(store::Reader& db, const OfferRow& row)
{
    const auto referral = store::find_referral(db, {row.village, {}}, row.referral);
    return referral && referral->urgency == Urgency::urgent;
}

// Opening an offer does not begin its clock anew; a deliverer reports back after each delivery.
void restart_clocks(const Desk& desk, const OfferRow& row, const Step& step)
{
    if (step.act == OfferAct::open) return;
    store::stop_clocks(desk.db, store::ClockNoun::offer, row.id.value);
    const auto running = clock_of(*desk.library.config, row.state);
    if (!running) return;
    auto days = running->days;
    if (step.act == OfferAct::answer) days = answer_days_left(desk, row, days);
    const bool today =
        running->clock == Clock::answer && step.act != OfferAct::answer && is_urgent(desk.db, row);
    const auto due = today ? desk.now + kUrgentAnswer : due_after(desk, days);
    clocks::start(desk,
                  {.noun = store::ClockNoun::offer,
                   .noun_id = row.id.value,
                   .referral = row.referral,
                   .clock = running->clock,
                   .side = running->side,
                   .due_at = due},
                  row.need_type);
}

void write_log(const Desk& desk, const OfferRow& row, OfferState from, const Step& step)
{
    store::insert_offer_move(desk.db, {row.id, step.act, from, row.state, desk.actor.account, step.side,
                                       step.reason, step.note, row.units, row.amount, desk.now});
    audit(desk, "offer." + std::string(name_of(step.act)), to_text(row.id),
          R"({"from":")" + std::string(name_of(from)) + R"(","to":")" + std::string(name_of(row.state)) +
              R"(","reason":")" + step.reason + "\"}");
}

// What an offer held is not there any more where another writer moved it a moment ago.
bool is_as_seen(store::Reader& db, const OfferRow& row)
{
    const auto now = store::find_offer(db, {row.village, {}}, row.id);
    return now && now->version == row.version;
}

} // namespace

Money share_of(const OfferRow& row, std::int64_t units)
{
    if (units == row.units) return row.amount;
    return {static_cast<std::int64_t>(static_cast<__int128>(row.amount.fen) * units / row.units)};
}

Moved moved(const Desk& desk, const OfferRow& before, OfferRow after, const Step& step)
{
    if (holds_a_persons_number(step.note)) return refuse({{"error.offer.note_person", "/note", {}}});
    after.state = step.to;
    const auto delivered = store::delivered_of(desk.db, before.id);
    const auto held = holding_of(before, delivered), holds = holding_of(after, delivered);
    const bool takes = holds.places > held.places || holds.money > held.money;
    const auto room = takes ? store::room_of(desk.db, after.program) : Room{};
    if (!Ledger(desk, after).change(held, holds))
        return is_as_seen(desk.db, before) ? refuse(Reason::full, "error.offer.no_room")
                                           : refuse(Reason::stale, "error.offer.changed");
    if (!store::save_offer(desk.db, after)) return refuse(Reason::stale, "error.offer.changed");
    if (takes) notices::tell_if_low(desk.db, after.program, room, desk.now);
    ++after.version;
    write_log(desk, after, before.state, step);
    restart_clocks(desk, after, step);
    if (after.state != before.state) // what was asked of it before is answered by this
        store::end_tasks(desk.db, after.id, TaskKind::pass_on, desk.actor.account, desk.now);
    tell_of(desk, before, after, step);
    store::append_change(desk.db, "referral", after.referral.value);
    if (auto refusal = follow(desk, after.referral, after.village))
        return std::unexpected(*std::move(refusal));
    return after;
}

} // namespace server::offers
