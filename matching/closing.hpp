#pragma once
#include "matching/bound.hpp"

namespace matching {

// What the order of groups takes from the bound: docs/formats.md "Closings".
struct Closing {
    std::uint32_t program{}, group{}; // groups later than this one get nothing of the program
    std::uint32_t row{};              // that counts in this quota row of it, from 1; 0: whatever rows
    std::int64_t cost{};              // and costs at least so much, in fen
    bool operator==(const Closing&) const = default;
};

// Of the allocations of a stage those that keep to a closing, or those that do not.
struct Step {
    Closing closing;
    bool kept = false;
};

bool closes(const Round&, const Closing&, const RoundOption&);
bool closes_all_of(const Closing&, const Closing& other);

// The allocations that a path of steps leaves, at given prices. All must outlive it.
class Closings {
public:
    Closings(const Stage&, std::span<const Step> path, const Prices&, const Progress&);

    // The most one of them can be worth: in 2⁻²⁰ of a value.
    Wide most() const { return most_; }
    // The same, of those that do not keep to this closing. Nothing: there are none.
    std::optional<Wide> otherwise(const Closing&, BundleSearch&) const;
    // Those that would matter: something that is worth its price would be left out.
    std::vector<Closing> open() const;
    void take(const Closing&);

    const std::vector<bool>& closed() const { return closed_; } // by option of the round
    // Options that the family is given, or its bundle has no room for.
    std::vector<std::uint32_t> wanted(std::uint32_t family) const;

private:
    struct Place {
        std::uint32_t family{}, option{};
    };
    std::vector<std::int64_t> costs_worth_closing(const Closing&) const;
    const RoundOption& option_of(const Place& one) const
    {
        return round_.options[round_.families[one.family].first_option + one.option];
    }
    const RoundKind& kind_of(const Place& one) const { return round_.kinds[option_of(one).kind]; }
    bool is_open(std::uint32_t family, std::uint32_t option) const
    {
        return !closed_[round_.families[family].first_option + option];
    }
    struct Later {
        std::vector<std::uint32_t> families, limits;
        std::int64_t cost = kUnlimited;
    };
    Later later_than(const Closing&) const;
    void settle(const Closing&);
    std::vector<Place> wanted_before(const Closing&, const Later&) const;
    Wide best(std::uint32_t family, BestWorth&, BundleSearch&) const;
    Wide best_settled(std::uint32_t family, const std::vector<std::uint32_t>& wanted, BundleSearch&) const;
    Wide worth(std::uint32_t family, std::uint32_t option) const;
    bool surely_has_room(const Place&, const Later&) const;

    const Stage& stage_;
    const Round& round_;
    PriceSums sums_;
    std::vector<std::int64_t> dearest_;  // by program: what one award costs at most
    std::vector<std::vector<Place>> of_; // by program whose groups come in order: its options, by family
    std::vector<bool> closed_;           // by option
    std::vector<std::vector<std::uint32_t>> wanted_; // by family; some of them may be closed
    std::vector<Wide> best_;                         // by family
    Wide most_ = 0;
};

} // namespace matching
