#include "matching/closing.hpp"
#include "matching/settled.hpp"
#include <algorithm>

namespace matching {

bool closes(const Round& round, const Closing& closing, const RoundOption& option)
{
    const auto& kind = round.kinds[option.kind];
    if (kind.program != closing.program || kind.group <= closing.group || option.cost < closing.cost)
        return false;
    const auto row = round.programs[closing.program].first_row + closing.row - 1;
    return closing.row == 0 || std::ranges::count(kind.capacities, row) > 0;
}

bool closes_all_of(const Closing& closing, const Closing& other)
{
    return closing.program == other.program && closing.group <= other.group && closing.cost <= other.cost &&
           (closing.row == 0 || closing.row == other.row);
}

Closings::Closings(const Stage& stage, std::span<const Step> path, const Prices& prices,
                   const Progress& progress)
    : stage_(stage),
      round_(stage.round),
      sums_(sums_of(stage.round, prices)),
      dearest_(stage.round.programs.size()),
      of_(stage.round.programs.size()),
      closed_(stage.round.options.size()),
      wanted_(stage.round.families.size()),
      best_(stage.round.families.size())
{
    for (const auto& option : round_.options) {
        auto& cost = dearest_[round_.kinds[option.kind].program];
        cost = std::max(cost, option.cost);
    }
    for (const auto number : stage.families)
        for (std::uint32_t i = 0; i < round_.families[number].options; ++i) {
            const auto program = kind_of({number, i}).program;
            if (round_.programs[program].in_groups) of_[program].push_back({number, i});
        }
    for (const auto& step : path) {
        if (!step.kept) {
            settle(step.closing);
            continue;
        }
        for (const auto& one : of_[step.closing.program])
            if (closes(round_, step.closing, option_of(one)))
                closed_[round_.families[one.family].first_option + one.option] = true;
    }
    progress.share_out(stage.families.size(), [&](std::size_t) {
        return [&, bests = BestWorth(round_, sums_), search = BundleSearch(round_)](std::size_t i) mutable {
            const auto family = stage.families[i];
            best_[family] = best(family, bests, search);
        };
    });
    most_ = worth_of_limits(stage, prices);
    for (const auto family : stage.families) most_ += best_[family];
}

std::vector<std::uint32_t> Closings::wanted(std::uint32_t family) const
{
    auto options = wanted_[family];
    std::erase_if(options, [&](std::uint32_t option) { return !is_open(family, option); });
    return options;
}

Wide Closings::best(std::uint32_t family, BestWorth& bests, BundleSearch& search) const
{
    const auto options = wanted(family);
    return options.empty() ? bests.of(round_.families[family], closed_)
                           : best_settled(family, options, search);
}

Wide Closings::worth(std::uint32_t family, std::uint32_t option) const
{
    const auto& whose = round_.families[family];
    return exactly_reduced(round_, sums_, whose, round_.options_of(whose)[option]);
}

Wide Closings::best_settled(std::uint32_t number, const std::vector<std::uint32_t>& wanted,
                            BundleSearch& search) const
{
    const auto& family = round_.families[number];
    std::vector<Worth> worths;
    for (std::uint32_t i = 0; i < family.options; ++i)
        if (is_open(number, i)) worths.push_back({worth(number, i), i});
    return most_settled(round_, search, family, std::move(worths), wanted) + sums_.family[family.floor_set];
}

// After an award is withdrawn that costs so much at least and counts in these limits: all others of the
// program together are one fewer than it has places.
bool Closings::surely_has_room(const Place& one, const Later& later) const
{
    const auto& option = option_of(one);
    const auto& capacities = kind_of(one).capacities;
    const auto& own = stage_.left[capacities[0]];
    const auto others =
        own.places == kUnlimited ? Wide{kUnlimited} : Wide{own.places - 1} * dearest_[kind_of(one).program];
    return std::ranges::all_of(capacities, [&](std::uint32_t at) {
        const auto& limit = stage_.left[at];
        const bool freed = std::ranges::binary_search(later.limits, at);
        const bool places = limit.places == kUnlimited || freed || limit.places >= own.places;
        const bool fen = limit.fen == kUnlimited || limit.fen >= others + option.cost ||
                         ((freed || limit.fen >= own.fen) && option.cost <= later.cost);
        return places && fen;
    });
}

Closings::Later Closings::later_than(const Closing& closing) const
{
    Later later;
    for (const auto& one : of_[closing.program]) {
        if (!is_open(one.family, one.option) || !closes(round_, closing, option_of(one))) continue;
        auto limits = kind_of(one).capacities;
        std::ranges::sort(limits);
        if (later.families.empty())
            later.limits = limits;
        else
            std::erase_if(later.limits, [&](auto at) { return !std::ranges::binary_search(limits, at); });
        later.families.push_back(one.family);
        later.cost = std::min(later.cost, option_of(one).cost);
    }
    return later;
}

// Of households of which none could have what comes later, in their order.
std::vector<Closings::Place> Closings::wanted_before(const Closing& closing, const Later& later) const
{
    std::vector<Place> wanted;
    if (later.families.empty()) return wanted;
    for (const auto& one : of_[closing.program])
        if (kind_of(one).group <= closing.group && is_open(one.family, one.option) &&
            !std::ranges::binary_search(later.families, one.family) && surely_has_room(one, later))
            wanted.push_back(one);
    return wanted;
}

void Closings::settle(const Closing& closing)
{
    for (const auto& one : wanted_before(closing, later_than(closing)))
        wanted_[one.family].push_back(one.option);
}

std::optional<Wide> Closings::otherwise(const Closing& closing, BundleSearch& search) const
{
    const auto later = later_than(closing);
    if (later.families.empty()) return {};
    auto most = most_;
    const auto before = wanted_before(closing, later);
    for (auto at = before.begin(); at != before.end();) {
        const auto family = at->family;
        auto all = wanted(family);
        for (; at != before.end() && at->family == family; ++at) all.push_back(at->option);
        most -= best_[family] - best_settled(family, all, search);
    }
    return most;
}

// Where money is limited, an award frees too little for one that costs more: closings begin at several costs.
std::vector<std::int64_t> Closings::costs_worth_closing(const Closing& all) const
{
    constexpr std::size_t kMost = 8;
    std::vector<std::int64_t> costs;
    bool pays = false, in_money = false;
    for (const auto& one : of_[all.program]) {
        for (const auto at : kind_of(one).capacities)
            in_money = in_money || stage_.left[at].fen != kUnlimited;
        if (!closes(round_, all, option_of(one)) || !is_open(one.family, one.option)) continue;
        costs.push_back(option_of(one).cost);
        pays = pays || worth(one.family, one.option) > 0;
    }
    if (!pays) return {};
    if (!in_money) return {0};
    std::ranges::sort(costs);
    costs.erase(std::unique(costs.begin(), costs.end()), costs.end());
    std::vector<std::int64_t> some;
    for (std::size_t i = 0; i < std::min(kMost, costs.size()); ++i)
        some.push_back(costs[i * costs.size() / std::min(kMost, costs.size())]);
    return some;
}

std::vector<Closing> Closings::open() const
{
    std::vector<Closing> found;
    for (std::uint32_t program = 0; program < of_.size(); ++program) {
        std::vector<std::uint32_t> groups;
        for (const auto& one : of_[program])
            if (is_open(one.family, one.option)) groups.push_back(kind_of(one).group);
        std::ranges::sort(groups);
        groups.erase(std::unique(groups.begin(), groups.end()), groups.end());
        for (std::size_t i = 0; i + 1 < groups.size(); ++i)
            for (std::uint32_t row = 0; row <= round_.programs[program].rows; ++row)
                for (const auto cost : costs_worth_closing({program, groups[i], row, 0}))
                    found.push_back({program, groups[i], row, cost});
    }
    return found;
}

void Closings::take(const Closing& closing)
{
    BestWorth bests(round_, sums_);
    BundleSearch search(round_);
    for (const auto& one : of_[closing.program]) {
        if (!is_open(one.family, one.option) || !closes(round_, closing, option_of(one))) continue;
        closed_[round_.families[one.family].first_option + one.option] = true;
        most_ -= best_[one.family];
        best_[one.family] = best(one.family, bests, search);
        most_ += best_[one.family];
    }
}

} // namespace matching
