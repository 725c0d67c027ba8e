#include "matching/option.hpp"
#include "matching/pair.hpp"
#include <algorithm>

namespace matching {

using namespace models;

std::vector<Option> options_of(const Snapshot& snapshot, FamilyIndex family)
{
    std::vector<Option> options;
    const auto& needs = snapshot.families().at(family.value).household.needs;
    for (std::size_t need = 0; need < needs.size(); ++need) {
        if (!needs[need].assessed) continue;
        for (const auto& candidate : programs_for_need(snapshot, family, need)) {
            if (candidate.standing != Standing::fits || !candidate.obstacles.empty()) continue;
            const auto award = award_in_unit(needs[need].unit, candidate.award);
            if (award <= 0) continue;
            options.push_back(
                {family, need, candidate.program, award, candidate.award.low.fen, candidate.score.total});
        }
    }
    std::ranges::sort(options, {},
                      [](const Option& option) { return std::pair{option.need, option.program.value}; });
    return options;
}

} // namespace matching
