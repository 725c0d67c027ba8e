#include "tests/bench/peers/solvers.hpp"
#include <algorithm>
#include <fstream>
#include <map>

namespace bench {

using namespace matching;

Round without_floors(Round round)
{
    round.floors.clear();
    round.floor_sets = {{}};
    for (auto& family : round.families) family.floor_set = 0;
    return round;
}

namespace {

// Of each program only the option that is worth most, so that one a household is one arc.
std::vector<RoundOption> best_of_each(const Round& round, const RoundFamily& family)
{
    std::map<std::uint32_t, RoundOption> best; // by program
    for (const auto& option : round.options_of(family)) {
        const auto [at, is_new] = best.emplace(round.kinds[option.kind].program, option);
        if (!is_new && option.value > at->second.value) at->second = option;
    }
    std::vector<RoundOption> kept;
    for (const auto& [program, option] : best) kept.push_back(option);
    std::ranges::sort(kept, {}, [&](const RoundOption& option) {
        return std::pair{option.need, round.kinds[option.kind].program};
    });
    return kept;
}

} // namespace

Round places_only(const Round& whole)
{
    auto round = without_floors(whole);
    round.strict = round.stable = round.keeps_back = false;
    round.options.clear();
    round.kinds.clear();
    for (std::uint32_t i = 0; i < round.programs.size(); ++i) {
        auto& program = round.programs[i];
        program.in_groups = program.once_a_person = false;
        program.rows = program.options = 0;
        program.excluded.clear();
        round.kinds.push_back({i, 0, {i}});
    }
    for (auto& capacity : round.capacities) capacity.fen = kUnlimited;
    for (auto& family : round.families) {
        auto kept = best_of_each(whole, family);
        family.first_option = round.options.size();
        family.options = static_cast<std::uint32_t>(kept.size());
        for (auto& option : kept) {
            option.kind = whole.kinds[option.kind].program;
            option.award = round.needs_of(family)[option.need].residual; // one fills the need
            ++round.programs[option.kind].options;
            round.options.push_back(option);
        }
    }
    return round;
}

void write_flow(const Round& round, const std::filesystem::path& file)
{
    std::ofstream out(file);
    const auto households = round.families.size(), needs = round.needs.size(),
               programs = round.programs.size();
    const auto sink = 1 + households + needs + programs;
    const auto most = static_cast<std::int64_t>(round.most_awards);
    const auto supply = static_cast<std::int64_t>(households) * most;
    out << sink + 1 << ' ' << households + needs + round.options.size() + programs + 1 << ' ' << supply
        << '\n';
    const auto arc = [&](std::size_t from, std::size_t to, std::int64_t capacity, std::int64_t cost) {
        out << from << ' ' << to << ' ' << capacity << ' ' << cost << '\n';
    };
    for (std::size_t i = 0; i < households; ++i) {
        const auto& family = round.families[i];
        arc(0, 1 + i, most, 0);
        for (std::size_t need = 0; need < family.needs; ++need)
            arc(1 + i, 1 + households + family.first_need + need, 1, 0);
        for (const auto& option : round.options_of(family))
            arc(1 + households + family.first_need + option.need,
                1 + households + needs + round.kinds[option.kind].program, 1,
                -static_cast<std::int64_t>(option.value));
    }
    for (std::size_t i = 0; i < programs; ++i)
        arc(1 + households + needs + i, sink, std::min(round.capacities[i].places, supply), 0);
    arc(0, sink, supply, 0); // what is not given
}

} // namespace bench
