#include "matching/part.hpp"

namespace matching {

PartOfRound part_of(const Round& whole, const std::function<bool(std::size_t option)>& is_in)
{
    PartOfRound part;
    auto& round = part.round;
    round.programs = whole.programs;
    round.kinds = whole.kinds;
    round.capacities = whole.capacities;
    round.floors = whole.floors;
    round.floor_sets = whole.floor_sets;
    round.most_awards = whole.most_awards;
    round.keeps_back = whole.keeps_back;
    round.strict = whole.strict;
    round.stable = whole.stable;
    for (auto& program : round.programs) program.options = 0;
    for (std::uint32_t number = 0; number < whole.families.size(); ++number) {
        auto family = whole.families[number];
        const auto first = round.options.size();
        for (auto at = family.first_option; at < family.first_option + family.options; ++at) {
            if (!is_in(at)) continue;
            ++round.programs[whole.kinds[whole.options[at].kind].program].options;
            round.options.push_back(whole.options[at]);
            if (whole.stable) round.points.push_back(whole.points[at]);
            part.options.push_back(at);
        }
        if (round.options.size() == first) continue;
        const auto needs = whole.needs_of(family);
        family.first_option = first;
        family.options = static_cast<std::uint32_t>(round.options.size() - first);
        family.first_need = round.needs.size();
        round.needs.insert(round.needs.end(), needs.begin(), needs.end());
        round.families.push_back(family);
        part.families.push_back(number);
    }
    return part;
}

Stage stage_of(const Stage& whole, const PartOfRound& part, std::vector<std::int64_t> asks)
{
    std::vector<bool> inside(whole.round.families.size());
    for (const auto family : whole.families) inside[family] = true;
    Stage stage{part.round, {}, whole.left, std::move(asks)};
    for (std::uint32_t i = 0; i < part.families.size(); ++i)
        if (inside[part.families[i]]) stage.families.push_back(i);
    return stage;
}

void give_the_same(const PartOfRound& part, const Stage& stage, const Draft& from, Draft& to)
{
    for (const auto family : stage.families) {
        const auto whole = part.families[family];
        for (const auto option : from.of(family)) {
            const auto at = part.options[part.round.families[family].first_option + option];
            to.give(whole, static_cast<std::uint32_t>(at - to.round().families[whole].first_option));
        }
    }
}

} // namespace matching
