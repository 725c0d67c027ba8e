#include "server/rounds/service.hpp"
#include "models/store/audit.hpp"
#include "models/store/programs.hpp"
#include "server/rounds/approval.hpp"
#include <algorithm>
#include <set>

namespace server::rounds {

using namespace models;

namespace {

std::vector<ProgramId> without_doubles(const std::vector<ProgramId>& programs)
{
    const std::set<ProgramId> once(programs.begin(), programs.end());
    return {once.begin(), once.end()};
}

bool is_open_to_all(store::Reader& db, ProgramId id)
{
    const auto row = store::find_program(db, id);
    return row && (row->state == ProgramState::open || row->state == ProgramState::paused);
}

bool is_place(const Divisions& divisions, Area area)
{
    const auto* division = divisions.find(area);
    return division && division->area == area && level_of(area) >= AreaLevel::province;
}

std::vector<Fault> faults_of(const Desk& desk, const RoundWish& wish, Area area)
{
    std::vector<Fault> faults;
    if (wish.name.empty() || wish.name.size() > 4 * kMostName)
        faults.push_back({"error.round.name", "/name", {}});
    if (!is_place(*desk.library.divisions, area)) faults.push_back({"error.round.area", "/area", {}});
    if (wish.seed.size() > kMostSeed) faults.push_back({"error.round.seed", "/seed", {}});
    if (wish.programs.empty() || wish.programs.size() > kMostPrograms)
        faults.push_back({"error.round.programs", "/programs", {{"most", std::to_string(kMostPrograms)}}});
    else if (!std::ranges::all_of(wish.programs, [&](ProgramId id) { return is_open_to_all(desk.db, id); }))
        faults.push_back({"error.round.program", "/programs", {}});
    return faults;
}

void audit(const Desk& desk, const char* event, RoundId id, const std::string& facts = {})
{
    store::append_audit(desk.db, {desk.now, desk.actor.account, event, to_text(id), facts});
}

// In scope, as it was seen, and the table allows the act from its state.
MovedRound opened(const Desk& desk, const SeenRound& seen, RoundAct act)
{
    auto round = find_in_scope(desk.db, desk.actor, seen.id);
    if (!round) return round;
    if (!may_run(desk.actor, *round)) return refuse(Reason::forbidden, "error.round.not_yours");
    if (round->version != seen.version) return refuse(Reason::stale, "error.round.changed_meanwhile");
    if (!after(round->state, act))
        return refuse(Reason::wrong_state, "error.round.now." + std::string(name_of(round->state)));
    return round;
}

MovedRound ended(const Desk& desk, AllocationRound round, RoundAct act, const char* event)
{
    const auto to = after(round.state, act).value();
    if (!store::end_round(desk.db, round, to, desk.actor.account, desk.now))
        return refuse(Reason::stale, "error.round.changed_meanwhile");
    audit(desk, event, round.id, R"({"awards":)" + std::to_string(round.awards) + "}");
    round.state = to;
    ++round.version;
    round.ended_at = desk.now;
    return round;
}

} // namespace

// Of the whole province, and of no family.
static bool sees_all_sums(const Actor& actor)
{
    return actor.role == Role::admin || actor.role == Role::analyst;
}

store::RoundScope scope_of(const Actor& actor)
{
    if (sees_all_sums(actor)) return {};
    if (actor.is_charity()) return {{}, actor.organization, true};
    return {actor.area, {}, actor.role != Role::county};
}

Result<AllocationRound> find_in_scope(store::Reader& db, const Actor& actor, RoundId id)
{
    auto round = sees_no_round(actor) ? std::nullopt : store::find_round(db, scope_of(actor), id);
    if (!round) return refuse(Reason::not_found, "error.round.unknown");
    return *std::move(round);
}

bool sees_no_round(const Actor& actor)
{
    return actor.is_charity() ? !actor.organization : !sees_all_sums(actor) && !actor.area;
}

bool sees_counts_alone(const Actor& actor) { return actor.is_charity() || actor.role == Role::analyst; }

bool counts_told(const Actor& actor, const Program& program)
{
    return actor.role == Role::analyst || program.organization == actor.organization;
}

bool may_run(const Actor& actor, const AllocationRound& round)
{
    return actor.role == Role::admin || (actor.role == Role::county && covers(actor.area, round.area));
}

bool may_approve(const Actor& actor, const AllocationRound& round)
{
    return actor.role == Role::county && covers(actor.area, round.area);
}

Result<RoundId> open_round(const Desk& desk, const RoundWish& wish)
{
    AllocationRound round{.name = wish.name, .opened_by = desk.actor.account, .opened_at = desk.now};
    round.area = wish.area ? wish.area : desk.actor.area;
    round.seed = wish.seed.empty() ? to_text(day_of(desk.now)) : wish.seed;
    round.slowly = wish.slowly && desk.library.demo;
    if (auto faults = faults_of(desk, wish, round.area); !faults.empty()) return refuse(std::move(faults));
    if (!may_run(desk.actor, round)) return refuse(Reason::forbidden, "error.round.not_yours", "/area");
    round.id = store::insert_round(desk.db, round, without_doubles(wish.programs));
    audit(desk, "round.opened", round.id);
    return round.id;
}

MovedRound cancel_round(const Desk& desk, RoundId id)
{
    const auto found = find_in_scope(desk.db, desk.actor, id);
    if (!found) return found;
    auto round = opened(desk, {id, found->version}, RoundAct::cancel);
    return round ? ended(desk, *std::move(round), RoundAct::cancel, "round.cancelled") : round;
}

MovedRound discard_round(const Desk& desk, const SeenRound& seen)
{
    auto round = opened(desk, seen, RoundAct::discard);
    return round ? ended(desk, *std::move(round), RoundAct::discard, "round.discarded") : round;
}

MovedRound approve_round(const Desk& desk, const SeenRound& seen)
{
    auto round = opened(desk, seen, RoundAct::approve);
    if (!round) return round;
    if (!may_approve(desk.actor, *round)) return refuse(Reason::forbidden, "error.round.not_yours");
    if (round->awards == 0) return refuse(Reason::wrong_state, "error.round.empty");
    // The counter's row orders approvals: two that share a program see one another.
    for (const auto& program : store::list_round_programs(desk.db, round->id))
        store::append_change(desk.db, "program", program.program.value);
    if (!differences_of(desk.db, *round, desk.now).empty())
        return refuse(Reason::wrong_state, "error.round.changed");
    if (const auto refusal = save_lines(desk, *round)) return std::unexpected(*refusal);
    return ended(desk, *std::move(round), RoundAct::approve, "round.approved");
}

} // namespace server::rounds
