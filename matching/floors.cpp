#include "matching/floors.hpp"
#include "matching/moves.hpp"
#include <algorithm>

namespace matching {

namespace {

constexpr int kPasses = 4;  // over the options of one floor
constexpr int kMostOut = 3; // awards that go for one that comes

struct Place {
    std::uint32_t family{}, option{};
};

class Repair {
public:
    Repair(const Stage& stage, const PriceSums& sums, Draft& draft)
        : stage_(stage),
          round_(stage.round),
          sums_(sums),
          draft_(draft),
          moves_(draft),
          held_(round_.programs.size())
    {
        over_ = reached(stage, draft);
        for (std::size_t i = 0; i < over_.size(); ++i) over_[i] -= stage.asks[i];
        for (const auto family : stage.families)
            for (const auto option : draft.of(family))
                held_[round_.kinds[draft.option_of(family, option).kind].program].push_back({family, option});
        for (auto& held : held_)
            std::ranges::sort(held, {}, [&](const Place& one) {
                return std::tuple{draft.option_of(one.family, one.option).value, one.family, one.option};
            });
    }

    void hold(std::uint32_t floor)
    {
        for (int pass = 0; pass < kPasses && over_[floor] < 0; ++pass) {
            bool nearer = false;
            for (const auto& one : candidates(floor)) {
                if (over_[floor] >= 0) return;
                nearer = bring_in(one, floor) || nearer;
            }
            if (!nearer) return;
        }
    }

private:
    bool counts(std::uint32_t family, const RoundOption& option, std::uint32_t floor) const
    {
        const auto& whose = round_.families[family];
        const auto& set = round_.floor_sets[whose.floor_set];
        if (std::ranges::find(set, floor) == set.end()) return false;
        return round_.floors[floor].measure == FloorMeasure::families
                   ? draft_.of(family).empty()
                   : round_.needs_of(whose)[option.need].in_fen;
    }

    // What would bring the floor nearer, the least loss by the prices for it first.
    std::vector<Place> candidates(std::uint32_t floor) const
    {
        std::vector<std::pair<Wide, Place>> found;
        for (const auto family : stage_.families) {
            const auto& whose = round_.families[family];
            const auto options = round_.options_of(whose);
            for (std::uint32_t i = 0; i < options.size(); ++i) {
                const auto held = draft_.of(family);
                if (!counts(family, options[i], floor) || std::ranges::find(held, i) != held.end()) continue;
                const auto loss = -Wide{reduced(round_, sums_, whose, options[i])};
                const bool one = round_.floors[floor].measure == FloorMeasure::families;
                found.emplace_back((loss << kPriceBits) / (one ? 1 : options[i].award), Place{family, i});
            }
        }
        std::ranges::sort(found, {}, [](const auto& one) {
            return std::tuple{one.first, one.second.family, one.second.option};
        });
        std::vector<Place> places;
        for (const auto& one : found) places.push_back(one.second);
        return places;
    }

    // Adds to what is over what this family's awards bring its floors, or takes it away.
    void weigh(std::uint32_t family, std::int64_t sign)
    {
        const auto& whose = round_.families[family];
        std::int64_t fen = 0;
        for (const auto option : draft_.of(family))
            if (const auto& one = draft_.option_of(family, option); round_.needs_of(whose)[one.need].in_fen)
                fen += one.award;
        for (const auto floor : round_.floor_sets[whose.floor_set]) {
            const auto any = std::int64_t{!draft_.of(family).empty()};
            over_[floor] += sign * (round_.floors[floor].measure == FloorMeasure::families ? any : fen);
        }
    }
    void touch(std::uint32_t family)
    {
        if (std::ranges::find(touched_, family) != touched_.end()) return;
        weigh(family, -1);
        touched_.push_back(family);
    }

    // Whoever holds least of this limit and whose floors hold without. False: there is nobody.
    bool make_way(std::uint32_t limit, const Place& wanted, std::uint32_t floor)
    {
        const auto program = round_.kinds[draft_.option_of(wanted.family, wanted.option).kind].program;
        for (const auto& one : held_[program]) {
            const auto of = draft_.of(one.family);
            if (one.family == wanted.family || std::ranges::find(of, one.option) == of.end()) continue;
            const auto& option = draft_.option_of(one.family, one.option);
            const auto& within = round_.kinds[option.kind].capacities;
            if (std::ranges::find(within, limit) == within.end() || !can_spare(one, floor)) continue;
            touch(one.family);
            moves_.withdraw(one.family, one.option);
            return true;
        }
        return false;
    }
    bool can_spare(const Place& one, std::uint32_t floor) const
    {
        const auto& option = draft_.option_of(one.family, one.option);
        const auto& set = round_.floor_sets[round_.families[one.family].floor_set];
        return std::ranges::all_of(set, [&](std::uint32_t other) {
            if (other > floor) return true;
            const bool counted = round_.floors[other].measure == FloorMeasure::families;
            return over_[other] >= (counted ? 1 : option.award);
        });
    }

    bool bring_in(const Place& wanted, std::uint32_t floor)
    {
        const auto before = over_;
        touched_.clear();
        touch(wanted.family);
        if (!give(wanted, floor) || !is_better(before, floor)) {
            moves_.undo();
            over_ = before;
            return false;
        }
        moves_.keep();
        return true;
    }
    bool give(const Place& wanted, std::uint32_t floor)
    {
        const auto& option = draft_.option_of(wanted.family, wanted.option);
        const auto& whose = round_.families[wanted.family];
        while (!draft_.search().fits(whose, draft_.of(wanted.family), wanted.option))
            moves_.withdraw(wanted.family, moves_.in_the_way(wanted.family, wanted.option));
        int out = 0;
        for (const auto limit : round_.kinds[option.kind].capacities)
            while (draft_.left()[limit].places < 1 || draft_.left()[limit].fen < option.cost)
                if (++out > kMostOut || !make_way(limit, wanted, floor)) return false;
        moves_.give(wanted.family, wanted.option);
        for (const auto family : touched_) moves_.refill(family);
        for (const auto family : touched_) weigh(family, 1);
        return true;
    }
    // This floor has more, and none before it lacks more.
    bool is_better(const std::vector<std::int64_t>& before, std::uint32_t floor) const
    {
        for (std::uint32_t i = 0; i < floor; ++i)
            if (over_[i] < std::min<std::int64_t>(0, before[i])) return false;
        return over_[floor] > before[floor];
    }

    const Stage& stage_;
    const Round& round_;
    const PriceSums& sums_;
    Draft& draft_;
    Moves moves_;
    std::vector<std::vector<Place>> held_; // by program, the smallest value first; some went since
    std::vector<std::int64_t> over_;       // by floor: what is reached beyond what is asked
    std::vector<std::uint32_t> touched_;   // families whose awards are not in over_ now
};

} // namespace

std::vector<std::int64_t> reached(const Stage& stage, const Draft& draft)
{
    const auto& round = stage.round;
    std::vector<std::int64_t> reached(stage.asks.size());
    if (reached.empty()) return reached;
    for (const auto number : stage.families) {
        const auto& family = round.families[number];
        for (const auto floor : round.floor_sets[family.floor_set]) {
            if (round.floors[floor].measure == FloorMeasure::families) {
                reached[floor] += draft.of(number).empty() ? 0 : 1;
                continue;
            }
            for (const auto option : draft.of(number))
                if (const auto& given = draft.option_of(number, option);
                    round.needs_of(family)[given.need].in_fen)
                    reached[floor] += given.award;
        }
    }
    return reached;
}

void hold_floors(const Stage& stage, const PriceSums& sums, Draft& draft)
{
    const auto now = reached(stage, draft);
    if (std::ranges::equal(now, stage.asks, std::ranges::greater_equal{})) return;
    Repair repair(stage, sums, draft);
    for (std::uint32_t floor = 0; floor < stage.asks.size(); ++floor) repair.hold(floor);
}

} // namespace matching
