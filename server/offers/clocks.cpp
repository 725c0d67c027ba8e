#include "server/clocks/clocks.hpp"
#include "models/store/programs.hpp"
#include "models/store/tasks.hpp"
#include "server/config.hpp"
#include "server/offers/follow_up.hpp"
#include "server/offers/offering.hpp"
#include "server/offers/service.hpp"
#include <algorithm>

namespace server::offers {

using namespace models;

namespace {

constexpr int kAtOnce = 100; // the rest waits for the next minute

// What the system does with an offer whose clock has run out; nothing: it is only overdue.
std::optional<Step> step_at_end(Clock clock, OfferState state)
{
    if (clock == Clock::info && state == OfferState::info_needed)
        return Step{OfferAct::answer, OfferState::received, Side::system, "unanswered"};
    const bool lapses = clock == Clock::answer || clock == Clock::reconfirm_waitlist;
    if (lapses && may(Side::system, state, OfferAct::lapse))
        return Step{OfferAct::lapse, OfferState::expired, Side::system, std::string(name_of(clock))};
    return {};
}

std::optional<OfferRow> row_of(store::Reader& db, ReferralId referral, OfferId id)
{
    const auto all = store::offers_of(db, referral);
    const auto at = std::ranges::find(all, id, &OfferRow::id);
    return at == all.end() ? std::nullopt : std::optional(*at);
}

void climb(const Desk& desk, const store::ClockRow& clock)
{
    store::hold_referral(desk.db, clock.referral);
    const auto row = row_of(desk.db, clock.referral, OfferId{clock.noun_id});
    if (!row) throw std::runtime_error("a clock runs for no offer");
    if (!clocks::climb(desk, clock, {row->need_type, row->reference, row->village, row->organization}))
        return;
    const auto step = step_at_end(clock.clock, row->state);
    if (!step) return;
    const auto done = moved(desk, *row, *row, *step);
    if (!done) throw std::runtime_error("a clock's move was refused");
    if (step->act == OfferAct::lapse) begin_task(desk, TaskKind::next_best, *done, desk.now);
}

// What is left of the need today; nothing: the family, its consent, its need or the certificate has ended.
std::optional<std::int64_t> left_for(store::Reader& db, const OfferRow& row, Date today)
{
    const auto referral = store::find_referral(db, {row.village, {}}, row.referral);
    const auto consents = store::list_consents(db, row.referral);
    if (!referral || !is_live(referral->state) ||
        !consent_for(consents, row.organization, row.need_type, row.member, today) ||
        !is_certified(db, row.organization, today))
        return {};
    const auto needs = referrals::find_document(db, *referral).body.household.needs;
    const auto need = std::ranges::find(needs, row.need, &Need::id);
    if (need == needs.end() || need->state != NeedState::open) return {};
    const auto left = residual_of(*need).value_or(0);
    return left > 0 ? std::optional(left) : std::nullopt;
}

// The first in line for whom all still holds, as long as there is room. While an answer may yet be taken
// back, and until what follows from it is done, its place is not given on.
void give_free_places(const Desk& desk, ProgramId program)
{
    const auto known = store::find_program(desk.db, program);
    if (!known || known->state != ProgramState::open) return;
    if (store::has_open_task(desk.db, program, TaskKind::follow_decline)) return;
    for (const auto& row : store::waitlist_of(desk.db, program)) {
        store::hold_referral(desk.db, row.referral);
        const auto left = left_for(desk.db, row, day_of(desk.now));
        if (!left) continue;
        auto after = row;
        after.units = std::min(row.units, *left);
        after.amount = share_of(row, after.units);
        after.offered_at = desk.now;
        // No seat at this one's site says nothing of the next one's.
        store::Writer own(desk.db); // refused, nothing of it stays
        const auto done = moved({own, desk.actor, desk.library, desk.now}, row, after,
                                {OfferAct::place_free, OfferState::offered, Side::system});
        if (done) own.keep();
        if (!done && row.site.empty()) return;
    }
}

// A consent that is over ends by itself, and with it the offers that it alone allowed.
void end_consents(const Desk& desk)
{
    for (const auto& over : store::consents_over(desk.db, day_of(desk.now))) {
        const auto expired = after(ConsentState::given, ConsentAct::expire, Side::system).value();
        if (!store::save_consent_state(desk.db, over.id, over.version, expired)) continue;
        audit(desk, "consent.expire", to_text(over.referral));
        store::append_change(desk.db, "referral", over.referral.value);
        if (end_unconsented(desk, over.referral, Side::system))
            throw std::runtime_error("an offer without consent did not end");
    }
}

void do_task(const Desk& desk, const store::TaskRow& task)
{
    store::end_task(desk.db, task.id, {}, desk.now);
    const auto row = row_of(desk.db, task.referral, task.offer);
    if (!row) return;
    if (task.kind == TaskKind::next_best) try_next_best(desk, *row);
    if (task.kind == TaskKind::follow_decline && task.reason.empty())
        correct_capacity(desk, *row, Shortage::places);
    else if (task.kind == TaskKind::follow_decline && row->state == OfferState::declined)
        follow_decline(desk, *row);
}

} // namespace

void run_clocks(const Desk& desk)
{
    end_consents(desk);
    for (const auto& clock : store::clocks_to_climb(desk.db, store::ClockNoun::offer, desk.now, kAtOnce))
        climb(desk, clock);
    // What an answer says of places comes before they are given on, and those in line before the next best.
    for (const auto& task : store::system_tasks_due(desk.db, desk.now, kAtOnce))
        if (task.kind == TaskKind::follow_decline) do_task(desk, task);
    for (const auto program : store::programs_with_waitlist(desk.db)) give_free_places(desk, program);
    for (const auto& task : store::system_tasks_due(desk.db, desk.now, kAtOnce)) do_task(desk, task);
}

} // namespace server::offers
