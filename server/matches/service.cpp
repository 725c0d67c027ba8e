#include "server/matches/service.hpp"
#include "server/population/line.hpp"
#include <algorithm>

namespace server::matches {

using namespace matching;
using namespace models;

namespace {

bool is_money(const Program& program, const AwardFound& award)
{
    if (award.high.fen == 0 || award.award_case >= program.award.cases.size()) return false;
    return !std::holds_alternative<ItemAward>(program.award.cases[award.award_case].amount);
}

} // namespace

Found find_programs(const Snapshot& programs, Family family)
{
    std::vector<Family> one;
    one.push_back(std::move(family));
    Found found{programs.with(std::move(one)), {}, {}};
    found.candidates = programs_for(found.snapshot, {0});
    found.questions = ask(found.snapshot, {0});
    return found;
}

bool passes_the_line(const Found& found, const Candidate& candidate)
{
    if (!is_money(found.program(candidate.program), candidate.award)) return false;
    return population::passes_the_line(found.snapshot.ground(), found.family(), candidate.award.high);
}

Ranked rank_families(const Snapshot& population, ProgramId id, Area within, const Sieve* columns)
{
    const auto& all = population.programs();
    const auto at = std::ranges::find(all, id, &Program::id);
    const ProgramIndex program{static_cast<std::size_t>(at - all.begin())};
    const auto& everybody = population.families();
    const auto some = columns && at != all.end() ? columns->may_suit(program) : std::nullopt;
    const auto count = some ? some->size() : everybody.size();
    std::vector<SharedList<Family>::Item> families;
    for (std::size_t i = 0; i < count; ++i) {
        const auto index = some ? (*some)[i].value : i;
        if (covers(within, everybody[index].household.village)) families.push_back(everybody.shared(index));
    }
    Ranked ranked{population.with(SharedList<Family>(families)), {}, {}};
    if (at == all.end()) return ranked;
    ranked.program = program;
    ranked.candidates = families_for(ranked.snapshot, ranked.program);
    std::erase_if(ranked.candidates,
                  [](const Candidate& candidate) { return candidate.standing == Standing::no; });
    return ranked;
}

} // namespace server::matches
