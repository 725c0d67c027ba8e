#pragma once
#include "matching/bundle.hpp"

namespace matching {

// Awards given so far, and what they left: always a bundle each, never beyond a capacity.
class Draft {
public:
    Draft(const Round&, std::vector<Capacity> left);

    // Awards of a family, as indexes into its options.
    std::span<const std::uint32_t> of(std::uint32_t family) const
    {
        return std::span(held_).subspan(family * slots_, counts_[family]);
    }
    bool has_room(const RoundOption&) const; // in places and money
    bool can_take(std::uint32_t family, std::uint32_t option) const
    {
        return has_room(option_of(family, option)) &&
               search_.fits(round_->families[family], of(family), option);
    }
    void give(std::uint32_t family, std::uint32_t option);     // it can be taken
    void withdraw(std::uint32_t family, std::uint32_t option); // it was given
    void clear(std::uint32_t family);

    const RoundOption& option_of(std::uint32_t family, std::uint32_t option) const
    {
        return round_->options[round_->families[family].first_option + option];
    }
    std::int64_t value_of(std::uint32_t family) const;
    const std::vector<Capacity>& left() const { return left_; }
    const Round& round() const { return *round_; }
    const BundleSearch& search() const { return search_; }

private:
    const Round* round_;
    std::vector<Capacity> left_;
    std::size_t slots_;
    std::vector<std::uint32_t> held_;
    std::vector<std::uint8_t> counts_;
    BundleSearch search_;
};

} // namespace matching
