#include "tests/matching/in_order.hpp"
#include <algorithm>

namespace tests {

using namespace matching;

std::vector<Held> all_held(const Draft& draft)
{
    std::vector<Held> all;
    for (std::uint32_t family = 0; family < draft.round().families.size(); ++family)
        for (const auto option : draft.of(family)) all.push_back({family, option});
    return all;
}

namespace {

const RoundKind& kind_of(const Draft& draft, const Held& one)
{
    return draft.round().kinds[draft.option_of(one.family, one.option).kind];
}

// docs/formats.md, word for word: for each award somebody of an earlier group is looked for.
bool is_in_order(Draft& draft)
{
    const auto& round = draft.round();
    for (const auto& later : all_held(draft)) {
        const auto& kind = kind_of(draft, later);
        if (!round.programs[kind.program].in_groups) continue;
        for (std::uint32_t family = 0; family < round.families.size(); ++family)
            for (std::uint32_t i = 0; family != later.family && i < round.families[family].options; ++i) {
                const auto& wanted = kind_of(draft, {family, i});
                if (wanted.program != kind.program || wanted.group >= kind.group ||
                    !draft.search().fits(round.families[family], draft.of(family), i))
                    continue;
                draft.withdraw(later.family, later.option);
                const bool room = draft.has_room(draft.option_of(family, i));
                draft.give(later.family, later.option);
                if (room) return false;
            }
    }
    return true;
}

// Shows every allocation in order.
class InOrder {
public:
    InOrder(const Round& round, std::function<void(const Draft&)> show)
        : draft_(round, round.capacities), show_(std::move(show))
    {
    }
    void look(std::uint32_t family = 0, std::uint32_t option = 0)
    {
        const auto& round = draft_.round();
        if (family == round.families.size()) {
            if (is_in_order(draft_)) show_(draft_);
            return;
        }
        if (option == round.families[family].options) return look(family + 1, 0);
        look(family, option + 1);
        if (!draft_.can_take(family, option)) return;
        draft_.give(family, option);
        look(family, option + 1);
        draft_.withdraw(family, option);
    }

private:
    Draft draft_;
    std::function<void(const Draft&)> show_;
};

} // namespace

void for_each_in_order(const Round& round, const std::function<void(const Draft&)>& show)
{
    InOrder(round, show).look();
}

Round small_round_in_groups(Dice& dice)
{
    Round round;
    const auto programs = dice.between(2, 3);
    round.most_awards = static_cast<std::size_t>(dice.between(1, 3));
    round.floor_sets.emplace_back();
    for (std::uint32_t i = 0; i < programs; ++i) {
        RoundProgram program{.id = i + 1, .index = i};
        program.in_groups = !dice.one_in(4);
        program.once_a_person = dice.coin();
        if (i == 1 && dice.coin()) program.excluded = {0}, round.programs[0].excluded = {1};
        round.programs.push_back(program);
    }
    const auto limit = [&](std::int64_t most) {
        Capacity left;
        if (!dice.one_in(3)) left.places = dice.between(0, most);
        if (dice.coin()) left.fen = dice.between(1, 8) * 100;
        return left;
    };
    for (std::int64_t i = 0; i < programs; ++i) round.capacities.push_back(limit(3));
    for (auto& program : round.programs) {
        program.first_row = round.capacities.size();
        program.rows = dice.one_in(3) ? 2 : 0;
        for (std::size_t row = 0; row < program.rows; ++row) round.capacities.push_back(limit(2));
    }
    for (std::int64_t i = dice.between(3, 6); i > 0; --i) {
        RoundFamily family{.id = 100 - i, .key = static_cast<std::uint64_t>(dice.between(0, 1'000))};
        family.first_option = round.options.size();
        family.first_need = round.needs.size();
        family.needs = static_cast<std::uint32_t>(dice.between(1, 2));
        for (std::uint32_t need = 0; need < family.needs; ++need) {
            round.needs.push_back(
                {dice.between(1, 5) * 100, 500, static_cast<std::uint32_t>(dice.between(0, 2))});
            for (std::uint32_t at = 0; at < programs; ++at) {
                auto& program = round.programs[at];
                if (dice.coin()) continue;
                RoundKind kind{at, 0, {at}};
                if (program.in_groups) kind.group = static_cast<std::uint32_t>(dice.between(0, 2));
                for (std::size_t row = 0; row < program.rows; ++row)
                    if (dice.coin())
                        kind.capacities.push_back(static_cast<std::uint32_t>(program.first_row + row));
                const auto award = std::min(round.needs.back().residual, dice.between(1, 3) * 100);
                ++program.options;
                round.options.push_back({static_cast<std::uint32_t>(round.kinds.size()),
                                         static_cast<std::uint32_t>(dice.between(1, 1'000)), award,
                                         dice.one_in(5) ? 100 : award, need, 0});
                round.kinds.push_back(std::move(kind));
            }
        }
        family.options = static_cast<std::uint32_t>(round.options.size() - family.first_option);
        if (family.options == 0)
            round.needs.resize(family.first_need);
        else
            round.families.push_back(family);
    }
    round_down_money(round);
    return round;
}

} // namespace tests
