#pragma once
#include "matching/prices.hpp"
#include <array>
#include <limits>

// Inside of the search for prices (prices.cpp): the prices that are looked for, and how they are turned.
namespace matching {

inline constexpr std::size_t kBins = 12; // of a window, to each side of a price

// Sums of amounts ≥ 0, cut at the largest number: the order of adding does not matter.
inline constexpr std::int64_t kMostDemand = std::numeric_limits<std::int64_t>::max();
inline void add_up(std::int64_t& sum, std::int64_t amount)
{
    if (__builtin_add_overflow(sum, amount, &sum)) sum = kMostDemand;
}
inline std::int64_t product_cut(std::int64_t amount, std::int64_t times)
{
    std::int64_t product{};
    return __builtin_mul_overflow(amount, times, &product) ? kMostDemand : product;
}

// What is taken of one limited thing now, and how that would change with its price: sums over options by how
// far the price may go before they leave (taken ones) or come (others).
struct Demand {
    std::int64_t taken = 0;
    std::array<std::int64_t, kBins> leave{}, come{};

    void add(const Demand& other)
    {
        add_up(taken, other.taken);
        for (std::size_t i = 0; i < kBins; ++i) {
            add_up(leave[i], other.leave[i]);
            add_up(come[i], other.come[i]);
        }
    }
};

// One price that is looked for: of a place, of a fen, or of a floor, which earns instead of costing.
struct Dial {
    double limit = 0;  // what there is, or what is asked
    double price = 0;  // in units of value
    double window = 0; // how far around it options are looked at
    double last = 0;   // the last step
};

// Newton's step by the sums of the window: to where as much is taken as there is. `share` of all families
// were looked at. most_floor_price: 0 for what costs; above it a floor's price does not go.
void step(Dial&, const Demand&, double share, double damping, double most_floor_price);

inline constexpr std::uint32_t kNoDial = 0xFFFFFFFF; // there is no limit

struct Tariff { // of a kind: its prices, and the widest windows around them
    float place, fen, place_window, fen_window;
};
struct FloorTariff { // of a set of floors: what they pay, and the widest windows
    double covered = 0, family = 0, covered_window = 0, family_window = 0;
};
struct KindDials { // in Dials::of_kinds: those of places, then those of money
    std::uint32_t first, places, money;
};

// All prices of a stage, and what they come to for each kind of option and each set of floors.
class Dials {
public:
    explicit Dials(const Stage&);
    std::size_t size() const { return dials_.size(); }
    Prices rounded() const;
    void set_prices(const Prices&);
    std::vector<Dial>& all() { return dials_; }
    bool is_floor(std::size_t dial) const { return dial >= floors_from_; }
    double most_price(std::size_t dial) const; // above which it does not go

    // What prices come to as they are now; after that, these.
    void set_tariffs();
    const Tariff& of_kind(std::uint32_t kind) const { return tariffs_[kind]; }
    const FloorTariff& of_floors(std::uint32_t set) const { return floor_tariffs_[set]; }
    double bins_a_unit(std::uint32_t dial) const { return bins_a_unit_[dial]; } // of its window, for a value

    std::span<const std::uint32_t> places_of(std::uint32_t kind) const
    {
        return std::span(of_kinds_).subspan(kinds_[kind].first, kinds_[kind].places);
    }
    std::span<const std::uint32_t> money_of(std::uint32_t kind) const
    {
        return std::span(of_kinds_).subspan(kinds_[kind].first + kinds_[kind].places, kinds_[kind].money);
    }
    std::uint32_t of_floor(std::uint32_t floor) const { return floor_dial_[floor]; }

    // One step of every price. What all that there is costs before it, less what floors pay for what they
    // ask.
    double turn(std::span<const Demand>, double share, double damping);

private:
    void add_kinds();
    void set_floor_tariffs();

    const Round& round_;
    std::vector<Dial> dials_; // those of floors are the last
    std::vector<double> bins_a_unit_;
    std::vector<std::uint32_t> place_dial_, money_dial_, floor_dial_; // by capacity and floor
    std::vector<std::uint32_t> of_kinds_;
    std::vector<KindDials> kinds_;
    std::vector<Tariff> tariffs_;
    std::vector<FloorTariff> floor_tariffs_;
    std::size_t floors_from_ = 0;
    double most_floor_price_ = 0;
};

} // namespace matching
