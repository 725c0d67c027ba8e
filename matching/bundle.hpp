#pragma once
#include "matching/exact.hpp"
#include "matching/round.hpp"

// What a household takes at given prices.
namespace matching {

inline constexpr int kPriceBits = 20; // prices are whole numbers of 2⁻²⁰ of a unit of value

// By capacity and by floor; ≥ 0.
struct Prices {
    std::vector<std::int64_t> place, fen;
    std::vector<std::int64_t> floor;
};

// Prices added up once, by kind of option and by set of floors.
struct PriceSums {
    std::vector<std::int64_t> place, fen; // by kind
    std::vector<std::int64_t> covered,
        family; // by floor set: a fen of award, a household that gets something
};
std::int64_t cut_price(Wide);
PriceSums sums_of(const Round&, const Prices&);

// 2²⁰ × value less what the option costs at these prices.
inline Wide exactly_reduced(const Round& round, const PriceSums& sums, const RoundFamily& family,
                            const RoundOption& option)
{
    auto worth = Wide{(std::int64_t{option.value} << kPriceBits) - sums.place[option.kind]} -
                 Wide{sums.fen[option.kind]} * Wide{option.cost};
    if (const auto covered = sums.covered[family.floor_set];
        covered != 0 && round.needs_of(family)[option.need].in_fen)
        worth += Wide{covered} * option.award;
    return worth;
}

// The same, cut at ±kMostReduced.
inline constexpr std::int64_t kMostReduced = std::int64_t{1} << 58; // a whole bundle fits 64 bits
inline std::int64_t reduced(const Round& round, const PriceSums& sums, const RoundFamily& family,
                            const RoundOption& option)
{
    const auto worth = exactly_reduced(round, sums, family, option);
    return worth > kMostReduced    ? kMostReduced
           : worth < -kMostReduced ? -kMostReduced
                                   : static_cast<std::int64_t>(worth);
}

// Finds best bundles one family after the other; keeps its memory. One for each worker.
class BundleSearch {
public:
    explicit BundleSearch(const Round&);

    // The bundle of the options that brings most by `worth` (one figure an option; what is not above 0 is not
    // taken), exact, by branch and bound; of equals the one with earlier options. Empty: nothing above 0.
    std::span<const std::uint32_t> best(const RoundFamily&, std::span<const std::int64_t> worth);

    // The same, where only these options can be worth anything; ascending.
    std::span<const std::uint32_t> best(const RoundFamily&, std::span<const std::int64_t> worth,
                                        std::span<const std::uint32_t> candidates);

    // Could the option join these? They are indexes into the options of the family.
    bool fits(const RoundFamily&, std::span<const std::uint32_t> bundle, std::uint32_t option) const;

    // By candidate: how much less the family would bring without it, if it is in its best bundle (≥ 0), or
    // with it, if it is not (≤ 0). Where several awards meet, an estimate: one exchange is looked at. Among
    // the candidates is every option whose worth is above 0. Valid until asked again.
    std::span<const std::int64_t> margins(const RoundFamily&, std::span<const std::int64_t> worth,
                                          std::span<const std::uint32_t> bundle,
                                          std::span<const std::uint32_t> candidates);

private:
    // What is asked of each pair, by kind, close together.
    struct Traits {
        std::uint32_t program;
        bool once_a_person, excludes;
    };
    // What keeps a candidate from joining a bundle.
    struct Joining {
        std::int64_t over;    // by which its need would be covered too much
        std::uint32_t in_way; // bits: which of the bundle it clashes with
        std::uint32_t own;    // which of the bundle it is; otherwise kMostAwards
    };
    Joining joining(const RoundFamily&, std::span<const std::uint32_t> bundle, std::uint32_t option) const;
    struct Item {
        std::int64_t worth, award;
        std::uint32_t need, option;
        Traits traits;
    };
    bool clash(const RoundFamily&, const Traits&, std::uint32_t need, const Traits&,
               std::uint32_t other) const;
    void begin(const RoundFamily&);
    void add(const RoundFamily&, std::int64_t worth, std::uint32_t option);
    std::span<const std::uint32_t> best_of_items();
    bool take_first_ones();
    void find_least_awards();
    std::size_t room_from(std::size_t at) const;
    void branch(std::size_t from, std::int64_t sum);

    const Round& round_;
    std::vector<Traits> traits_;
    const RoundFamily* family_{};
    std::vector<Item> items_;                 // best first
    std::vector<std::int64_t> left_;          // of each need
    std::vector<std::int64_t> least_;         // by item and need: the smallest award from this item on
    std::vector<std::uint32_t> taken_, best_; // indexes into items_: now, and the best found
    std::vector<Joining> joinings_;           // by candidate
    std::vector<std::int64_t> margins_;
    std::int64_t most_{};
};

} // namespace matching
