#include "matching/solve.hpp"
#include "matching/part.hpp"
#include "matching/rounding.hpp"
#include <algorithm>

namespace matching {

namespace {

constexpr int kTimesInOrder = 2; // that a stage with groups is solved anew

// Only what is worth its price is given: for the rest those come who are expected.
bool round_off_and_keep(Stage& stage, const Prices& prices, Draft& draft, const Progress& progress, Span span)
{
    const auto& round = stage.round;
    const auto sums = sums_of(round, prices);
    std::vector<bool> worth_it(round.options.size());
    for (const auto& family : round.families)
        for (auto at = family.first_option; at < family.first_option + family.options; ++at) {
            const auto& option = round.options[at];
            worth_it[at] = reduced(round, sums, family, option) >= 0;
        }
    const auto part = part_of(round, [&](std::size_t option) { return worth_it[option]; });
    auto again = stage_of(stage, part, stage.asks);
    Draft given(part.round, stage.left);
    if (!round_off(again, prices, given, progress, span)) return false;
    give_the_same(part, again, given, draft);
    stage.asks = again.asks;
    return true;
}

// By program whose groups come in order: the last group that has anything of it. Others: all groups.
std::vector<std::uint32_t> last_served(const Stage& stage, const Draft& draft)
{
    const auto& round = stage.round;
    constexpr std::uint32_t kAll = 0xFFFFFFFF;
    std::vector<std::uint32_t> last(round.programs.size(), kAll);
    for (const auto family : stage.families)
        for (const auto option : draft.of(family)) {
            const auto& kind = round.kinds[draft.option_of(family, option).kind];
            if (!round.programs[kind.program].in_groups) continue;
            auto& group = last[kind.program];
            group = group == kAll ? kind.group : std::max(group, kind.group);
        }
    return last;
}

// Later groups than those that were served are left aside and all is solved anew, so that prices and
// exchanges know the order of groups. Kept where it is better. False: no better. Nothing: stopped.
std::optional<bool> solve_in_order(Stage& stage, const std::vector<std::int64_t>& asks, Draft& draft,
                                   const Progress& progress, Span span)
{
    const auto& round = stage.round;
    const auto last = last_served(stage, draft);
    const auto part = part_of(round, [&](std::size_t at) {
        const auto& kind = round.kinds[round.options[at].kind];
        return kind.group <= last[kind.program];
    });
    auto again = stage_of(stage, part, asks);
    const auto middle = (span.from + span.to) / 2;
    const auto prices = find_prices(again, progress, {span.from, middle});
    Draft given(part.round, stage.left);
    if (!prices || !round_off(again, *prices, given, progress, {middle, span.to})) return {};
    if (value_of(again, given) <= value_of(stage, draft) ||
        !std::ranges::equal(again.asks, stage.asks, std::ranges::greater_equal{}))
        return false;
    for (const auto family : stage.families) draft.clear(family);
    give_the_same(part, again, given, draft);
    stage.asks = again.asks;
    return true;
}

} // namespace

std::optional<Proof> solve(Stage& stage, Draft& draft, const Progress& progress, Span span)
{
    const auto at = [&](int percent) { return span.from + (span.to - span.from) * percent / 100; };
    const auto asks = stage.asks;
    const bool in_groups = std::ranges::any_of(stage.round.programs, &RoundProgram::in_groups);
    const auto first = in_groups ? 40 : 100; // of all the work, in hundredths
    auto prices = find_prices(stage, progress, {at(0), at(first * 6 / 10)});
    if (!prices) return {};
    const Span rest{at(first * 6 / 10), at(first)};
    if (!(stage.round.keeps_back ? round_off_and_keep(stage, *prices, draft, progress, rest)
                                 : round_off(stage, *prices, draft, progress, rest)))
        return {};
    for (int i = 0; in_groups && !stage.round.keeps_back && i < kTimesInOrder; ++i) {
        const auto better = solve_in_order(stage, asks, draft, progress, {at(40 + 15 * i), at(55 + 15 * i)});
        if (!better) return {};
        if (!*better) break;
    }
    if (in_groups && !stage.round.keeps_back)
        return split_cases(stage, std::move(*prices), draft, progress, {at(70), at(100)});
    const auto bound = bound_of(stage, *prices, progress);
    return Proof{{std::move(*prices)}, {}, bound};
}

} // namespace matching
