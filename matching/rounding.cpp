#include "matching/rounding.hpp"
#include "matching/auction.hpp"
#include "matching/floors.hpp"
#include "matching/reseat.hpp"
#include "matching/search_all.hpp"
#include <algorithm>
#include <numeric>

namespace matching {

namespace {

// Finds every option of a household that is taken at these prices, or nearly; and what it brings at most.
class Bidding {
public:
    Bidding(const Round& round, const PriceSums& sums) : round_(round), sums_(sums), search_(round) {}

    void add(std::uint32_t number, std::vector<Marginal>& found, std::int64_t& most)
    {
        const auto& family = round_.families[number];
        const auto options = round_.options_of(family);
        worth_.clear();
        for (const auto& option : options) worth_.push_back(reduced(round_, sums_, family, option));
        const auto best = search_.best(family, worth_);
        const std::vector<std::uint32_t> bundle(best.begin(), best.end());
        most = bundle.empty() ? 0 : sums_.family[family.floor_set];
        for (const auto option : bundle) most += worth_[option];
        all_.resize(options.size());
        std::iota(all_.begin(), all_.end(), 0U);
        const auto margins = search_.margins(family, worth_, bundle, all_);
        for (std::uint32_t i = 0; i < options.size(); ++i) {
            const auto& option = options[i];
            const bool taken = std::ranges::find(bundle, i) != bundle.end();
            const auto near =
                (Wide{sums_.place[option.kind]} + Wide{sums_.fen[option.kind]} * option.cost) / 4;
            if (taken || (worth_[i] >= -near && -Wide{margins[i]} < near))
                found.push_back({margins[i], number, i, option.kind, option.cost});
        }
    }

private:
    const Round& round_;
    const PriceSums& sums_;
    BundleSearch search_;
    std::vector<std::int64_t> worth_;
    std::vector<std::uint32_t> all_;
};

std::vector<Marginal> bids(const Stage& stage, const PriceSums& sums, std::vector<std::int64_t>& most,
                           const Progress& progress)
{
    std::vector<std::vector<Marginal>> parts(progress.workers);
    progress.share_out(stage.families.size(), [&](std::size_t worker) {
        return [&, bidding = Bidding(stage.round, sums), &part = parts[worker]](std::size_t i) mutable {
            bidding.add(stage.families[i], part, most[stage.families[i]]);
        };
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

Margins by_program(const Round& round, const std::vector<Marginal>& found)
{
    Margins margins;
    margins.first.resize(round.programs.size() + 1);
    const auto program_of = [&](const Marginal& one) { return round.kinds[one.kind].program; };
    for (const auto& one : found) ++margins.first[program_of(one) + 1];
    for (std::size_t i = 1; i < margins.first.size(); ++i) margins.first[i] += margins.first[i - 1];
    margins.all.resize(found.size());
    auto at = margins.first;
    for (const auto& one : found) margins.all[at[program_of(one)]++] = one;
    for (std::size_t i = 0; i < round.programs.size(); ++i)
        std::sort(margins.all.begin() + static_cast<std::ptrdiff_t>(margins.first[i]),
                  margins.all.begin() + static_cast<std::ptrdiff_t>(margins.first[i + 1]), before(round));
    return margins;
}

} // namespace

// By kind: the most that one option may cost for which there is room now; −1: there is none.
static std::vector<std::int64_t> room_by_kind(const Draft& draft)
{
    std::vector<std::int64_t> room;
    for (const auto& kind : draft.round().kinds) {
        auto most = kUnlimited;
        for (const auto at : kind.capacities) {
            const auto& left = draft.left()[at];
            most = std::min(most, left.places < 1 ? -1 : left.fen);
        }
        room.push_back(most);
    }
    return room;
}

bool fill(const Stage& stage, const PriceSums& sums, Draft& draft)
{
    const auto& round = stage.round;
    const auto room = room_by_kind(draft);
    std::vector<Marginal> open;
    for (const auto number : stage.families) {
        const auto& family = round.families[number];
        const auto options = round.options_of(family);
        if (draft.of(number).size() >= round.most_awards) continue;
        for (std::uint32_t i = 0; i < options.size(); ++i)
            if (options[i].cost <= room[options[i].kind] && draft.can_take(number, i))
                open.push_back(
                    {reduced(round, sums, family, options[i]), number, i, options[i].kind, options[i].cost});
    }
    std::ranges::sort(open, before(round));
    for (const auto& one : open)
        if (draft.can_take(one.family, one.option)) draft.give(one.family, one.option);
    return !open.empty();
}

// What cannot be reached is not claimed.
static void lower_floors(Stage& stage, const Draft& draft)
{
    const auto now = reached(stage, draft);
    for (std::size_t i = 0; i < now.size(); ++i) stage.asks[i] = std::min(stage.asks[i], now[i]);
}

std::int64_t value_of(const Stage& stage, const Draft& draft)
{
    std::int64_t value = 0;
    for (const auto family : stage.families) value += draft.value_of(family);
    return value;
}

bool round_off(Stage& stage, const Prices& prices, Draft& draft, const Progress& progress, Span span)
{
    const auto at = [&](int percent) { return span.from + (span.to - span.from) * percent / 100; };
    const auto raised = auction(stage, prices, draft, progress, {at(0), at(30)});
    if (!raised) return false;
    fill(stage, sums_of(stage.round, *raised), draft);
    const auto sums = sums_of(stage.round, prices);
    std::vector<std::int64_t> best(stage.round.families.size());
    auto margins = by_program(stage.round, bids(stage, sums, best, progress));
    margins.best = std::move(best);
    if (!progress.goes_on(at(30))) return false;
    if (!exchange(stage, prices, sums, margins, draft, progress, {at(30), at(60)})) return false;
    fill(stage, sums, draft);
    if (is_smoothed(stage)) {
        if (!reseat(stage, sums, margins, draft, progress, {at(60), at(100)})) return false;
        fill(stage, sums, draft);
    }
    constexpr std::size_t kSmall = 60, kSteps = 400'000;
    if (stage.families.size() <= kSmall) search_all(stage, prices, sums, draft, kSteps);
    hold_floors(stage, sums, draft);
    fill(stage, sums, draft);
    keep_groups_in_order(stage, sums, draft);
    lower_floors(stage, draft);
    return true;
}

} // namespace matching
