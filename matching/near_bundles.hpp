#pragma once
#include "matching/bundle.hpp"

namespace matching {

// Finds the bundles of a family that bring nearly as much as its best. One for each worker; keeps its memory.
class NearBundles {
public:
    struct Bundle {
        std::int64_t brings{};              // in 2⁻²⁰ of a value, with what floors pay
        std::vector<std::uint32_t> options; // indexes into those of the family
    };
    NearBundles(const Round&, const PriceSums&); // both must outlive it

    // Those that bring at most `regret` less than the best, the one that brings most first, at most so many;
    // the empty one is one of them if it comes that near. Valid until asked again.
    std::span<const Bundle> of(const RoundFamily&, std::int64_t regret, std::size_t most);

private:
    bool look(std::size_t from, std::int64_t sum);

    const Round& round_;
    const PriceSums& sums_;
    BundleSearch search_;
    const RoundFamily* family_{};
    std::vector<std::pair<std::int64_t, std::uint32_t>> order_; // worth, option; the best first
    std::vector<std::uint32_t> taken_;
    std::vector<Bundle> found_;
    std::int64_t limit_{}, best_{}, extra_{};
};

} // namespace matching
