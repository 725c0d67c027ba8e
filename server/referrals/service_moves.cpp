#include "server/referrals/service_moves.hpp"
#include "models/store/audit.hpp"
#include "server/config.hpp"
#include <algorithm>

namespace server::referrals {

using namespace models;

Fault fault(std::string key, std::string field) { return {std::move(key), "/" + std::move(field), {}}; }

Side side_of(const Actor& actor)
{
    if (actor.role == Role::village) return Side::village;
    return actor.role == Role::township ? Side::township : Side::county;
}

Moved opened(const Desk& desk, const Seen& seen, ReferralAct act)
{
    return opened(desk, seen, act, side_of(desk.actor));
}

Moved opened(const Desk& desk, const Seen& seen, ReferralAct act, Side side)
{
    auto referral = find_in_scope(desk.db, desk.actor, seen.id);
    if (!referral) return referral;
    if (referral->version != seen.version) return refuse(Reason::stale, "error.referral.changed");
    const auto state = referral->state;
    if (after(state, act).empty() && !(act == ReferralAct::discard && state == ReferralState::draft))
        return refuse(Reason::wrong_state, "error.referral.now." + std::string(name_of(state)));
    if (!may(side, state, act)) return refuse(Reason::forbidden, "error.referral.not_yours");
    return referral;
}

void audit(const Desk& desk, const char* event, ReferralId id, const Entries& facts)
{
    store::append_audit(desk.db, {desk.now, desk.actor.account, event, to_text(id), note_of(facts)});
}

namespace {

// The instant at which that many working days are over.
Time due(const Desk& desk, int working_days)
{
    return start_of(plus_days(desk.library.working_days->after(day_of(desk.now), working_days), 1));
}

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

std::optional<std::pair<Clock, int>> clock_of(const Config& config, ReferralState state, ReferralAct act)
{
    if (act == ReferralAct::confirm_urgently) return {{Clock::late_recheck, config.late_recheck_days}};
    if (state == ReferralState::reported) return {{Clock::recheck, config.recheck_days}};
    if (state == ReferralState::rechecked) return {{Clock::confirm, config.confirm_days}};
    if (state == ReferralState::returned) return {{Clock::returned, config.returned_days}};
    return {};
}

} // namespace

void restart_clocks(const Desk& desk, const Referral& referral, ReferralAct act)
{
    store::stop_clocks(desk.db, referral.id);
    const auto clock = clock_of(*desk.library.config, referral.state, act);
    if (!clock) return;
    const int days = act == ReferralAct::resubmit ? days_left(desk, referral, clock->second) : clock->second;
    store::start_clock(desk.db, {referral.id, clock->first, due(desk, days)});
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
    if (from != step.to || step.act == ReferralAct::recheck_late) restart_clocks(desk, referral, step.act);
    const auto event = "referral." + std::string(name_of(step.act));
    audit(desk, event.c_str(), referral.id,
          {{"from", std::string(name_of(from))},
           {"to", std::string(name_of(step.to))},
           {"reason", step.reason}});
    return referral;
}

void give_ids(store::Writer& db, std::vector<Need>& needs)
{
    for (auto& need : needs)
        if (!need.id) need.id = db.new_id<NeedId>();
}

void save_facts(const Desk& desk, Referral& referral, Household household)
{
    give_ids(desk.db, household.needs);
    household.id = referral.household;
    ReferralBody body{referral.kind, referral.urgency, std::move(household)};
    ++referral.facts_version;
    referral.village = body.household.village;
    referral.members = static_cast<std::int64_t>(body.household.members.size());
    store::insert_document(desk.db, referral.id, referral.facts_version, written({body, {}}),
                           desk.actor.account, desk.now);
    save_indexes(desk.db, referral, body.household);
}

} // namespace server::referrals
