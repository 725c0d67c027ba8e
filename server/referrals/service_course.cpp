#include "models/store/tasks.hpp"
#include "server/clocks/clocks.hpp"
#include "server/offers/moves.hpp"
#include "server/referrals/service_moves.hpp"
#include <algorithm>
#include <ranges>

// A referral that stands still, goes on, or ends before its time.
namespace server::referrals {

using namespace models;

namespace {

constexpr int kAtOnce = 100; // the rest waits for the next minute

std::vector<Fault> faults_of(const Desk& desk, const Suspension& told)
{
    std::vector<Fault> faults;
    if (std::ranges::find(kSuspendReasons, told.reason) == kSuspendReasons.end())
        faults.push_back(fault("error.referral.suspend.reason", "reason"));
    const auto today = day_of(desk.now);
    if (!told.until || *told.until <= today ||
        desk.library.working_days->between(today, *told.until) > kMostSuspendedDays)
        faults.push_back(fault("error.referral.suspend.until", "until"));
    if (told.reason == "other" && told.text.empty())
        faults.push_back(fault("error.referral.suspend.text", "text"));
    return faults;
}

Moved suspended(const Desk& desk, Referral referral, Side side, const Suspension& told)
{
    auto done = moved(desk, std::move(referral),
                      {ReferralAct::suspend,
                       ReferralState::suspended,
                       side,
                       told.reason,
                       {{"until", to_text(*told.until)}, {"text", told.text}}});
    if (!done) return done;
    if (auto refusal = offers::end_offers(desk, done->id, ReferralAct::suspend))
        return std::unexpected(*std::move(refusal));
    store::begin_task(desk.db, {.kind = TaskKind::resume,
                                .referral = done->id,
                                .reason = told.reason,
                                .begun_by = desk.actor.account,
                                .begun_at = desk.now,
                                .due_at = start_of(plus_days(*told.until, 1))});
    return done;
}

// The state it was suspended from.
ReferralState left_state(store::Reader& db, ReferralId id)
{
    for (const auto& move : store::list_moves(db, id) | std::views::reverse)
        if (move.act == ReferralAct::suspend) return move.from.value();
    throw std::runtime_error("a suspended referral was never suspended");
}

void climb(const Desk& desk, const store::ClockRow& clock)
{
    const auto village = store::village_of(desk.db, clock.referral);
    auto referral = store::find_referral(desk.db, {village, {}}, clock.referral);
    if (!referral) throw std::runtime_error("a clock runs for no referral");
    const bool over = clocks::climb(desk, clock, {"", referral->reference, village, {}});
    if (!over || clock.clock != Clock::returned || !may(Side::system, referral->state, ReferralAct::lapse))
        return;
    referral->close_reason = CloseReason::not_pursued;
    const auto done = ended(desk, *std::move(referral),
                            {ReferralAct::lapse, ReferralState::closed, Side::system, "not_pursued", {}});
    if (!done) throw std::runtime_error("a clock's move was refused");
}

} // namespace

Moved suspend(const Desk& desk, const Seen& seen, const Suspension& told)
{
    auto referral = opened(desk, seen, ReferralAct::suspend);
    if (!referral) return referral;
    if (auto faults = faults_of(desk, told); !faults.empty()) return refuse(std::move(faults));
    return suspended(desk, *std::move(referral), side_of(desk.actor), told);
}

void suspend_unreachable(const Desk& desk, ReferralId id, Area village)
{
    auto referral = store::find_referral(desk.db, {village, {}}, id);
    if (!referral || !may(Side::system, referral->state, ReferralAct::suspend)) return;
    const auto until = desk.library.working_days->after(day_of(desk.now), kUnreachableDays);
    if (!suspended(desk, *std::move(referral), Side::system, {"unreachable", until, ""}))
        throw std::runtime_error("an unreachable family's referral was not suspended");
}

Moved resume(const Desk& desk, const Seen& seen)
{
    auto referral = opened(desk, seen, ReferralAct::resume);
    if (!referral) return referral;
    const auto to = left_state(desk.db, referral->id);
    store::end_tasks(desk.db, referral->id, TaskKind::resume, desk.actor.account, desk.now);
    return moved(desk, *std::move(referral), {ReferralAct::resume, to, side_of(desk.actor), "", {}});
}

Moved end_referral(const Desk& desk, const Seen& seen, const Ending& ending)
{
    auto referral = opened(desk, seen, ReferralAct::end);
    if (!referral) return referral;
    const auto allowed = close_reasons(ReferralAct::end);
    if (!ending.reason || std::ranges::find(allowed, *ending.reason) == allowed.end())
        return refuse({fault("error.referral.end.reason", "reason")});
    referral->close_reason = ending.reason;
    return ended(desk, *std::move(referral),
                 {ReferralAct::end,
                  ReferralState::closed,
                  side_of(desk.actor),
                  std::string(name_of(*ending.reason)),
                  {{"text", ending.text}}});
}

void run_clocks(const Desk& desk)
{
    for (const auto noun :
         {store::ClockNoun::referral, store::ClockNoun::consent, store::ClockNoun::objection})
        for (const auto& clock : store::clocks_to_climb(desk.db, noun, desk.now, kAtOnce)) climb(desk, clock);
}

} // namespace server::referrals
