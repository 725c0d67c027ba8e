#include "matching/bundle.hpp"
#include <algorithm>

namespace matching {

std::int64_t cut_price(Wide price) { return static_cast<std::int64_t>(std::min(price, Wide{1} << 60)); }

PriceSums sums_of(const Round& round, const Prices& prices)
{
    PriceSums sums;
    for (const auto& kind : round.kinds) {
        Wide place = 0, fen = 0;
        for (const auto at : kind.capacities) {
            place += prices.place[at];
            fen += prices.fen[at];
        }
        sums.place.push_back(cut_price(place));
        sums.fen.push_back(cut_price(fen));
    }
    for (const auto& set : round.floor_sets) {
        std::int64_t covered = 0, family = 0;
        for (const auto floor : set)
            (round.floors[floor].measure == FloorMeasure::families ? family : covered) += prices.floor[floor];
        sums.covered.push_back(covered);
        sums.family.push_back(family);
    }
    return sums;
}

BundleSearch::BundleSearch(const Round& round) : round_(round)
{
    for (const auto& kind : round.kinds) {
        const auto& program = round.programs[kind.program];
        traits_.push_back({kind.program, program.once_a_person, !program.excluded.empty()});
    }
}

// As may_both says, asked quickly.
bool BundleSearch::clash(const RoundFamily& family, const Traits& one, std::uint32_t need,
                         const Traits& other, std::uint32_t other_need) const
{
    if (one.program == other.program) {
        const auto needs = round_.needs_of(family);
        return !one.once_a_person || needs[need].member == 0 || needs[other_need].member == 0 ||
               needs[need].member == needs[other_need].member;
    }
    return one.excludes && other.excludes &&
           std::ranges::binary_search(round_.programs[one.program].excluded, other.program);
}

bool BundleSearch::fits(const RoundFamily& family, std::span<const std::uint32_t> bundle,
                        std::uint32_t candidate) const
{
    if (bundle.size() >= round_.most_awards) return false;
    const auto options = round_.options_of(family);
    const auto& option = options[candidate];
    auto left = round_.needs_of(family)[option.need].residual - option.award;
    for (const auto at : bundle) {
        const auto& other = options[at];
        if (at == candidate ||
            clash(family, traits_[option.kind], option.need, traits_[other.kind], other.need))
            return false;
        if (other.need == option.need) left -= other.award;
    }
    return left >= 0;
}

// How many more could be taken of the items from here on, by what needs still lack.
std::size_t BundleSearch::room_from(std::size_t at) const
{
    const auto most = round_.most_awards - taken_.size();
    std::size_t room = 0;
    const auto* least = &least_[at * left_.size()];
    for (std::size_t need = 0; need < left_.size() && room < most; ++need)
        for (auto left = left_[need]; left >= least[need] && room < most; left -= least[need]) ++room;
    return room;
}

void BundleSearch::branch(std::size_t from, std::int64_t sum)
{
    if (sum > most_) {
        most_ = sum;
        best_ = taken_;
    }
    for (auto at = from; at < items_.size(); ++at) {
        const auto& item = items_[at];
        const auto room = room_from(at);
        auto most = sum; // if the next ones could all be taken
        for (auto next = at; next < std::min(at + room, items_.size()); ++next) most += items_[next].worth;
        if (most <= most_) return;
        if (left_[item.need] < item.award) continue;
        if (std::ranges::any_of(taken_, [&](std::uint32_t other) {
                return clash(*family_, item.traits, item.need, items_[other].traits, items_[other].need);
            }))
            continue;
        taken_.push_back(static_cast<std::uint32_t>(at));
        left_[item.need] -= item.award;
        branch(at + 1, sum + item.worth);
        left_[item.need] += item.award;
        taken_.pop_back();
    }
}

void BundleSearch::find_least_awards()
{
    const auto needs = left_.size();
    least_.assign((items_.size() + 1) * needs, kUnlimited);
    for (auto at = items_.size(); at-- > 0;) {
        std::copy_n(&least_[(at + 1) * needs], needs, &least_[at * needs]);
        auto& least = least_[at * needs + items_[at].need];
        least = std::min(least, items_[at].award);
    }
}

void BundleSearch::begin(const RoundFamily& family)
{
    family_ = &family;
    items_.clear();
    best_.clear();
}

void BundleSearch::add(const RoundFamily& family, std::int64_t worth, std::uint32_t option)
{
    const auto& offered = round_.options[family.first_option + option];
    items_.push_back({worth, offered.award, offered.need, option, traits_[offered.kind]});
}

// The best ones, if they all go together: most families need no search. Otherwise nothing is taken.
bool BundleSearch::take_first_ones()
{
    left_.clear();
    for (const auto& need : round_.needs_of(*family_)) left_.push_back(need.residual);
    taken_.clear();
    const auto most = std::min(round_.most_awards, items_.size());
    for (std::uint32_t at = 0; at < most; ++at) {
        const auto& item = items_[at];
        const bool joins =
            left_[item.need] >= item.award && std::ranges::none_of(taken_, [&](std::uint32_t other) {
                return clash(*family_, item.traits, item.need, items_[other].traits, items_[other].need);
            });
        if (!joins) {
            for (const auto other : taken_) left_[items_[other].need] += items_[other].award;
            taken_.clear();
            return false;
        }
        taken_.push_back(at);
        left_[item.need] -= item.award;
    }
    best_ = taken_;
    return true;
}

std::span<const std::uint32_t> BundleSearch::best_of_items()
{
    if (items_.size() == 1) best_.push_back(0);
    if (items_.size() > 1) {
        std::ranges::sort(items_, [](const Item& a, const Item& b) {
            return a.worth != b.worth ? a.worth > b.worth : a.option < b.option;
        });
        if (!take_first_ones()) {
            find_least_awards();
            most_ = 0;
            branch(0, 0);
        }
    }
    for (auto& at : best_) at = items_[at].option;
    return best_;
}

std::span<const std::uint32_t> BundleSearch::best(const RoundFamily& family,
                                                  std::span<const std::int64_t> worth)
{
    begin(family);
    for (std::uint32_t i = 0; i < worth.size(); ++i)
        if (worth[i] > 0) add(family, worth[i], i);
    return best_of_items();
}

std::span<const std::uint32_t> BundleSearch::best(const RoundFamily& family,
                                                  std::span<const std::int64_t> worth,
                                                  std::span<const std::uint32_t> candidates)
{
    begin(family);
    for (const auto i : candidates)
        if (worth[i] > 0) add(family, worth[i], i);
    return best_of_items();
}

BundleSearch::Joining BundleSearch::joining(const RoundFamily& family, std::span<const std::uint32_t> bundle,
                                            std::uint32_t candidate) const
{
    const auto options = round_.options_of(family);
    const auto& option = options[candidate];
    const auto& traits = traits_[option.kind];
    Joining found{option.award - left_[option.need], 0, kMostAwards};
    for (std::uint32_t i = 0; i < bundle.size(); ++i) {
        if (bundle[i] == candidate) found.own = i;
        const auto& other = options[bundle[i]];
        if (clash(family, traits, option.need, traits_[other.kind], other.need)) found.in_way |= 1U << i;
    }
    return found;
}

std::span<const std::int64_t> BundleSearch::margins(const RoundFamily& family,
                                                    std::span<const std::int64_t> worth,
                                                    std::span<const std::uint32_t> bundle,
                                                    std::span<const std::uint32_t> candidates)
{
    const auto options = round_.options_of(family);
    left_.clear();
    for (const auto& need : round_.needs_of(family)) left_.push_back(need.residual);
    std::int64_t sum = 0;
    for (const auto taken : bundle) {
        left_[options[taken].need] -= options[taken].award;
        sum += worth[taken];
    }
    const auto replaces = [&](const Joining& one, std::uint32_t need, std::size_t at) {
        const auto& other = options[bundle[at]];
        return (one.in_way & ~(1U << at)) == 0 && one.over <= (other.need == need ? other.award : 0);
    };
    std::array<std::int64_t, kMostAwards> instead{}; // the most that could take its place
    joinings_.clear();
    margins_.clear();
    for (const auto candidate : candidates) {
        const auto& one = joinings_.emplace_back(joining(family, bundle, candidate));
        margins_.push_back(worth[candidate]);
        if (one.own < kMostAwards) continue;
        const auto need = options[candidate].need;
        const bool fits = one.in_way == 0 && one.over <= 0 && bundle.size() < round_.most_awards;
        auto least = fits && worth[candidate] <= 0 ? 0 : sum; // that would have to go for it
        for (std::size_t at = 0; at < bundle.size(); ++at) {
            if (!replaces(one, need, at)) continue;
            least = std::min(least, worth[bundle[at]]);
            instead[at] = std::max(instead[at], worth[candidate]);
        }
        margins_.back() = std::min<std::int64_t>(0, worth[candidate] - least);
    }
    for (std::size_t i = 0; i < candidates.size(); ++i)
        if (const auto own = joinings_[i].own; own < kMostAwards)
            margins_[i] = std::max<std::int64_t>(0, worth[candidates[i]] - instead[own]);
    return margins_;
}

} // namespace matching
