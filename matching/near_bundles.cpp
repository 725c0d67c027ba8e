#include "matching/near_bundles.hpp"
#include <algorithm>

namespace matching {

namespace {

constexpr std::size_t kMostFound = 512; // of one family; with more, only nearer ones are looked for

}

NearBundles::NearBundles(const Round& round, const PriceSums& sums)
    : round_(round), sums_(sums), search_(round)
{
}

std::span<const NearBundles::Bundle> NearBundles::of(const RoundFamily& family, std::int64_t regret,
                                                     std::size_t most)
{
    family_ = &family;
    const auto options = round_.options_of(family);
    extra_ = sums_.family[family.floor_set];
    order_.clear();
    for (std::uint32_t i = 0; i < options.size(); ++i)
        if (const auto worth = reduced(round_, sums_, family, options[i]); worth + extra_ > -regret)
            order_.emplace_back(-worth, i);
    std::ranges::sort(order_);
    for (auto& [worth, option] : order_) worth = -worth;
    for (limit_ = regret;; limit_ /= 2) {
        found_.clear();
        best_ = 0;
        if (look(0, 0)) break;
    }
    std::erase_if(found_, [&](const Bundle& one) { return one.brings < best_ - limit_; });
    std::ranges::sort(found_, [](const Bundle& a, const Bundle& b) {
        return a.brings != b.brings ? a.brings > b.brings : a.options < b.options;
    });
    return std::span(found_).first(std::min(most, found_.size()));
}

// False: there are too many.
bool NearBundles::look(std::size_t from, std::int64_t sum)
{
    const auto brings = taken_.empty() ? 0 : sum + extra_;
    best_ = std::max(best_, brings);
    if (brings >= best_ - limit_) {
        if (found_.size() == kMostFound && limit_ > 0) return false;
        if (found_.size() < kMostFound) found_.push_back({brings, taken_});
    }
    const auto room = round_.most_awards - taken_.size();
    for (auto at = from; at < order_.size() && room > 0; ++at) {
        auto most = sum + extra_; // if the next ones could all be taken
        for (auto next = at; next < std::min(at + room, order_.size()); ++next)
            if (next == at || order_[next].first > 0) most += order_[next].first;
        if (most < best_ - limit_) return true;
        if (!search_.fits(*family_, taken_, order_[at].second)) continue;
        taken_.push_back(order_[at].second);
        const bool all = look(at + 1, sum + order_[at].first);
        taken_.pop_back();
        if (!all) return false;
    }
    return true;
}

} // namespace matching
