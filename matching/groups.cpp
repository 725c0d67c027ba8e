#include "matching/rounding.hpp"
#include <algorithm>

namespace matching {

namespace {

struct Place {
    std::uint32_t family{}, option{};
};

// Options of programs that fill their groups in order, by program.
std::vector<std::vector<Place>> grouped_options(const Stage& stage)
{
    const auto& round = stage.round;
    std::vector<std::vector<Place>> by_program(round.programs.size());
    for (const auto number : stage.families) {
        const auto options = round.options_of(round.families[number]);
        for (std::uint32_t i = 0; i < options.size(); ++i) {
            const auto program = round.kinds[options[i].kind].program;
            if (round.programs[program].in_groups) by_program[program].push_back({number, i});
        }
    }
    for (auto& options : by_program)
        std::ranges::sort(options, {}, [&](const Place& one) {
            const auto& family = round.families[one.family];
            const auto& option = round.options[family.first_option + one.option];
            return std::tuple{round.kinds[option.kind].group, -std::int64_t{option.value}, family.key,
                              family.id, one.option};
        });
    return by_program;
}

bool is_held(const Draft& draft, const Place& one)
{
    return std::ranges::find(draft.of(one.family), one.option) != draft.of(one.family).end();
}

std::uint32_t group_of(const Draft& draft, const Place& one)
{
    return draft.round().kinds[draft.option_of(one.family, one.option).kind].group;
}

// Takes from the last of a later group whose going makes room. False: there is none.
bool take_over(const std::vector<Place>& options, const Place& wanted, Draft& draft)
{
    for (auto last = options.rbegin(); last != options.rend(); ++last) {
        if (group_of(draft, *last) <= group_of(draft, wanted)) return false;
        if (last->family == wanted.family || !is_held(draft, *last)) continue;
        draft.withdraw(last->family, last->option);
        if (draft.can_take(wanted.family, wanted.option)) {
            draft.give(wanted.family, wanted.option);
            return true;
        }
        draft.give(last->family, last->option);
    }
    return false;
}

} // namespace

bool keep_groups_in_order(const Stage& stage, const PriceSums& sums, Draft& draft)
{
    if (std::ranges::none_of(stage.round.programs, &RoundProgram::in_groups)) return false;
    const auto by_program = grouped_options(stage);
    bool moved = false;
    for (bool again = true; again;) {
        again = false;
        for (const auto& options : by_program)
            for (const auto& wanted : options) {
                if (is_held(draft, wanted)) continue;
                const auto& family = stage.round.families[wanted.family];
                if (!draft.search().fits(family, draft.of(wanted.family), wanted.option)) continue;
                again = take_over(options, wanted, draft) || again;
            }
        again = fill(stage, sums, draft) || again;
        moved = moved || again;
    }
    return moved;
}

} // namespace matching
