#include "matching/reseat.hpp"
#include "matching/near_bundles.hpp"
#include <algorithm>

namespace matching {

namespace {

constexpr std::size_t kMostFreed = 14;   // households at once
constexpr std::size_t kAround = 12;      // how far from the margin, to each side
constexpr std::size_t kGoesOn = 3;       // times in ten: from the household to another program near it
constexpr std::size_t kPassedOver = 12;  // one of so many
constexpr std::size_t kMostBundles = 24; // of one household

// Numbers as if drawn: splitmix64.
class Draws {
public:
    std::size_t below(std::size_t count)
    {
        auto z = state_ += 0x9E3779B97F4A7C15;
        z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9;
        z = (z ^ z >> 27) * 0x94D049BB133111EB;
        return static_cast<std::size_t>((z ^ z >> 31) % count);
    }

private:
    std::uint64_t state_ = 0;
};

class Reseating {
public:
    Reseating(const Stage& stage, const PriceSums& sums, const Margins& margins, Draft& draft)
        : stage_(stage), round_(stage.round), sums_(sums), margins_(margins), draft_(draft)
    {
        for (std::uint32_t program = 0; program < round_.programs.size(); ++program) {
            const auto all = margins.of(program);
            const auto at =
                std::ranges::partition_point(all, [](const Marginal& one) { return one.margin > 0; });
            if (all.size() > 1) programs_.push_back({program, static_cast<std::size_t>(at - all.begin())});
        }
        std::int64_t values = 0;
        for (const auto& option : round_.options) values += option.value;
        value_ = values / std::max<std::int64_t>(1, std::ssize(round_.options)) << kPriceBits;
    }

    bool is_settled() const { return programs_.empty(); }
    std::int64_t usual_value() const { return value_; }

    void find_bundles(const Progress& progress)
    {
        near_.resize(round_.families.size());
        progress.share_out(stage_.families.size(), [&](std::size_t) {
            return [&, near = NearBundles(round_, sums_)](std::size_t i) mutable {
                const auto number = stage_.families[i];
                auto& kept = near_[number];
                const auto found = near.of(round_.families[number], value_ / 2, kMostBundles);
                kept.assign(found.begin(), found.end());
            };
        });
    }

    // One try. Worse by at most `worse` it is kept.
    void once(Wide worse)
    {
        free_.clear();
        before_.clear();
        add_around(programs_[draws_.below(programs_.size())]);
        if (free_.size() < 2) return;
        Wide loss = 0;
        for (const auto family : free_) {
            const auto held = draft_.of(family);
            before_.emplace_back(held.begin(), held.end());
            loss += worth_of(family);
        }
        for (const auto family : free_) draft_.clear(family);
        for (std::size_t i = free_.size(); i > 1; --i) {
            const auto j = draws_.below(i);
            std::swap(free_[i - 1], free_[j]);
            std::swap(before_[i - 1], before_[j]);
        }
        for (const auto family : free_) seat(family);
        for (const auto family : free_) loss -= worth_of(family);
        if (loss <= worse) return;
        for (const auto family : free_) draft_.clear(family);
        for (std::size_t i = 0; i < free_.size(); ++i)
            for (const auto option : before_[i]) draft_.give(free_[i], option);
    }

private:
    struct Place {
        std::uint32_t program;
        std::size_t margin; // of its list, where margins are 0
    };
    void add_around(const Place& place)
    {
        auto at = &place;
        const auto count = 2 + draws_.below(kMostFreed - 1);
        for (std::size_t i = 0; i < count; ++i) {
            const auto all = margins_.of(at->program);
            const auto from = at->margin > kAround ? at->margin - kAround : 0;
            const auto to = std::min(all.size(), at->margin + kAround);
            const auto family = all[from + draws_.below(to - from)].family;
            if (std::ranges::find(free_, family) == free_.end()) free_.push_back(family);
            if (draws_.below(10) >= kGoesOn) continue;
            const auto& near = near_[family];
            if (near.empty()) continue;
            const auto& bundle = near[draws_.below(near.size())].options;
            if (bundle.empty()) continue;
            const auto program =
                round_.kinds[draft_.option_of(family, bundle[draws_.below(bundle.size())]).kind].program;
            const auto next = std::ranges::lower_bound(programs_, program, {}, &Place::program);
            if (next != programs_.end() && next->program == program) at = &*next;
        }
    }
    Wide worth_of(std::uint32_t family) const
    {
        const auto& whose = round_.families[family];
        Wide sum = 0;
        const auto held = draft_.of(family);
        for (const auto option : held) sum += worth(whose, draft_.option_of(family, option));
        return held.empty() ? 0 : sum + sums_.family[whose.floor_set];
    }
    Wide worth(const RoundFamily& family, const RoundOption& option) const
    {
        return Wide{reduced(round_, sums_, family, option)} + sums_.place[option.kind] +
               Wide{sums_.fen[option.kind]} * option.cost;
    }
    // The first of its bundles for which there is room; now and then one is passed over.
    void seat(std::uint32_t family)
    {
        for (const auto& bundle : near_[family]) {
            if (draws_.below(kPassedOver) == 0) continue;
            std::size_t given = 0;
            for (; given < bundle.options.size(); ++given) {
                if (!draft_.has_room(draft_.option_of(family, bundle.options[given]))) break;
                draft_.give(family, bundle.options[given]);
            }
            if (given == bundle.options.size()) return;
            draft_.clear(family);
        }
    }

    const Stage& stage_;
    const Round& round_;
    const PriceSums& sums_;
    const Margins& margins_;
    Draft& draft_;
    std::vector<Place> programs_;
    std::vector<std::vector<NearBundles::Bundle>> near_; // by family
    std::vector<std::uint32_t> free_;
    std::vector<std::vector<std::uint32_t>> before_;
    Draws draws_;
    std::int64_t value_ = 0; // of an option on average, in 2⁻²⁰
};

} // namespace

bool reseat(const Stage& stage, const PriceSums& sums, const Margins& margins, Draft& draft,
            const Progress& progress, Span span)
{
    constexpr std::size_t kTimes = 100, kMostTimes = 200'000; // for each household; in all
    constexpr std::int64_t kWorse = 20; // what may be lost at first, as a part of a usual value; less
                                        // where there are fewer times for each household
    Reseating reseating(stage, sums, margins, draft);
    if (reseating.is_settled()) return true;
    reseating.find_bundles(progress);
    const auto wanted = kTimes * stage.families.size();
    const auto times = std::min(kMostTimes, wanted);
    const auto worse = Wide{reseating.usual_value()} / kWorse * static_cast<std::int64_t>(times) /
                       static_cast<std::int64_t>(wanted);
    for (std::size_t i = 0; i < times; ++i) {
        const auto still = static_cast<std::int64_t>(times - i), all = static_cast<std::int64_t>(times);
        reseating.once(worse * still / all);
        if (i % 1024 == 0 &&
            !progress.goes_on(
                span.from + static_cast<int>(Wide{span.to - span.from} * static_cast<std::int64_t>(i) / all)))
            return false;
    }
    return true;
}

} // namespace matching
