#include "matching/settled.hpp"
#include <algorithm>

namespace matching {

namespace {

class Settling {
public:
    Settling(const Round& round, const BundleSearch& search, const RoundFamily& family,
             std::vector<Worth> worths, std::span<const std::uint32_t> wanted)
        : round_(round), search_(search), family_(family), worths_(std::move(worths)), wanted_(wanted)
    {
        std::ranges::sort(worths_, [](const Worth& a, const Worth& b) {
            return a.worth != b.worth ? a.worth > b.worth : a.option < b.option;
        });
        const auto options = round_.options_of(family_);
        for (const auto& one : worths_)
            matters_.push_back(std::ranges::any_of(wanted_, [&](std::uint32_t other) {
                return one.option == other || options[one.option].need == options[other].need ||
                       !may_both(round_, family_, options[one.option], options[other]);
            }));
    }

    Wide most()
    {
        look(0, 0);
        return best_;
    }

private:
    bool is_settled() const
    {
        return std::ranges::none_of(
            wanted_, [&](std::uint32_t option) { return search_.fits(family_, bundle_, option); });
    }
    void look(std::size_t from, Wide sum)
    {
        if (is_settled()) best_ = std::max(best_, sum);
        const auto room = round_.most_awards - bundle_.size();
        for (auto at = from; at < worths_.size() && room > 0; ++at) {
            const auto next = std::span(worths_).subspan(at, std::min(room, worths_.size() - at));
            Wide could = sum + next[0].worth,
                 full = sum; // with those that bring something; with as many as may be
            for (const auto& one : next.subspan(1)) could += std::max<Wide>(0, one.worth);
            for (const auto& one : next) full += one.worth;
            if (could <= best_) return;
            if (next[0].worth <= 0 && !matters_[at] && (next.size() < room || full <= best_)) continue;
            if (!search_.fits(family_, bundle_, next[0].option)) continue;
            bundle_.push_back(next[0].option);
            look(at + 1, sum + next[0].worth);
            bundle_.pop_back();
        }
    }

    const Round& round_;
    const BundleSearch& search_;
    const RoundFamily& family_;
    std::vector<Worth> worths_; // the greatest first
    std::vector<bool> matters_; // likewise: may keep a wanted option out of a bundle that is not full
    std::span<const std::uint32_t> wanted_;
    std::vector<std::uint32_t> bundle_;
    Wide best_ = -(Wide{1} << 126);
};

} // namespace

Wide most_settled(const Round& round, const BundleSearch& search, const RoundFamily& family,
                  std::vector<Worth> worths, std::span<const std::uint32_t> wanted)
{
    return Settling(round, search, family, std::move(worths), wanted).most();
}

} // namespace matching
