#include "matching/prices.hpp"
#include "matching/smooth.hpp"
#include <algorithm>
#include <cmath>

namespace matching {

namespace {

constexpr std::size_t kRun = 16; // neighbours that a sample takes together: they lie close in memory
constexpr double kUnit = 1 << kPriceBits;
constexpr double kMostWorth = static_cast<double>(kMostReduced);

// What a pass reads of an option, packed, in units of value and fen: a search may be rough, since every price
// is valid and what is claimed is worked out in whole numbers elsewhere.
struct Quick {
    std::uint32_t kind;
    float value, cost, award; // award 0: its need is not in fen, floors do not count it
};
static_assert(sizeof(Quick) == 16);

class Search {
public:
    Search(const Stage& stage, const Progress& progress);
    // One look at every n-th run of families, one step of every price. The bound, if it is about all of them.
    double pass(std::size_t every, std::size_t first, double damping);
    Prices rounded() const { return dials_.rounded(); }
    std::size_t size() const { return stage_.families.size(); }

private:
    struct Worker {
        explicit Worker(const Round& round) : search(round) {}
        BundleSearch search;
        std::vector<std::int64_t> worth; // by option; of those that are near only
        std::vector<std::uint32_t> near; // options
        std::vector<double> reach;       // of those near
        std::vector<Demand> demands;
        Wide best = 0;
        std::size_t looked = 0;
    };
    void look_at(Worker&, const RoundFamily&) const;
    void find_near(Worker&, const RoundFamily&) const;
    void count(Worker&, const RoundFamily&, const Quick&, double distance, bool taken) const;
    void count_family(Worker&, const RoundFamily&, double margin, bool any) const;
    void put(Worker&, std::uint32_t dial, double distance, std::int64_t amount, bool taken) const;
    // A household counts with those like it that are expected: in thousandths, if any are.
    std::int64_t weight(const RoundFamily& family) const
    {
        return round_.keeps_back ? 1000 + family.expected : 1;
    }

    const Stage& stage_;
    const Round& round_;
    const Progress& progress_;
    Dials dials_;
    std::vector<Quick> quick_; // by option
};

Search::Search(const Stage& stage, const Progress& progress)
    : stage_(stage), round_(stage.round), progress_(progress), dials_(stage)
{
    quick_.reserve(round_.options.size());
    for (const auto& family : round_.families) {
        const auto needs = round_.needs_of(family);
        for (const auto& option : round_.options_of(family))
            quick_.push_back({option.kind, static_cast<float>(option.value), static_cast<float>(option.cost),
                              needs[option.need].in_fen ? static_cast<float>(option.award) : 0});
    }
}

// Weighted; cut.
std::int64_t amount_of(float amount, std::int64_t weight)
{
    constexpr auto kMost = static_cast<float>(std::int64_t{1} << 62);
    return amount >= kMost ? kMostDemand : product_cut(static_cast<std::int64_t>(amount), weight);
}

void Search::put(Worker& worker, std::uint32_t dial, double distance, std::int64_t amount, bool taken) const
{
    auto& demand = worker.demands[dial];
    if (taken) add_up(demand.taken, amount);
    const auto bin = distance * dials_.bins_a_unit(dial);
    if (bin < kBins) add_up((taken ? demand.leave : demand.come)[static_cast<std::size_t>(bin)], amount);
}

void Search::count(Worker& worker, const RoundFamily& family, const Quick& option, double distance,
                   bool taken) const
{
    const auto weighs = weight(family);
    for (const auto dial : dials_.places_of(option.kind)) put(worker, dial, distance, weighs, taken);
    const auto put_amount = [&](std::uint32_t dial, float amount) {
        put(worker, dial, distance / static_cast<double>(amount), amount_of(amount, weighs), taken);
    };
    if (option.cost > 0)
        for (const auto dial : dials_.money_of(option.kind)) put_amount(dial, option.cost);
    if (option.award > 0)
        for (const auto floor : round_.floor_sets[family.floor_set])
            if (round_.floors[floor].measure == FloorMeasure::covered_fen)
                put_amount(dials_.of_floor(floor), option.award);
}

void Search::count_family(Worker& worker, const RoundFamily& family, double margin, bool any) const
{
    for (const auto floor : round_.floor_sets[family.floor_set])
        if (round_.floors[floor].measure == FloorMeasure::families)
            put(worker, dials_.of_floor(floor), std::abs(margin), weight(family), any);
}

// Most options are far from being taken: they are passed over at once.
void Search::find_near(Worker& worker, const RoundFamily& family) const
{
    const auto& floors = dials_.of_floors(family.floor_set);
    const auto* quick = quick_.data() + family.first_option;
    worker.worth.resize(std::max<std::size_t>(worker.worth.size(), family.options));
    worker.near.clear();
    worker.reach.clear();
    for (std::uint32_t i = 0; i < family.options; ++i, ++quick) {
        const auto& tariff = dials_.of_kind(quick->kind);
        const double cost = quick->cost, award = quick->award;
        const auto worth = quick->value - tariff.place - tariff.fen * cost + floors.covered * award;
        const auto reach = tariff.place_window + tariff.fen_window * cost + floors.covered_window * award +
                           floors.family_window;
        if (worth + reach + floors.family <= 0) continue;
        worker.worth[i] = static_cast<std::int64_t>(std::clamp(worth * kUnit, -kMostWorth, kMostWorth));
        worker.near.push_back(i);
        worker.reach.push_back(reach);
    }
}

void Search::look_at(Worker& worker, const RoundFamily& family) const
{
    find_near(worker, family);
    const auto& near = worker.near;
    if (near.empty()) return; // nothing is taken, nor would be at any price near these
    const auto worth = std::span<const std::int64_t>(worker.worth).first(family.options);
    std::array<std::uint32_t, kMostAwards> kept{};
    const auto best = worker.search.best(family, worth, near);
    std::ranges::copy(best, kept.begin());
    auto bundle = std::span<const std::uint32_t>(kept).first(best.size());
    const bool in_floors = family.floor_set != 0;
    auto sum = static_cast<std::int64_t>(dials_.of_floors(family.floor_set).family * kUnit);
    if (bundle.empty() && in_floors) {
        const auto alone = *std::ranges::max_element(near, {}, [&](std::uint32_t i) { return worth[i]; });
        if (worth[alone] + sum > 0)
            bundle = std::span(kept).first(1), kept[0] = alone;
        else
            sum += worth[alone];
    }
    for (const auto taken : bundle) sum += worth[taken];
    if (!bundle.empty()) worker.best += Wide{sum} * weight(family);
    if (in_floors) count_family(worker, family, static_cast<double>(sum) / kUnit, !bundle.empty());
    const auto margins = worker.search.margins(family, worth, bundle, near);
    for (std::size_t at = 0; at < near.size(); ++at) {
        const bool taken = std::ranges::find(bundle, near[at]) != bundle.end();
        const auto margin = static_cast<double>(margins[at]) / kUnit;
        if (taken || -margin < worker.reach[at])
            count(worker, family, quick_[family.first_option + near[at]], std::abs(margin), taken);
    }
}

double Search::pass(std::size_t every, std::size_t first, double damping)
{
    dials_.set_tariffs();
    std::vector<Worker> workers(progress_.workers, Worker(round_));
    const auto count = (size() + every - 1) / every;
    progress_.share_out(count, [&](std::size_t number) {
        workers[number].demands.resize(dials_.size());
        return [&, &worker = workers[number]](std::size_t i) {
            const auto at = (i / kRun * every + first) * kRun + i % kRun;
            if (at >= size()) return;
            look_at(worker, round_.families[stage_.families[at]]);
            ++worker.looked;
        };
    });
    auto& all = workers[0];
    for (std::size_t i = 1; i < workers.size(); ++i) {
        all.best += workers[i].best;
        all.looked += workers[i].looked;
        for (std::size_t at = 0; at < dials_.size(); ++at) all.demands[at].add(workers[i].demands[at]);
    }
    const auto share =
        static_cast<double>(all.looked) * (round_.keeps_back ? 1000 : 1) / static_cast<double>(size());
    return static_cast<double>(all.best) / kUnit + dials_.turn(all.demands, share, damping);
}

// Passes over every n-th family: how many, and the damping of their steps.
struct Plan {
    std::size_t every, passes;
    double damping, last_damping;
};

std::optional<Prices> smooth_prices(const Stage& stage, const Prices& prices, const Progress& progress,
                                    Span span)
{
    Dials dials(stage);
    dials.set_prices(prices);
    if (!smooth(stage, dials, progress, span)) return {};
    return dials.rounded();
}

} // namespace

std::optional<Prices> find_prices(const Stage& stage, const Progress& progress, Span span)
{
    Search search(stage, progress);
    if (stage.families.empty()) return search.rounded();
    std::vector<Plan> plans;
    constexpr std::size_t kSmallest = 5'000; // families of a sample; below it passes are cheap
    const auto n = search.size();
    if (n / 64 > kSmallest) plans.push_back({64, 60, 0.3, 0.1});
    if (n / 16 > kSmallest) plans.push_back({16, 50, 0.3, 0.1});
    if (n / 4 > kSmallest) plans.push_back({4, 24, 0.3, 0.1});
    plans.push_back(plans.empty() ? Plan{1, 150, 0.3, 0.03} : Plan{1, 14, 0.2, 0.05});
    const auto middle = is_smoothed(stage) ? (span.from + span.to) / 2 : span.to;
    double weight = 0, done = 0, least = 0;
    for (const auto& plan : plans)
        weight += static_cast<double>(plan.passes) / static_cast<double>(plan.every);
    std::optional<Prices> best;
    for (const auto& plan : plans)
        for (std::size_t i = 0; i < plan.passes; ++i) {
            const auto share = static_cast<double>(i) / static_cast<double>(plan.passes);
            const auto damping = plan.damping * std::pow(plan.last_damping / plan.damping, share);
            auto before = search.rounded();
            const auto bound = search.pass(plan.every, plan.every == 1 ? 0 : i % plan.every, damping);
            if (plan.every == 1 && (!best || bound < least)) {
                best = std::move(before);
                least = bound;
            }
            done += 1.0 / static_cast<double>(plan.every);
            if (!progress.goes_on(span.from + static_cast<int>((middle - span.from) * done / weight)))
                return {};
        }
    if (!is_smoothed(stage)) return best;
    auto smoothed = smooth_prices(stage, *best, progress, {middle, span.to});
    if (!smoothed) return {};
    return bound_of(stage, *smoothed, progress) < bound_of(stage, *best, progress) ? smoothed : best;
}

} // namespace matching
