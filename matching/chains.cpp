#include "matching/chains.hpp"
#include <algorithm>

namespace matching {

namespace {

constexpr std::size_t kNearFirst = 48, kNear = 16; // options looked at of a program and side
constexpr std::size_t kTriedFirst = 32, kTried = 5;
constexpr std::size_t kServed = 5;  // options a household is offered
constexpr std::size_t kVictims = 4; // who may have to go for it, one after the other
constexpr int kAtOnce = 2;          // how many may go for one

} // namespace

Chains::Chains(const Stage& stage, const Prices& prices, const PriceSums& sums, const Margins& margins,
               Draft& draft, Reach reach)
    : round_(stage.round),
      prices_(prices),
      sums_(sums),
      margins_(margins),
      draft_(draft),
      moves_(draft),
      reach_(reach),
      held_(round_.programs.size()),
      others_(round_.programs.size())
{
    for (std::uint32_t program = 0; program < held_.size(); ++program) {
        for (const auto& one : margins_.of(program))
            (is_held(one.family, one.option) ? held_ : others_)[program].push_back(&one);
        std::ranges::reverse(held_[program]);
    }
}

// Both lists are parts of the margins of a program, so their order is that of the addresses.
void Chains::note(const Moves::Move& move)
{
    const auto program = program_of(move.family, move.option);
    const auto all = margins_.of(program);
    const auto at = std::ranges::find_if(
        all, [&](const Marginal& one) { return one.family == move.family && one.option == move.option; });
    if (at == all.end()) return; // far from the margin
    const auto* one = &*at;
    auto& held = held_[program];
    auto& others = others_[program];
    const auto in_held = std::ranges::lower_bound(held, one, std::greater{});
    const auto in_others = std::ranges::lower_bound(others, one, std::less{});
    const bool was_held = in_held != held.end() && *in_held == one;
    if (was_held == is_held(move.family, move.option)) return; // moved there and back
    if (was_held) {
        held.erase(in_held);
        others.insert(in_others, one);
    } else {
        others.erase(in_others);
        held.insert(in_held, one);
    }
}

Wide Chains::price(std::uint32_t kind, std::int64_t cost) const
{
    return Wide{sums_.place[kind]} + Wide{sums_.fen[kind]} * cost;
}

Wide Chains::worth(std::uint32_t family, std::uint32_t option) const
{
    const auto& one = draft_.option_of(family, option);
    const auto& whose = round_.families[family];
    auto sum = Wide{one.value} << kPriceBits;
    if (round_.needs_of(whose)[one.need].in_fen) sum += Wide{sums_.covered[whose.floor_set]} * one.award;
    return sum;
}

bool Chains::is_held(std::uint32_t family, std::uint32_t option) const
{
    const auto held = draft_.of(family);
    return std::ranges::find(held, option) != held.end();
}

Wide Chains::idle(std::uint32_t program) const
{
    Wide sum = 0;
    const auto add = [&](std::size_t at) {
        const auto& left = draft_.left()[at];
        if (left.places != kUnlimited) sum += Wide{prices_.place[at]} * left.places;
        if (left.fen != kUnlimited) sum += Wide{prices_.fen[at]} * left.fen;
    };
    add(program);
    const auto& one = round_.programs[program];
    for (auto row = one.first_row; row < one.first_row + one.rows; ++row) add(row);
    return sum;
}

Wide Chains::regret(std::uint32_t family) const
{
    Wide sum = margins_.best[family];
    const auto held = draft_.of(family);
    for (const auto option : held) sum -= reduced_of(family, draft_.option_of(family, option));
    if (!held.empty()) sum -= sums_.family[round_.families[family].floor_set];
    return sum;
}

Wide Chains::give(std::uint32_t family, std::uint32_t option)
{
    const auto first = draft_.of(family).empty() ? sums_.family[round_.families[family].floor_set] : 0;
    moves_.give(family, option);
    return worth(family, option) + first;
}

Wide Chains::take(std::uint32_t family, std::uint32_t option)
{
    moves_.withdraw(family, option);
    const auto last = draft_.of(family).empty() ? sums_.family[round_.families[family].floor_set] : 0;
    return -worth(family, option) - last;
}

Wide Chains::hope(Wide gain, const Open& open) const
{
    for (std::size_t i = 0; i < open.many_households; ++i) {
        const auto& one = open.households[i];
        gain += std::max<Wide>(0, regret(one.number) - one.least);
    }
    for (std::size_t i = 0; i < open.many_programs; ++i) gain += idle(open.programs[i]);
    return gain;
}

// The best ones by the prices, the greatest gain first.
std::vector<Chains::Wish> Chains::wishes(std::uint32_t program, std::size_t near, std::size_t most) const
{
    const auto idle_here = idle(program);
    std::vector<Wish> found;
    std::vector<const Marginal*> in, out;
    for (const auto* one : others_[program]) {
        if (in.size() == near || -Wide{one->margin} >= idle_here) break;
        if (!moves_.has_moved(one->family, one->option)) in.push_back(one);
    }
    for (const auto* one : held_[program]) {
        if (out.size() == near || one->margin >= idle_here) break;
        if (!moves_.has_moved(one->family, one->option)) out.push_back(one);
    }
    const auto& left = draft_.left()[program];
    for (const auto* one : in) {
        const auto comes = price(one->kind, one->cost) + one->margin;
        if (left.places > 0 && left.fen >= one->cost) found.push_back({one, nullptr, comes});
        for (const auto* other : out) {
            if (one->family == other->family ||
                (left.fen != kUnlimited && one->cost - other->cost > left.fen))
                continue;
            const auto gain = comes - price(other->kind, other->cost) - other->margin;
            if (gain > 0) found.push_back({one, other, gain});
        }
    }
    const auto count = std::min(most, found.size());
    std::ranges::partial_sort(found, found.begin() + static_cast<std::ptrdiff_t>(count),
                              [](const Wish& a, const Wish& b) {
                                  return std::tuple{-a.gain, a.in, a.out} < std::tuple{-b.gain, b.in, b.out};
                              });
    found.resize(count);
    return found;
}

// Who could go to make room at this capacity: whose going hurts least, and leaves least idle, first.
std::vector<const Marginal*> Chains::victims(std::uint32_t capacity, std::uint32_t family,
                                             const RoundOption& wanted) const
{
    const auto& left = draft_.left()[capacity];
    const auto lacks = left.fen == kUnlimited ? 0 : std::max<std::int64_t>(0, wanted.cost - left.fen);
    std::vector<std::pair<Wide, const Marginal*>> found;
    for (const auto* one : held_[round_.kinds[wanted.kind].program]) {
        if (found.size() == kNear) break;
        if (one->family == family || moves_.has_moved(one->family, one->option)) continue;
        const auto& within = round_.kinds[one->kind].capacities;
        if (std::ranges::find(within, capacity) == within.end()) continue;
        const auto beyond = Wide{prices_.fen[capacity]} * (one->cost - lacks);
        found.emplace_back(one->margin + (beyond < 0 ? -2 * beyond : beyond), one);
    }
    std::ranges::sort(found, {}, [](const auto& one) {
        return std::tuple{one.first, one.second->family, one.second->option};
    });
    std::vector<const Marginal*> first;
    for (std::size_t i = 0; i < std::min(found.size(), kVictims); ++i) first.push_back(found[i].second);
    return first;
}

bool Chains::follow(Wide gain, Open open, int depth)
{
    if (gain > 0) return true;
    if (depth == 0 || steps_ == 0 || hope(gain, open) <= 0) return false;
    --steps_;
    if (open.many_households > 0) {
        const auto one = open.households[--open.many_households];
        return serve(one.number, gain, open, depth) || follow(gain, open, depth);
    }
    if (open.many_programs == 0) return false;
    const auto program = open.programs[--open.many_programs];
    return fill(program, gain, open, depth) || follow(gain, open, depth);
}

bool Chains::serve(std::uint32_t family, Wide gain, const Open& open, int depth)
{
    std::vector<std::pair<Wide, std::uint32_t>> found;
    const auto options = round_.options_of(round_.families[family]);
    for (std::uint32_t i = 0; i < options.size(); ++i) {
        if (moves_.has_moved(family, i) || is_held(family, i)) continue;
        Wide brings = reduced_of(family, options[i]);
        if (draft_.has_room(options[i])) brings += price(options[i].kind, options[i].cost);
        found.emplace_back(-brings, i);
    }
    const auto count = std::min(kServed, found.size());
    std::ranges::partial_sort(found, found.begin() + static_cast<std::ptrdiff_t>(count));
    for (std::size_t i = 0; i < count; ++i)
        if (insert(family, found[i].second, gain, open, depth)) return true;
    return false;
}

bool Chains::fill(std::uint32_t program, Wide gain, const Open& open, int depth)
{
    const bool first = depth == reach_.depth;
    for (const auto& wish : wishes(program, first ? kNearFirst : kNear, first ? kTriedFirst : kTried)) {
        const auto mark = moves_.mark();
        auto then = open;
        auto sum = gain;
        if (wish.out) {
            sum += take(wish.out->family, wish.out->option);
            then.add(Household{wish.out->family, std::max<std::int64_t>(0, wish.out->margin)});
        }
        if (insert(wish.in->family, wish.in->option, sum, then, depth)) return true;
        moves_.undo(mark);
    }
    return false;
}

bool Chains::insert(std::uint32_t family, std::uint32_t option, Wide gain, Open open, int depth)
{
    const auto mark = moves_.mark();
    const auto& whose = round_.families[family];
    while (!draft_.search().fits(whose, draft_.of(family), option)) {
        const auto out = moves_.in_the_way(family, option);
        gain += take(family, out);
        open.add(program_of(family, out));
    }
    if (make_room(family, option, gain, open, depth, depth > 1 ? kAtOnce : 0)) return true;
    moves_.undo(mark);
    return false;
}

bool Chains::make_room(std::uint32_t family, std::uint32_t option, Wide gain, const Open& open, int depth,
                       int may_go)
{
    const auto& wanted = draft_.option_of(family, option);
    const auto& within = round_.kinds[wanted.kind].capacities;
    const auto lacking = std::ranges::find_if(within, [&](std::uint32_t at) {
        return draft_.left()[at].places < 1 || draft_.left()[at].fen < wanted.cost;
    });
    const auto mark = moves_.mark();
    if (lacking == within.end()) {
        auto then = open;
        then.add(within.front());
        if (follow(gain + give(family, option), then, depth - 1)) return true;
        moves_.undo(mark);
        return false;
    }
    if (may_go == 0) return false;
    for (const auto* one : victims(*lacking, family, wanted)) {
        auto then = open;
        then.add(Household{one->family, std::max<std::int64_t>(0, one->margin)});
        const auto sum = gain + take(one->family, one->option);
        if (make_room(family, option, sum, then, depth, may_go - 1)) return true;
        moves_.undo(mark);
    }
    return false;
}

bool Chains::run(const Open& open)
{
    steps_ = reach_.steps;
    if (!follow(0, open, reach_.depth)) return false;
    for (const auto& move : moves_.all()) note(move);
    moves_.keep();
    return true;
}

bool Chains::from_program(std::uint32_t program)
{
    Open open;
    open.add(program);
    return run(open);
}

bool Chains::from_household(std::uint32_t family)
{
    Open open;
    open.add(Household{family, 0});
    return run(open);
}

} // namespace matching
