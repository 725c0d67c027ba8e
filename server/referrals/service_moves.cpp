#include "server/referrals/service_moves.hpp"
#include "models/store/tasks.hpp"
#include "server/clocks/clocks.hpp"
#include "server/config.hpp"
#include "server/offers/moves.hpp"
#include "server/referrals/told.hpp"
#include <algorithm>

namespace server::referrals {

using namespace models;

Fault fault(std::string key, std::string field) { return {std::move(key), "/" + std::move(field), {}}; }

Moved opened(const Desk& desk, const Seen& seen, ReferralAct act)
{
    return opened(desk, seen, act, side_of(desk.actor));
}

Moved opened(const Desk& desk, const Seen& seen, ReferralAct act, Side side)
{
    store::hold_referral(desk.db, seen.id);
    auto referral = find_in_scope(desk.db, desk.actor, seen.id);
    if (!referral) return referral;
    if (referral->version != seen.version) return refuse(Reason::stale, "error.referral.changed");
    if (referral->erased_at) return refuse(Reason::wrong_state, "error.referral.erased");
    const auto state = referral->state;
    if (after(state, act).empty() && !(act == ReferralAct::discard && state == ReferralState::draft))
        return refuse(Reason::wrong_state, "error.referral.now." + std::string(name_of(state)));
    if (!may(side, state, act)) return refuse(Reason::forbidden, "error.referral.not_yours");
    return referral;
}

void audit(const Desk& desk, const char* event, ReferralId id, const Entries& facts)
{
    server::audit(desk, event, to_text(id), note_of(facts));
}

namespace {

// When the referral last came to this state: from then on its clock ran.
Time entered(const std::vector<store::MoveRow>& moves, ReferralState state, Time fallback)
{
    for (auto move = moves.rbegin(); move != moves.rend(); ++move)
        if (move->to == state && move->from != state && move->act != ReferralAct::resubmit) return move->at;
    return fallback;
}

// A clock that stood still while facts were wanted goes on with what was left of it.
int days_left(const Desk& desk, const Referral& referral, int all)
{
    const auto moves = store::list_moves(desk.db, referral.id);
    const auto returned = entered(moves, ReferralState::returned, desk.now);
    const auto ran_from = entered(moves, referral.state, returned);
    return std::max(1, all - desk.library.working_days->between(day_of(ran_from), day_of(returned)));
}

struct Running {
    Clock clock{};
    int days{};
    Side side{};
};

std::optional<Running> clock_of(const Desk& desk, const Referral& referral, ReferralAct act)
{
    const auto& config = *desk.library.config;
    if (act == ReferralAct::confirm_urgently)
        return Running{Clock::late_recheck, config.late_recheck_days, Side::township};
    if (referral.state == ReferralState::reported)
        return Running{Clock::recheck, config.recheck_days, Side::township};
    if (referral.state == ReferralState::rechecked)
        return Running{Clock::confirm, config.confirm_days, Side::county};
    if (referral.state == ReferralState::returned)
        return Running{Clock::returned, config.returned_days, reporters_office(desk.db, referral).side};
    return {};
}

} // namespace

void restart_clocks(const Desk& desk, const Referral& referral, ReferralAct act)
{
    store::stop_clocks(desk.db, store::ClockNoun::referral, referral.id.value);
    const auto running = clock_of(desk, referral, act);
    if (!running) return;
    const int days = act == ReferralAct::resubmit ? days_left(desk, referral, running->days) : running->days;
    clocks::start(desk,
                  {.noun = store::ClockNoun::referral,
                   .noun_id = referral.id.value,
                   .referral = referral.id,
                   .clock = running->clock,
                   .side = running->side,
                   .due_at = due_after(desk, days)},
                  "");
}

// Who comes back from a suspension goes on where the clocks stood.
static void move_clocks(const Desk& desk, const Referral& referral, ReferralState from, ReferralAct act)
{
    if (act == ReferralAct::suspend) return clocks::stand_still(desk, referral.id);
    if (act == ReferralAct::resume) return clocks::go_on(desk, referral.id);
    if (from != referral.state || act == ReferralAct::recheck_late) restart_clocks(desk, referral, act);
}

Moved moved(const Desk& desk, Referral referral, const Step& step)
{
    const auto from = referral.state;
    referral.state = step.to;
    if (!store::save_referral(desk.db, referral, desk.now))
        return refuse(Reason::stale, "error.referral.changed");
    ++referral.version;
    referral.changed_at = desk.now;
    store::insert_move(
        desk.db,
        {referral.id, step.act, from, step.to, desk.actor.account, step.side, step.reason, "", desk.now},
        note_of(step.entries));
    move_clocks(desk, referral, from, step.act);
    tell_of(desk, referral, step.act);
    const auto event = "referral." + std::string(name_of(step.act));
    audit(desk, event.c_str(), referral.id,
          {{"from", std::string(name_of(from))},
           {"to", std::string(name_of(step.to))},
           {"reason", step.reason}});
    return referral;
}

void start_consent_clock(const Desk& desk, const store::ConsentRow& row)
{
    clocks::start(desk,
                  {.noun = store::ClockNoun::consent,
                   .noun_id = row.id.value,
                   .referral = row.referral,
                   .clock = Clock::consent,
                   .side = Side::township,
                   .due_at = start_of(plus_days(row.until, 1))},
                  "");
}

// A family that is not helped any more is not asked to renew what it allowed.
static void stop_consent_clocks(const Desk& desk, ReferralId id)
{
    for (const auto& clock : store::every_clock(desk.db, id))
        if (clock.noun == store::ClockNoun::consent) store::stop_clocks(desk.db, clock.noun, clock.noun_id);
}

Moved ended(const Desk& desk, Referral referral, const Step& step)
{
    auto done = moved(desk, std::move(referral), step);
    if (!done) return done;
    if (auto refusal = offers::end_offers(desk, done->id, step.act))
        return std::unexpected(*std::move(refusal));
    stop_consent_clocks(desk, done->id);
    store::end_every_task(desk.db, done->id, desk.actor.account, desk.now);
    return done;
}

} // namespace server::referrals
