#include "server/offers/offering.hpp"
#include "models/identity.hpp"
#include "models/plan.hpp"
#include "models/store/capacity.hpp"
#include "models/store/tasks.hpp"
#include "server/offers/persons.hpp"
#include "server/offers/service.hpp"
#include <algorithm>

namespace server::offers {

using namespace models;

std::optional<store::PlanLineRow> waiting_line(store::Reader& db, ReferralId referral, NeedId need,
                                               ProgramId program)
{
    for (auto& line : store::waiting_lines_for(db, referral))
        if (line.need == need && line.program == program) return std::move(line);
    return {};
}

PlanId running_plan(const Desk& desk, ReferralId referral)
{
    const auto live = store::find_live_plan(desk.db, referral);
    if (!live) return store::insert_plan(desk.db, referral, PlanState::running, desk.now);
    if (live->state != PlanState::running) store::save_plan_state(desk.db, *live, PlanState::running);
    return live->id;
}

std::optional<Refusal> plan_referral(const Desk& desk, Referral referral)
{
    const auto from = referral.state;
    const auto to = after(from, ReferralAct::plan);
    if (to.empty()) return {};
    referral.state = to.front();
    if (!store::save_referral(desk.db, referral, desk.now))
        return refuse(Reason::stale, "error.referral.changed").error();
    store::insert_move(desk.db,
                       {referral.id, ReferralAct::plan, from, to.front(), desk.actor.account, Side::system,
                        "", "", desk.now},
                       "");
    audit(desk, "referral.plan", to_text(referral.id));
    return {};
}

static PlanId plan_with_line(const Desk& desk, const Prospect& prospect)
{
    const auto& referral = prospect.known.referral.id;
    const auto line = waiting_line(desk.db, referral, prospect.need.id, prospect.program.id);
    const auto plan = running_plan(desk, referral);
    if (!line)
        store::insert_line(desk.db, {{},
                                     plan,
                                     referral,
                                     prospect.need.id,
                                     prospect.program.id,
                                     written({prospect.units, prospect.amount, {}})});
    return plan;
}

OfferRow draft_of(const Desk& desk, const Prospect& prospect, Side side)
{
    const auto& need = prospect.need;
    for (auto& known : store::offers_of(desk.db, prospect.known.referral.id))
        if (known.state == OfferState::draft && known.need == need.id && known.program == prospect.program.id)
            return std::move(known);
    OfferRow row{.referral = prospect.known.referral.id,
                 .need = need.id,
                 .need_type = need.type,
                 .member = need.member,
                 .unit = need.unit,
                 .program = prospect.program.id,
                 .organization = prospect.program.organization,
                 .plan = plan_with_line(desk, prospect),
                 .state = OfferState::draft,
                 .site = prospect.site,
                 .person = person_of(desk.db, prospect.known.household(), need.member),
                 .person_next = next_person_of(desk.db, prospect.known.household(), need.member),
                 .program_version = prospect.program.version,
                 .places = 1,
                 .units = prospect.units,
                 .amount = prospect.amount};
    row.id = store::insert_offer(desk.db, row);
    row = store::find_offer(desk.db, {prospect.known.referral.village, {}}, row.id).value();
    store::insert_offer_move(desk.db, {row.id,
                                       OfferAct::draft,
                                       {},
                                       OfferState::draft,
                                       desk.actor.account,
                                       side,
                                       "",
                                       "",
                                       row.units,
                                       row.amount,
                                       desk.now});
    audit(desk, "offer.draft", to_text(row.id));
    return row;
}

namespace {

// Another program has been asked: what asked for that is done.
void end_tasks_of(const Desk& desk, const OfferRow& row)
{
    for (const auto& task : store::open_tasks_of(desk.db, row.referral)) {
        const bool asked = task.kind == TaskKind::decide_next || task.kind == TaskKind::next_best;
        const bool consented = task.kind == TaskKind::ask_consent && task.program == row.program;
        if (task.need == row.need && (asked || consented))
            store::end_task(desk.db, task.id, desk.actor.account, desk.now);
    }
}

} // namespace

Moved send(const Desk& desk, const Prospect& prospect, const Sending& sending)
{
    store::hold_capacity(desk.db, prospect.program.id);
    if (auto refusal = plan_referral(desk, prospect.known.referral))
        return std::unexpected(*std::move(refusal));
    const auto row = draft_of(desk, prospect, sending.side);
    auto after = row;
    after.site = prospect.site; // a draft of before may name another, or an older version
    after.program_version = prospect.program.version;
    after.units = prospect.units;
    after.amount = prospect.amount;
    after.offered_at = desk.now;
    const auto act = prospect.full ? OfferAct::queue : OfferAct::offer;
    const auto to = prospect.full ? OfferState::waitlisted : OfferState::offered;
    auto done = moved(desk, row, after, {act, to, sending.side, sending.reason, sending.note});
    if (done) end_tasks_of(desk, *done);
    return done;
}

Moved offer_help(const Desk& desk, const matching::Snapshot& programs, const OfferWish& wish)
{
    if (desk.actor.role != Role::county) return refuse(Reason::forbidden, "error.offer.not_yours");
    store::hold_referral(desk.db, wish.referral);
    store::hold_capacity(desk.db, wish.program);
    const auto prospect =
        look_ahead(desk.db, desk.actor, programs, wish.referral, wish.need, wish.program, desk.now);
    if (!prospect) return std::unexpected(prospect.error());
    if (!prospect->objections.empty())
        return std::unexpected(Refusal{Reason::wrong_state, prospect->objections});
    if (!prospect->other_help.empty() && wish.duplicate.empty())
        return refuse({{"error.offer.duplicate", "/duplicate", {}}});
    if (holds_a_persons_number(wish.duplicate))
        return refuse({{"error.offer.note_person", "/duplicate", {}}});
    const auto note = wish.duplicate.empty() ? wish.note : wish.note + "\n" + wish.duplicate;
    return send(desk, *prospect, {Side::county, "", note});
}

Moved withdraw_offer(const Desk& desk, const SeenOffer& seen, const std::string& why)
{
    auto row = opened(desk, seen, OfferAct::withdraw, side_of(desk.actor));
    if (!row) return row;
    if (why.empty()) return refuse({{"error.offer.withdraw.why", "/note", {}}});
    return moved(desk, *row, *row, {OfferAct::withdraw, OfferState::withdrawn, side_of(desk.actor), "", why});
}

Moved answer_facts(const Desk& desk, const SeenOffer& seen, const std::string& answer)
{
    auto row = opened(desk, seen, OfferAct::answer, side_of(desk.actor));
    if (!row) return row;
    if (answer.empty()) return refuse({{"error.offer.answer.text", "/note", {}}});
    return moved(desk, *row, *row, {OfferAct::answer, OfferState::received, side_of(desk.actor), "", answer});
}

Moved still_needed(const Desk& desk, const SeenOffer& seen)
{
    auto row = opened(desk, seen, OfferAct::reconfirm, side_of(desk.actor));
    if (!row) return row;
    return moved(desk, *row, *row, {OfferAct::reconfirm, OfferState::waitlisted, side_of(desk.actor)});
}

} // namespace server::offers
