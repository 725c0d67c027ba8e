#include "matching/baselines.hpp"
#include <algorithm>

namespace matching {

namespace {

struct Turn {
    std::uint32_t family{}, option{};
};

void give_in_turn(const std::vector<Turn>& turns, Draft& draft)
{
    for (const auto& turn : turns)
        if (draft.can_take(turn.family, turn.option)) draft.give(turn.family, turn.option);
}

std::vector<Turn> in_order(const Round& round, Baseline how)
{
    std::vector<Turn> turns;
    turns.reserve(round.options.size());
    for (std::uint32_t family = 0; family < round.families.size(); ++family)
        for (std::uint32_t i = 0; i < round.families[family].options; ++i) turns.push_back({family, i});
    const auto rank = [&](const Turn& turn) {
        const auto& family = round.families[turn.family];
        const auto& option = round.options[family.first_option + turn.option];
        const auto first = how == Baseline::first_come ? family.confirmed
                           : how == Baseline::by_score ? -std::int64_t{option.score}
                                                       : -std::int64_t{option.value};
        const auto lot = how == Baseline::first_come ? 0 : family.key;
        return std::tuple{first, lot, family.id, -std::int64_t{option.score}, turn.option};
    };
    std::ranges::sort(turns, {}, rank);
    return turns;
}

void add(Outcome::Sum& sum, const Outcome::Sum& more)
{
    sum.households += more.households;
    sum.covered_fen += more.covered_fen;
    sum.value += more.value;
}

} // namespace

std::vector<std::size_t> baseline(const Round& round, Baseline how)
{
    Draft draft(round, round.capacities);
    give_in_turn(in_order(round, how), draft);
    std::vector<std::size_t> awards;
    for (std::uint32_t family = 0; family < round.families.size(); ++family)
        for (const auto option : draft.of(family))
            awards.push_back(round.families[family].first_option + option);
    std::ranges::sort(awards);
    return awards;
}

Outcome outcome_of(const Round& round, const std::vector<std::size_t>& awards)
{
    Outcome outcome;
    auto next = awards.begin();
    for (const auto& family : round.families) {
        Outcome::Sum sum;
        const auto end = family.first_option + family.options;
        for (; next != awards.end() && *next < end; ++next) {
            const auto& option = round.options[*next];
            sum.households = 1;
            if (round.needs_of(family)[option.need].in_fen) sum.covered_fen += option.award;
            sum.value += option.value;
        }
        add(outcome.all, sum);
        add(outcome.tiers[static_cast<std::size_t>(family.tier - 1)], sum);
        add(outcome.counties[family.county], sum);
    }
    return outcome;
}

} // namespace matching
