#include "server/offers/follow_up.hpp"
#include "models/store/tasks.hpp"
#include "server/notices/low.hpp"
#include "server/referrals/service_moves.hpp"
#include <algorithm>

namespace server::offers {

using namespace models;

namespace {

std::ptrdiff_t times_unreached(store::Reader& db, ReferralId referral)
{
    return std::ranges::count_if(store::offers_of(db, referral), [](const OfferRow& row) {
        return row.state == OfferState::declined && row.decline_reason == DeclineReason::cannot_reach;
    });
}

} // namespace

void begin_task(const Desk& desk, TaskKind kind, const OfferRow& row, std::optional<Time> due)
{
    store::begin_task(desk.db, {.kind = kind,
                                .referral = row.referral,
                                .offer = row.id,
                                .need = row.need,
                                .program = row.program,
                                .organization = row.organization,
                                .reason = row.decline_reason ? std::string(name_of(*row.decline_reason)) : "",
                                .begun_by = desk.actor.account,
                                .begun_at = desk.now,
                                .due_at = due ? *due : due_after(desk, rule_of(kind).working_days)});
}

void correct_capacity(const Desk& desk, const OfferRow& row, Shortage what)
{
    const auto room = store::room_of(desk.db, row.program);
    store::leave_nothing(desk.db, row.program, row.site, what,
                         {.by = desk.actor.account, .at = desk.now, .offer = row.id});
    notices::tell_if_low(desk.db, row.program, room, desk.now);
    audit(desk, "program.capacity_corrected", to_text(row.program),
          what == Shortage::places ? R"({"left":"no_places"})" : R"({"left":"no_money"})");
}

void follow_decline(const Desk& desk, const OfferRow& row)
{
    const auto reason = row.decline_reason.value();
    const auto& effect = effect_of(reason);
    if (effect.corrects_capacity)
        correct_capacity(desk, row, reason == DeclineReason::full ? Shortage::places : Shortage::money);
    if (effect.facts_back_to_referrer) begin_task(desk, TaskKind::look_at_facts, row);
    if (effect.flags_rule) begin_task(desk, TaskKind::look_at_rule, row);
    if (effect.asks_need_anew) begin_task(desk, TaskKind::ask_need_anew, row);
    if (effect.answers_duplicate) begin_task(desk, TaskKind::check_duplicate, row);
    if (effect.confirms_contact) {
        begin_task(desk, TaskKind::confirm_contact, row);
        if (times_unreached(desk.db, row.referral) >= kCannotReachSuspends)
            referrals::suspend_unreachable(desk, row.referral, row.village);
    }
    if (reason == DeclineReason::other) begin_task(desk, TaskKind::read_reason, row);
    if (is_tried_elsewhere(reason)) begin_task(desk, TaskKind::next_best, row, desk.now);
}

bool is_tried_elsewhere(DeclineReason reason)
{
    const auto& effect = effect_of(reason);
    return !effect.confirms_contact && !effect.asks_need_anew && !effect.answers_duplicate;
}

} // namespace server::offers
