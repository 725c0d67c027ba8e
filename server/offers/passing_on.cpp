#include "models/store/tasks.hpp"
#include "server/offers/follow_up.hpp"
#include "server/offers/offering.hpp"
#include "server/offers/service.hpp"
#include "server/population/family.hpp"
#include "server/population/population.hpp"
#include <algorithm>
#include <set>

// lifecycle.md "pass on": the organization asks, the county names another one.
namespace server::offers {

using namespace matching;
using namespace models;

namespace {

constexpr std::size_t kMostTakers = 20;

bool stands_only_against_consent(const Prospect& prospect)
{
    return std::ranges::all_of(prospect.objections,
                               [](const Fault& fault) { return fault.key == "error.offer.no_consent"; });
}

Moved ask(const Desk& desk, const OfferRow& row, const std::string& reason)
{
    if (std::ranges::find(kPassOnReasons, reason) == kPassOnReasons.end())
        return refuse({{"error.offer.pass_on.reason", "/reason", {}}});
    if (passing_on_asked(desk.db, row)) return refuse(Reason::wrong_state, "error.offer.pass_on.asked");
    const auto due = due_after(desk, rule_of(TaskKind::pass_on).working_days);
    store::begin_task(desk.db, {.kind = TaskKind::pass_on,
                                .referral = row.referral,
                                .offer = row.id,
                                .need = row.need,
                                .program = row.program,
                                .organization = row.organization,
                                .reason = reason,
                                .begun_by = desk.actor.account,
                                .begun_at = desk.now,
                                .due_at = row.due_at ? std::min(*row.due_at, due) : due});
    audit(desk, "offer.pass_on_asked", to_text(row.id), R"({"reason":")" + reason + "\"}");
    return row;
}

// What stands against the one named is known only once the first holds nothing more: refused, all of it is
// undone with the caller's savepoint.
std::optional<Refusal> draft_for(const Desk& desk, const OfferRow& first, ProgramId program)
{
    const auto programs = population::programs_now(desk.db, desk.library, desk.now);
    const auto prospect =
        look_ahead(desk.db, desk.actor, programs, first.referral, first.need, program, desk.now);
    if (!prospect) return prospect.error();
    if (!stands_only_against_consent(*prospect)) return Refusal{Reason::wrong_state, prospect->objections};
    auto row = draft_of(desk, *prospect, Side::county);
    row.passed_from = first.id;
    if (!store::save_offer(desk.db, row)) return refuse(Reason::stale, "error.offer.changed").error();
    begin_task(desk, prospect->consent ? TaskKind::decide_next : TaskKind::ask_consent, row);
    return {};
}

Moved name(const Desk& desk, const OfferRow& row, std::optional<ProgramId> program, const std::string& note)
{
    if (!passing_on_asked(desk.db, row)) return refuse(Reason::wrong_state, "error.offer.pass_on.not_asked");
    if (!program || *program == row.program) return refuse({{"error.offer.pass_on.program", "/program", {}}});
    auto done = moved(desk, row, row, {OfferAct::pass_on, OfferState::passed_on, Side::county, "", note});
    if (!done) return done;
    if (auto refusal = draft_for(desk, *done, *program)) return std::unexpected(*std::move(refusal));
    return done;
}

} // namespace

std::optional<store::TaskRow> passing_on_asked(store::Reader& db, const OfferRow& row)
{
    for (auto& task : store::open_tasks_of(db, row.referral))
        if (task.kind == TaskKind::pass_on && task.offer == row.id) return std::move(task);
    return {};
}

Moved pass_on(const Desk& desk, const SeenOffer& seen, const PassingOn& told)
{
    auto row = opened(desk, seen, OfferAct::pass_on, side_of(desk.actor));
    if (!row) return row;
    return desk.actor.is_charity() ? ask(desk, *row, told.reason) : name(desk, *row, told.program, told.note);
}

std::optional<OfferRow> passed_on_to(store::Reader& db, const OfferRow& row)
{
    if (row.state != OfferState::passed_on) return {};
    for (auto& next : store::offers_of(db, row.referral))
        if (next.passed_from == row.id) return std::move(next);
    return {};
}

std::vector<ProgramId> may_take_over(store::Reader& db, const Actor& actor, const Snapshot& programs,
                                     const OfferRow& row)
{
    auto known = referrals::find_case(db, actor, row.referral);
    if (!known) return {};
    auto& needs = known->document.body.household.needs;
    const auto need = std::ranges::find(needs, row.need, &Need::id);
    if (need == needs.end()) return {};
    need->promised -= row.units;
    std::set<ProgramId> tried;
    for (const auto& before : store::offers_of(db, row.referral))
        if (before.need == row.need && before.state != OfferState::draft) tried.insert(before.program);
    std::vector<Family> one;
    one.push_back(population::family_of(*known));
    const auto snapshot = programs.with(std::move(one));
    std::vector<ProgramId> found;
    const auto position = static_cast<std::size_t>(need - needs.begin());
    for (const auto& candidate : programs_for_need(snapshot, {0}, position)) {
        if (candidate.standing != Standing::fits || found.size() == kMostTakers) break;
        const auto id = snapshot.programs().at(candidate.program.value).id;
        if (!tried.contains(id)) found.push_back(id);
    }
    return found;
}

} // namespace server::offers
