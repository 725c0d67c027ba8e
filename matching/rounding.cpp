#include "matching/rounding.hpp"
#include "matching/auction.hpp"
#include <algorithm>
#include <atomic>

namespace matching {

namespace {

constexpr std::size_t kChunk = 1024; // families that one worker takes at a time

struct Bid {
    Marginal option;
    bool taken = false; // in the best bundle of its family
};

// Every option that is taken at these prices, or nearly.
std::vector<Bid> bids(const Stage& stage, const PriceSums& sums, const Progress& progress)
{
    const auto& round = stage.round;
    std::vector<std::vector<Bid>> parts(progress.workers);
    std::atomic<std::size_t> next = 0;
    progress.share([&](std::size_t worker) {
        BundleSearch search(round);
        std::vector<std::int64_t> worth;
        const auto look_at = [&](std::uint32_t number) {
            const auto& family = round.families[number];
            const auto options = round.options_of(family);
            worth.clear();
            for (const auto& option : options)
                worth.push_back(reduced(sums, family, round.needs_of(family)[option.need].in_fen, option));
            const auto best = search.best(family, worth);
            const std::vector<std::uint32_t> bundle(best.begin(), best.end());
            for (std::uint32_t i = 0; i < options.size(); ++i) {
                const auto& option = options[i];
                const bool taken = std::ranges::find(bundle, i) != bundle.end();
                const auto price = Wide{sums.place[option.kind]} + Wide{sums.fen[option.kind]} * option.cost;
                if (!taken && worth[i] < -price / 4) continue;
                const auto margin = search.margin(family, worth, bundle, i);
                if (taken || -margin < price / 4) parts[worker].push_back({{margin, number, i}, taken});
            }
        };
        for (auto from = next++ * kChunk; from < stage.families.size(); from = next++ * kChunk)
            for (auto i = from; i < std::min(from + kChunk, stage.families.size()); ++i)
                look_at(stage.families[i]);
    });
    for (std::size_t i = 1; i < parts.size(); ++i)
        parts[0].insert(parts[0].end(), parts[i].begin(), parts[i].end());
    return std::move(parts[0]);
}

// The greatest margin first; ties by the lottery.
auto before(const Round& round)
{
    return [&round](const Marginal& a, const Marginal& b) {
        if (a.margin != b.margin) return a.margin > b.margin;
        const auto& one = round.families[a.family];
        const auto& other = round.families[b.family];
        return std::tuple{one.key, one.id, a.option} < std::tuple{other.key, other.id, b.option};
    };
}

Margins by_program(const Round& round, const std::vector<Bid>& found)
{
    Margins margins;
    margins.first.resize(round.programs.size() + 1);
    const auto program_of = [&](const Marginal& one) {
        return round.kinds[round.options[round.families[one.family].first_option + one.option].kind].program;
    };
    for (const auto& bid : found) ++margins.first[program_of(bid.option) + 1];
    for (std::size_t i = 1; i < margins.first.size(); ++i) margins.first[i] += margins.first[i - 1];
    margins.all.resize(found.size());
    auto at = margins.first;
    for (const auto& bid : found) margins.all[at[program_of(bid.option)]++] = bid.option;
    for (std::size_t i = 0; i < round.programs.size(); ++i)
        std::sort(margins.all.begin() + static_cast<std::ptrdiff_t>(margins.first[i]),
                  margins.all.begin() + static_cast<std::ptrdiff_t>(margins.first[i + 1]), before(round));
    return margins;
}

} // namespace

bool fill(const Stage& stage, const PriceSums& sums, Draft& draft)
{
    const auto& round = stage.round;
    std::vector<Marginal> open;
    for (const auto number : stage.families) {
        const auto& family = round.families[number];
        const auto options = round.options_of(family);
        if (draft.of(number).size() >= round.most_awards) continue;
        for (std::uint32_t i = 0; i < options.size(); ++i)
            if (draft.can_take(number, i))
                open.push_back(
                    {reduced(sums, family, round.needs_of(family)[options[i].need].in_fen, options[i]),
                     number, i});
    }
    std::ranges::sort(open, before(round));
    for (const auto& one : open)
        if (draft.can_take(one.family, one.option)) draft.give(one.family, one.option);
    return !open.empty();
}

// What cannot be reached is not claimed.
static void lower_floors(Stage& stage, const Draft& draft)
{
    const auto& round = stage.round;
    std::vector<std::int64_t> reached(stage.asks.size());
    for (const auto number : stage.families) {
        const auto& family = round.families[number];
        for (const auto floor : round.floor_sets[family.floor_set]) {
            if (round.floors[floor].measure == FloorMeasure::families) {
                reached[floor] += draft.of(number).empty() ? 0 : 1;
                continue;
            }
            for (const auto option : draft.of(number))
                if (const auto& given = draft.option_of(number, option);
                    round.needs_of(family)[given.need].in_fen)
                    reached[floor] += given.award;
        }
    }
    for (std::size_t i = 0; i < reached.size(); ++i) stage.asks[i] = std::min(stage.asks[i], reached[i]);
}

bool round_off(Stage& stage, const Prices& prices, Draft& draft, const Progress& progress, Span span)
{
    const auto raised = auction(stage, prices, draft, progress, span);
    if (!raised) return false;
    const auto sums = sums_of(stage.round, *raised);
    auto found = bids(stage, sums, progress);
    const auto margins = by_program(stage.round, found);
    if (!progress.goes_on((span.from + span.to) / 2)) return false;
    fill(stage, sums, draft);
    if (!exchange(stage, *raised, sums, margins, draft, progress, {(span.from + span.to) / 2, span.to}))
        return false;
    fill(stage, sums, draft);
    keep_groups_in_order(stage, sums, draft);
    lower_floors(stage, draft);
    return true;
}

} // namespace matching
