#pragma once
#include "matching/draft.hpp"
#include <algorithm>

// Inside of the rounding.
namespace matching {

// Tries moves and takes back those that do not pay.
class Moves {
public:
    explicit Moves(Draft& draft) : draft_(draft) {}

    // Everything given or withdrawn since the last call is kept.
    void keep() { moves_.clear(); }
    std::size_t mark() const { return moves_.size(); }
    void undo(std::size_t mark = 0)
    {
        for (; moves_.size() > mark; moves_.pop_back()) {
            const auto& move = moves_.back();
            if (move.given)
                draft_.withdraw(move.family, move.option);
            else
                draft_.give(move.family, move.option);
        }
    }
    // What it gains in value; negative for a withdrawal.
    std::int64_t give(std::uint32_t family, std::uint32_t option)
    {
        draft_.give(family, option);
        moves_.push_back({family, option, true});
        return draft_.option_of(family, option).value;
    }
    std::int64_t withdraw(std::uint32_t family, std::uint32_t option)
    {
        draft_.withdraw(family, option);
        moves_.push_back({family, option, false});
        return -std::int64_t{draft_.option_of(family, option).value};
    }
    // Gives the option and withdraws what cannot stand beside it. Nothing: no room.
    std::optional<std::int64_t> push_in(std::uint32_t family, std::uint32_t option)
    {
        if (!draft_.has_room(draft_.option_of(family, option))) return {};
        std::int64_t gain = 0;
        const auto& whose = draft_.round().families[family];
        while (!draft_.search().fits(whose, draft_.of(family), option)) {
            if (draft_.of(family).empty()) return {};
            gain += withdraw(family, in_the_way(family, option));
        }
        gain += give(family, option);
        return gain + refill(family);
    }
    // The least of those after whose going the option fits, or the least of all.
    std::uint32_t in_the_way(std::uint32_t family, std::uint32_t option) const
    {
        const auto held = draft_.of(family);
        const auto& whose = draft_.round().families[family];
        const auto value = [&](std::uint32_t one) { return draft_.option_of(family, one).value; };
        std::optional<std::uint32_t> best;
        for (const auto one : held) {
            std::vector<std::uint32_t> others(held.begin(), held.end());
            std::erase(others, one);
            if (draft_.search().fits(whose, others, option) && (!best || value(one) < value(*best)))
                best = one;
        }
        return best.value_or(*std::ranges::min_element(held, {}, value));
    }

    bool has_moved(std::uint32_t family, std::uint32_t option) const
    {
        return std::ranges::any_of(
            moves_, [&](const Move& move) { return move.family == family && move.option == option; });
    }
    // While it is closed, nothing is refilled from this program.
    void close(std::optional<std::uint32_t> program) { closed_ = program; }
    // What the family can still take, the greatest value first.
    std::int64_t refill(std::uint32_t family)
    {
        std::int64_t gain = 0;
        const auto options = draft_.round().options_of(draft_.round().families[family]);
        while (draft_.of(family).size() < draft_.round().most_awards) {
            std::uint32_t best = 0, value = 0;
            for (std::uint32_t i = 0; i < options.size(); ++i)
                if (options[i].value > value && !is_closed(options[i]) && draft_.can_take(family, i)) {
                    best = i;
                    value = options[i].value;
                }
            if (value == 0) return gain;
            gain += give(family, best);
        }
        return gain;
    }

    struct Move {
        std::uint32_t family{}, option{};
        bool given{};
    };
    std::span<const Move> all() const { return moves_; }

private:
    bool is_closed(const RoundOption& option) const
    {
        return closed_ && draft_.round().kinds[option.kind].program == *closed_;
    }

    Draft& draft_;
    std::optional<std::uint32_t> closed_;
    std::vector<Move> moves_;
};

} // namespace matching
