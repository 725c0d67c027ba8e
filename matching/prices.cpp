#include "matching/prices.hpp"
#include "matching/dial.hpp"
#include <algorithm>
#include <atomic>
#include <cmath>

namespace matching {

namespace {

constexpr std::size_t kChunk = 1024; // families that one worker takes at a time
constexpr double kUnit = 1 << kPriceBits;

// Dials of one kind of option, and the widest of their windows: of a place, and of a fen.
struct KindDials {
    std::vector<std::uint32_t> places, money;
};
struct Window {
    double place = 0, money = 0;
};
// What a first look at an option reads, close together: most are far from being taken.
struct Quick {
    std::uint32_t kind;
    float value, cost;
};
struct Tariff { // less the windows: whoever is not worth it is not near
    float place, fen;
};

class Search {
public:
    Search(const Stage& stage, const Progress& progress);
    // One look at every n-th family, one step of every price. The bound, if it is about all of them.
    double pass(std::size_t every, std::size_t first, double damping);
    Prices rounded() const;
    std::size_t size() const { return stage_.families.size(); }

private:
    struct Worker {
        explicit Worker(const Round& round) : search(round) {}
        BundleSearch search;
        std::vector<std::int64_t> worth;
        std::vector<std::uint32_t> near;
        std::vector<Demand> demands;
        Wide best = 0;
    };
    void look_at(Worker&, const RoundFamily&, const PriceSums&) const;
    void count(Worker&, const RoundFamily&, const RoundOption&, double margin, bool taken) const;
    void count_floors(Worker&, const RoundFamily&, std::int64_t margin, bool any) const;
    // A household counts with those like it that are expected: in thousandths, if any are.
    std::int64_t weight(const RoundFamily& family) const
    {
        return round_.keeps_back ? 1000 + family.expected : 1;
    }

    const Stage& stage_;
    const Round& round_;
    const Progress& progress_;
    std::vector<Dial> dials_;
    std::vector<std::uint32_t> place_dial_, money_dial_,
        floor_dial_; // by capacity and floor; kNone: unlimited
    std::vector<KindDials> kinds_;
    std::vector<Window> windows_; // by kind
    std::vector<Tariff> tariffs_; // by kind
    std::vector<Quick> quick_;    // by option
    double most_floor_price_ = 0;
};

constexpr std::uint32_t kNone = 0xFFFFFFFF;

// What an option is worth on average, and a fen of its cost: the sizes that windows begin with.
std::pair<double, double> usual_sizes(const Round& round)
{
    double values = 1, costs = 1;
    for (const auto& option : round.options) {
        values += option.value;
        costs += static_cast<double>(option.cost);
    }
    return {values / static_cast<double>(round.options.size() + 1), values / costs};
}

Search::Search(const Stage& stage, const Progress& progress)
    : stage_(stage), round_(stage.round), progress_(progress)
{
    const auto [a_place, a_fen] = usual_sizes(round_);
    const auto dial = [&](std::int64_t limit, double window) {
        if (limit == kUnlimited) return kNone;
        dials_.push_back({static_cast<double>(limit), 0, window, 0});
        return static_cast<std::uint32_t>(dials_.size() - 1);
    };
    for (const auto& left : stage.left) {
        place_dial_.push_back(dial(left.places, a_place));
        money_dial_.push_back(dial(left.fen, a_fen));
    }
    for (std::size_t i = 0; i < stage.asks.size(); ++i)
        floor_dial_.push_back(
            dial(stage.asks[i], round_.floors[i].measure == FloorMeasure::families ? a_place : a_fen));
    for (const auto& kind : round_.kinds) {
        KindDials one;
        for (const auto at : kind.capacities) {
            if (place_dial_[at] != kNone) one.places.push_back(place_dial_[at]);
            if (money_dial_[at] != kNone) one.money.push_back(money_dial_[at]);
        }
        kinds_.push_back(std::move(one));
    }
    std::int64_t most = 1;
    quick_.reserve(round_.options.size());
    for (const auto& option : round_.options) {
        most = std::max(most, option.award);
        quick_.push_back({option.kind, static_cast<float>(option.value), static_cast<float>(option.cost)});
    }
    most_floor_price_ = std::ldexp(1.0, 50 - kPriceBits) / static_cast<double>(most);
}

Prices Search::rounded() const
{
    constexpr double kMost = static_cast<double>(std::int64_t{1} << 56);
    const auto price_of = [&](std::uint32_t dial) {
        if (dial == kNone) return std::int64_t{0};
        return static_cast<std::int64_t>(std::min(kMost, std::round(dials_[dial].price * kUnit)));
    };
    Prices prices;
    for (const auto dial : place_dial_) prices.place.push_back(price_of(dial));
    for (const auto dial : money_dial_) prices.fen.push_back(price_of(dial));
    for (const auto dial : floor_dial_) prices.floor.push_back(price_of(dial));
    return prices;
}

void Search::count(Worker& worker, const RoundFamily& family, const RoundOption& option, double margin,
                   bool taken) const
{
    const auto& kind = kinds_[option.kind];
    const auto put = [&, weight = weight(family)](std::uint32_t at, double distance,
                                                  std::int64_t unweighted) {
        const auto amount = Wide{unweighted} * weight;
        auto& demand = worker.demands[at];
        if (taken) demand.taken += amount;
        const auto bin = distance * kBins / (dials_[at].window * kUnit);
        if (bin < kBins) (taken ? demand.leave : demand.come)[static_cast<std::size_t>(bin)] += amount;
    };
    const auto distance = std::abs(margin);
    for (const auto at : kind.places) put(at, distance, 1);
    if (option.cost > 0)
        for (const auto at : kind.money) put(at, distance / static_cast<double>(option.cost), option.cost);
    if (!round_.needs_of(family)[option.need].in_fen) return;
    for (const auto floor : round_.floor_sets[family.floor_set])
        if (round_.floors[floor].measure == FloorMeasure::covered_fen)
            put(floor_dial_[floor], distance / static_cast<double>(option.award), option.award);
}

void Search::count_floors(Worker& worker, const RoundFamily& family, std::int64_t margin, bool any) const
{
    for (const auto floor : round_.floor_sets[family.floor_set]) {
        if (round_.floors[floor].measure != FloorMeasure::families) continue;
        const auto at = floor_dial_[floor];
        auto& demand = worker.demands[at];
        if (any) demand.taken += weight(family);
        const auto bin = static_cast<double>(std::abs(margin)) * kBins / (dials_[at].window * kUnit);
        if (bin < kBins) (any ? demand.leave : demand.come)[static_cast<std::size_t>(bin)] += weight(family);
    }
}

void Search::look_at(Worker& worker, const RoundFamily& family, const PriceSums& sums) const
{
    const auto options = round_.options_of(family);
    const auto needs = round_.needs_of(family);
    const bool in_floors = family.floor_set != 0;
    auto& worth = worker.worth;
    auto& near = worker.near;
    worth.resize(options.size());
    near.clear();
    for (std::uint32_t i = 0; i < options.size(); ++i) {
        const auto& quick = quick_[family.first_option + i];
        const auto& tariff = tariffs_[quick.kind];
        if (in_floors || quick.value - tariff.place - tariff.fen * quick.cost > 0) near.push_back(i);
    }
    if (near.empty()) return; // nothing is taken, nor would be at any price near these
    for (const auto i : near)
        worth[i] = reduced(sums, family, !in_floors || needs[options[i].need].in_fen, options[i]);
    std::array<std::uint32_t, kMostAwards> kept{};
    const auto best = worker.search.best(family, worth, near);
    std::ranges::copy(best, kept.begin());
    auto bundle = std::span<const std::uint32_t>(kept).first(best.size());
    auto sum = sums.family[family.floor_set];
    if (bundle.empty() && in_floors) {
        const auto alone = static_cast<std::uint32_t>(std::ranges::max_element(worth) - worth.begin());
        if (worth[alone] + sum > 0)
            bundle = std::span(kept).first(1), kept[0] = alone;
        else
            sum += worth[alone];
    }
    for (const auto taken : bundle) sum += worth[taken];
    if (!bundle.empty()) worker.best += Wide{sum} * weight(family);
    if (in_floors) count_floors(worker, family, sum, !bundle.empty());
    const auto margins = worker.search.margins(family, worth, bundle, near);
    for (std::size_t at = 0; at < near.size(); ++at) {
        const auto i = near[at];
        const bool taken = std::ranges::find(bundle, i) != bundle.end();
        const auto& window = windows_[options[i].kind];
        const auto reach = window.place + window.money * static_cast<double>(options[i].cost);
        if (!taken && !in_floors && static_cast<double>(margins[at]) < -reach) continue;
        count(worker, family, options[i], static_cast<double>(margins[at]), taken);
    }
}

double Search::pass(std::size_t every, std::size_t first, double damping)
{
    const auto prices = rounded();
    const auto sums = sums_of(round_, prices);
    windows_.assign(kinds_.size(), {});
    for (std::size_t i = 0; i < kinds_.size(); ++i) {
        for (const auto at : kinds_[i].places)
            windows_[i].place = std::max(windows_[i].place, dials_[at].window * kUnit);
        for (const auto at : kinds_[i].money)
            windows_[i].money = std::max(windows_[i].money, dials_[at].window * kUnit);
    }
    tariffs_.resize(kinds_.size());
    for (std::size_t i = 0; i < kinds_.size(); ++i)
        tariffs_[i] = {static_cast<float>((static_cast<double>(sums.place[i]) - windows_[i].place) / kUnit),
                       static_cast<float>((static_cast<double>(sums.fen[i]) - windows_[i].money) / kUnit)};
    std::vector<Worker> workers(progress_.workers, Worker(round_));
    const auto count = (stage_.families.size() - first + every - 1) / every;
    std::atomic<std::size_t> next = 0;
    progress_.share([&](std::size_t number) {
        auto& worker = workers[number];
        worker.demands.resize(dials_.size());
        for (auto from = next++ * kChunk; from < count; from = next++ * kChunk)
            for (auto i = from; i < std::min(from + kChunk, count); ++i)
                look_at(worker, round_.families[stage_.families[first + i * every]], sums);
    });
    for (std::size_t i = 1; i < workers.size(); ++i) {
        workers[0].best += workers[i].best;
        for (std::size_t at = 0; at < dials_.size(); ++at) workers[0].demands[at].add(workers[i].demands[at]);
    }
    const auto share = static_cast<double>(count) * (round_.keeps_back ? 1000 : 1) /
                       static_cast<double>(stage_.families.size());
    const auto floors_from = dials_.size() - floor_dial_.size();
    auto bound = static_cast<double>(workers[0].best) / kUnit;
    for (std::size_t at = 0; at < dials_.size(); ++at) {
        const bool is_floor = at >= floors_from;
        bound += (is_floor ? -1 : 1) * dials_[at].price * dials_[at].limit * share;
        step(dials_[at], workers[0].demands[at], share, damping, is_floor ? most_floor_price_ : 0);
    }
    return bound;
}

// Passes over every n-th family: how many, and the damping of their steps.
struct Plan {
    std::size_t every, passes;
    double damping, last_damping;
};

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
            if (!progress.goes_on(span.from + static_cast<int>((span.to - span.from) * done / weight)))
                return {};
        }
    return best;
}

} // namespace matching
