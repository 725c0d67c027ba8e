#include "server/rounds/material.hpp"
#include "models/store/plans.hpp"
#include "models/store/programs.hpp"
#include "server/offers/line.hpp"
#include "server/population/population.hpp"
#include <algorithm>
#include <set>

namespace server::rounds {

using namespace matching;
using namespace models;

namespace {

using Lines = std::vector<store::PlanLineRow>;

// What lines of plans that wait to be offered will take.
Room less_waiting(Room room, const Lines& lines)
{
    for (const auto& line : lines) {
        if (room.places_left) --*room.places_left;
        if (room.budget_left) *room.budget_left = *room.budget_left - offers::read_line(line.text).cost;
    }
    if (room.places_left) room.places_left = std::max<std::int64_t>(0, *room.places_left);
    if (room.budget_left) room.budget_left = std::max(Money{}, *room.budget_left);
    return room;
}

std::vector<Program> programs_of(store::Reader& db, const SharedList<Program>& all, RoundId round)
{
    std::vector<Program> chosen;
    for (const auto& row : store::list_round_programs(db, round)) {
        const auto at = std::ranges::lower_bound(all, row.program, {}, &Program::id);
        if (at == all.end() || at->id != row.program) continue; // closed since it was chosen
        chosen.push_back(*at);
    }
    return chosen;
}

std::set<std::string> needs_served(const std::vector<Program>& programs)
{
    std::set<std::string> types;
    for (const auto& program : programs)
        for (const auto& purpose : program.purposes) types.insert(purpose.need);
    return types;
}

bool asks_for(const Family& family, const std::set<std::string>& types)
{
    return std::ranges::any_of(family.household.needs, [&](const Need& need) {
        return need.state == NeedState::open && types.contains(need.type);
    });
}

// What its plans will bring counts as promised.
std::shared_ptr<const Family> with_planned(const Family& family, const Lines& lines)
{
    auto changed = std::make_shared<Family>(family);
    for (const auto& line : lines)
        for (auto& need : changed->household.needs)
            if (need.id == line.need) need.promised += offers::read_line(line.text).award;
    return changed;
}

// The families of live referrals that ask for what the programs serve, each beside its referral.
std::vector<SharedList<Family>::Item> add_families(Material& material, store::Reader& db,
                                                   const SharedList<Family>& all,
                                                   const std::set<std::string>& types)
{
    std::map<ReferralId, Lines> planned;
    for (auto& line : store::waiting_lines_in(db, material.round.area))
        planned[line.referral].push_back(std::move(line));
    std::vector<SharedList<Family>::Item> families;
    for (const auto& referral : store::list_live(db, material.round.area)) {
        const auto at = std::ranges::lower_bound(all, referral.id, {}, &Family::referral);
        if (at == all.end() || at->referral != referral.id || !asks_for(*at, types)) continue;
        const auto lines = planned.find(referral.id);
        families.push_back(lines == planned.end() ? all.shared(static_cast<std::size_t>(at - all.begin()))
                                                  : with_planned(*at, lines->second));
        material.referrals.push_back(referral);
    }
    return families;
}

} // namespace

std::optional<Material> gather(store::Reader& db, const Library& library, const AllocationRound& round,
                               Time now)
{
    const auto newest = library.population->current(db);
    if (!newest->complete) return {};
    Material material{round, {}, {}, {}, {}};
    auto chosen = programs_of(db, newest->snapshot.programs(), round.id);
    for (auto& program : chosen) {
        material.programs.push_back(state_of(db, program.id, program.version, program.room));
        program.room.places_left = material.programs.back().places_left;
        program.room.budget_left = material.programs.back().budget_left;
    }
    const auto families = add_families(material, db, newest->snapshot.families(), needs_served(chosen));
    material.consents = live_consents(db, round.area, now);

    auto ground = newest->snapshot.ground();
    auto policy = *ground.policy;
    policy.round.seed = round.seed;
    ground.policy = std::make_shared<const Policy>(std::move(policy));
    ground.as_of = now;
    material.snapshot = Snapshot::build({}, std::move(chosen), ground).with(SharedList<Family>(families));
    return material;
}

store::RoundProgram state_of(store::Reader& db, ProgramId id, std::int64_t version, Room room)
{
    room = less_waiting(room, store::waiting_lines_of(db, id));
    return {id, version, room.places_left, room.budget_left};
}

Consents live_consents(store::Reader& db, Area area, Time now)
{
    Consents consents;
    for (auto& given : store::consents_in(db, area, day_of(now)))
        consents[given.referral].push_back(std::move(given));
    return consents;
}

bool is_consented(const Consents& consents, ReferralId referral, OrganizationId organization,
                  const std::string& need_type, std::int64_t member)
{
    const auto known = consents.find(referral);
    if (known == consents.end()) return false;
    return std::ranges::any_of(known->second, [&](const store::ConsentGiven& given) {
        return given.organization == organization && (given.member == 0 || given.member == member) &&
               std::ranges::find(given.purposes, need_type) != given.purposes.end();
    });
}

} // namespace server::rounds
