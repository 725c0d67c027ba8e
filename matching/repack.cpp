#include "matching/repack.hpp"
#include <algorithm>

namespace matching {

namespace {

constexpr std::size_t kHeld = 32, kOthers = 48; // options near the margin that are looked at
constexpr std::int64_t kCells = 1'500;          // money is looked at in so many parts

struct Item {
    Marginal option;
    std::int64_t gain{}; // in value, against going without it
    std::int64_t cost{};
    bool held = false;
};

bool is_held(const Draft& draft, const Marginal& one)
{
    return std::ranges::find(draft.of(one.family), one.option) != draft.of(one.family).end();
}

// One option a family.
std::vector<Item> near_margin(std::span<const Marginal> near, const Draft& draft)
{
    std::vector<Item> items;
    std::size_t held = 0, others = 0;
    const auto add = [&](const Marginal& one, bool is) {
        const bool known =
            std::ranges::any_of(items, [&](const Item& item) { return item.option.family == one.family; });
        if (!known) items.push_back({one, 0, draft.option_of(one.family, one.option).cost, is});
    };
    for (auto at = near.rbegin(); at != near.rend() && held < kHeld; ++at)
        if (is_held(draft, *at)) add(*at, true), ++held;
    for (auto at = near.begin(); at != near.end() && others < kOthers; ++at)
        if (!is_held(draft, *at)) add(*at, false), ++others;
    return items;
}

// What each is worth to its family while the program is empty of them.
void weigh(std::vector<Item>& items, Moves& moves)
{
    for (auto& item : items) {
        const auto mark = moves.mark();
        const auto with = moves.push_in(item.option.family, item.option.option);
        moves.undo(mark);
        const auto without = moves.refill(item.option.family);
        moves.undo(mark);
        item.gain = with ? *with - without : 0;
    }
    std::erase_if(items, [](const Item& item) { return item.gain <= 0; });
    std::ranges::sort(items, {}, [](const Item& item) {
        return std::tuple{-item.gain, item.option.family, item.option.option};
    });
}

// The subset that gains most within the money, by dynamic programming over parts of it; at most so many
// places, whose price counts as cost.
std::vector<Item> choose(const std::vector<Item>& items, const Capacity& left, std::int64_t place_value)
{
    std::vector<Item> chosen;
    const auto most = left.places == kUnlimited ? items.size() : static_cast<std::size_t>(left.places);
    if (left.fen == kUnlimited)
        return {items.begin(), items.begin() + static_cast<std::ptrdiff_t>(std::min(most, items.size()))};
    std::int64_t wanted = 0;
    for (const auto& item : items) wanted += item.cost;
    const auto money = std::min(left.fen, wanted);
    const auto part = std::max<std::int64_t>(1, (money + kCells - 1) / kCells);
    const auto cells = static_cast<std::size_t>(money / part);
    const auto penalty = most < items.size() ? place_value : 0;
    std::vector<std::int64_t> best(cells + 1);
    std::vector<std::vector<bool>> taken(items.size(), std::vector<bool>(cells + 1));
    for (std::size_t i = 0; i < items.size(); ++i) {
        const auto size = static_cast<std::size_t>((items[i].cost + part - 1) / part);
        const auto gain = items[i].gain - penalty;
        if (gain <= 0) continue;
        for (auto cell = cells; cell + 1 > size; --cell) {
            if (best[cell - size] + gain > best[cell]) {
                best[cell] = best[cell - size] + gain;
                taken[i][cell] = true;
            }
            if (cell == 0) break;
        }
    }
    auto cell = cells;
    for (auto i = items.size(); i-- > 0;)
        if (taken[i][cell]) {
            chosen.push_back(items[i]);
            cell -= static_cast<std::size_t>((items[i].cost + part - 1) / part);
        }
    std::ranges::reverse(chosen);
    if (chosen.size() > most) chosen.resize(most);
    return chosen;
}

} // namespace

std::int64_t repack(std::span<const Marginal> near, std::uint32_t program, const Prices& prices, Draft& draft,
                    Moves& moves)
{
    auto items = near_margin(near, draft);
    if (items.size() < 2) return 0;
    std::int64_t sum = 0;
    for (const auto& item : items)
        if (item.held) sum += moves.withdraw(item.option.family, item.option.option);
    const auto losers = items;
    moves.close(program);
    weigh(items, moves);
    const auto chosen = choose(items, draft.left()[program], prices.place[program] >> kPriceBits);
    for (const auto& item : chosen)
        if (const auto gain = moves.push_in(item.option.family, item.option.option)) sum += *gain;
    moves.close({});
    for (const auto& item : losers)
        if (item.held) sum += moves.refill(item.option.family);
    for (const auto& item : losers)
        if (!is_held(draft, item.option) && draft.can_take(item.option.family, item.option.option))
            sum += moves.give(item.option.family, item.option.option);
    if (sum <= 0) moves.undo();
    return std::max<std::int64_t>(0, sum);
}

} // namespace matching
