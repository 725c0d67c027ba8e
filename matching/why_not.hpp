#pragma once
#include "matching/allocate.hpp"

namespace matching {

// Why an option was not given.
enum class Blocked {
    outbid,   // at the prices it is worth less than nothing: others get more out of the place or the money
    no_place, // it is worth its price, but no place is left
    no_money, // … or not enough money
    needed_elsewhere // the household's other awards leave no room for it: need covered, most awards,
                     // exclusion
};

struct WhyNot {
    std::size_t option{}; // index into Round::options
    Blocked why{};
    std::uint32_t
        capacity{};       // outbid, no_place, no_money: the dearest, or the one that lacks; Round::capacities
    std::int64_t price{}; // in value, rounded up: what the option would cost at the prices
    std::int64_t short_by{};              // outbid: by how much its value is below that price
    std::optional<std::int64_t> last_won; // the smallest value above its price that the program gave to
};

// One entry for each option of the family that was not given, in their order. By the prices of its stage.
class WhyNots {
public:
    WhyNots(const Round&, const Allocation&); // both must outlive it
    std::vector<WhyNot> of(std::size_t family) const;

private:
    const SolvedStage& stage_of(const RoundFamily&) const;

    const Round& round_;
    const Allocation& allocation_;
    Draft draft_;
    std::vector<PriceSums> sums_;                          // by stage
    std::vector<std::optional<std::int64_t>> least_worth_; // by program
};

// What one more place, or 1,000 yuan more, would be worth: by its price, and found by solving the round anew.
struct OneMore {
    std::uint32_t capacity{};
    bool place = false;      // otherwise 100,000 fen
    std::int64_t by_price{}; // in value, rounded down
    std::int64_t found{};    // value of the round solved anew, less the value it had; may be a little below 0
};
// The dearest ones, by their prices, the dearest first. Nothing: stopped.
std::optional<std::vector<OneMore>> one_more(const Round&, const Allocation&, std::size_t most,
                                             const Progress&);

} // namespace matching

template <>
inline constexpr auto models::kNames<matching::Blocked> =
    models::names<matching::Blocked>({{matching::Blocked::outbid, "outbid"},
                                      {matching::Blocked::no_place, "no_place"},
                                      {matching::Blocked::no_money, "no_money"},
                                      {matching::Blocked::needed_elsewhere, "needed_elsewhere"}});
