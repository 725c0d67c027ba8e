#include "matching/smooth.hpp"
#include "matching/near_bundles.hpp"
#include <algorithm>
#include <cmath>

namespace matching {

namespace {

constexpr double kUnit = 1 << kPriceBits;
constexpr double kParts = 1 << 20; // of a usual amount: sums are whole numbers of them
constexpr double kMostRegret = static_cast<double>(kMostReduced);
constexpr double kMomentum = 0.8;
constexpr double kCare = 2; // by which steps are shorter than each price alone would allow
constexpr double kLeastShare = 1e-6;
constexpr std::size_t kMostBundles = 400; // of one family

// An option of a family that stands in one of its near bundles.
struct NearOption {
    std::uint32_t kind;
    float value, cost, award; // award 0: floors do not count it
};
struct NearFamily {
    std::uint32_t family, first_option, options, first_bundle, bundles;
};
// Bundles of all families, one after the other: how many options, then which of the family's near ones.
struct Columns {
    std::vector<NearFamily> families;
    std::vector<NearOption> options;
    std::vector<std::uint32_t> starts, members; // by bundle: where its members begin; one more at the end
};

// The bundles of families that are near at these prices.
class Collecting {
public:
    Collecting(const Round& round, const PriceSums& sums) : round_(round), near_(round, sums) {}

    void add(std::uint32_t number, std::int64_t regret, Columns& columns)
    {
        const auto& whose = round_.families[number];
        const auto needs = round_.needs_of(whose);
        NearFamily family{number, size(columns.options), 0, size(columns.starts), 0};
        used_.clear();
        for (const auto& bundle : near_.of(whose, regret, kMostBundles)) {
            columns.starts.push_back(size(columns.members));
            ++family.bundles;
            for (const auto option : bundle.options) {
                auto at = std::ranges::find(used_, option);
                if (at == used_.end()) at = used_.insert(at, option);
                columns.members.push_back(static_cast<std::uint32_t>(at - used_.begin()));
            }
        }
        if (used_.empty()) {
            columns.starts.resize(family.first_bundle);
            return;
        }
        for (const auto i : used_) {
            const auto& option = round_.options[whose.first_option + i];
            columns.options.push_back({option.kind, static_cast<float>(option.value),
                                       static_cast<float>(option.cost),
                                       needs[option.need].in_fen ? static_cast<float>(option.award) : 0});
        }
        family.options = size(used_);
        columns.families.push_back(family);
    }

private:
    static std::uint32_t size(const auto& list) { return static_cast<std::uint32_t>(list.size()); }

    const Round& round_;
    NearBundles near_;
    std::vector<std::uint32_t> used_;
};

// What is taken of one limited thing, and how fast that changes with its price: in parts.
struct Taken {
    std::int64_t sum = 0, slope = 0;
};

class Smoothing {
public:
    Smoothing(const Stage& stage, Dials& dials, const Progress& progress)
        : stage_(stage),
          round_(stage.round),
          dials_(dials),
          progress_(progress),
          last_(dials.size()),
          usual_(dials.size(), 1)
    {
        std::vector<double> count(dials.size(), 1);
        const auto add = [&](std::uint32_t dial, std::int64_t amount) {
            usual_[dial] += static_cast<double>(amount);
            ++count[dial];
        };
        for (const auto& family : round_.families)
            for (const auto& option : round_.options_of(family)) {
                value_ += option.value;
                for (const auto dial : dials_.money_of(option.kind)) add(dial, option.cost);
                for (const auto floor : round_.floor_sets[family.floor_set])
                    if (round_.floors[floor].measure == FloorMeasure::covered_fen)
                        add(dials_.of_floor(floor), option.award);
            }
        value_ /= static_cast<double>(round_.options.size() + 1);
        for (std::size_t i = 0; i < count.size(); ++i) usual_[i] /= count[i];
    }

    double usual_value() const { return value_; }

    // At the prices as they are; until it is called again no price goes further from them than is known.
    void find_columns(double regret)
    {
        center_.clear();
        for (const auto& dial : dials_.all()) center_.push_back(dial.price);
        reach_ = regret / 2;
        last_.assign(last_.size(), 0);
        const auto sums = sums_of(round_, dials_.rounded());
        const auto most = static_cast<std::int64_t>(std::min(regret * kUnit, kMostRegret));
        const auto count = stage_.families.size();
        columns_.clear();
        columns_.resize((count + kChunk - 1) / kChunk);
        progress_.share_out(columns_.size(), [&](std::size_t) {
            return [&, collecting = Collecting(round_, sums)](std::size_t chunk) mutable {
                auto& columns = columns_[chunk];
                for (auto i = chunk * kChunk; i < std::min(count, (chunk + 1) * kChunk); ++i)
                    collecting.add(stage_.families[i], most, columns);
                columns.starts.push_back(static_cast<std::uint32_t>(columns.members.size()));
            };
        });
    }

    // One step of every price, by the slope a little further on in the direction of the last one.
    void turn(double spread)
    {
        auto& dials = dials_.all();
        std::vector<double> before;
        for (std::size_t i = 0; i < dials.size(); ++i) {
            before.push_back(dials[i].price);
            dials[i].price = std::max(0.0, dials[i].price + kMomentum * last_[i]);
        }
        dials_.set_tariffs();
        const auto taken = look(spread);
        for (std::size_t i = 0; i < dials.size(); ++i) {
            auto& dial = dials[i];
            const auto unit = (round_.keeps_back ? 1e-3 : 1) * usual_[i] / kParts;
            const auto left = dial.limit - static_cast<double>(taken[i].sum) * unit;
            const auto steep = static_cast<double>(taken[i].slope) * unit * usual_[i] / spread;
            const auto most = spread / usual_[i];
            const auto down = dials_.is_floor(i) ? -left : left;
            const auto by =
                steep > 0 ? std::clamp(down / (steep * kCare), -most, most) : (down > 0 ? most : -most);
            const auto reach = reach_ / usual_[i];
            dial.price = std::clamp(dial.price - by, std::max(0.0, center_[i] - reach),
                                    std::min(center_[i] + reach, dials_.most_price(i)));
            const auto step = dial.price - before[i];
            last_[i] = step * by > 0 ? 0 : step; // against the slope nothing is carried on
        }
    }

private:
    static constexpr std::size_t kChunk = 32;
    struct Worker {
        std::vector<Taken> taken; // by dial
        std::vector<float> worth, brings;
        std::vector<double> shares;
    };
    // In thousandths, if any are expected.
    std::int64_t weight(const RoundFamily& family) const
    {
        return round_.keeps_back ? 1000 + family.expected : 1;
    }

    std::vector<Taken> look(double spread) const
    {
        std::vector<Worker> workers(progress_.workers);
        progress_.share_out(columns_.size(), [&](std::size_t number) {
            auto& worker = workers[number];
            worker.taken.resize(dials_.size());
            return [&](std::size_t chunk) {
                for (const auto& family : columns_[chunk].families)
                    look_at(worker, columns_[chunk], family, spread);
            };
        });
        auto& all = workers[0].taken;
        for (std::size_t i = 1; i < workers.size(); ++i)
            for (std::size_t at = 0; at < workers[i].taken.size(); ++at) {
                add_up(all[at].sum, workers[i].taken[at].sum);
                add_up(all[at].slope, workers[i].taken[at].slope);
            }
        return std::move(all);
    }

    void look_at(Worker& worker, const Columns& columns, const NearFamily& one, double spread) const
    {
        const auto& family = round_.families[one.family];
        const auto options = std::span(columns.options).subspan(one.first_option, one.options);
        const auto any = share_out(worker, columns, one, spread);
        const auto put = [&, weighs = weight(family)](std::uint32_t dial, double share, double amount) {
            const auto size = amount / usual_[dial];
            add_up(worker.taken[dial].sum, whole(share * size, weighs));
            add_up(worker.taken[dial].slope, whole(share * (1 - share) * size * size, weighs));
        };
        const auto& floors = round_.floor_sets[family.floor_set];
        for (std::size_t i = 0; i < options.size(); ++i) {
            const auto share = std::min(1.0, worker.shares[i]);
            if (share < kLeastShare) continue;
            for (const auto dial : dials_.places_of(options[i].kind)) put(dial, share, 1);
            for (const auto dial : dials_.money_of(options[i].kind)) put(dial, share, options[i].cost);
            for (const auto floor : floors)
                if (round_.floors[floor].measure == FloorMeasure::covered_fen)
                    put(dials_.of_floor(floor), share, options[i].award);
        }
        for (const auto floor : floors)
            if (round_.floors[floor].measure == FloorMeasure::families)
                put(dials_.of_floor(floor), std::min(1.0, any), 1);
    }

    // Sets the share of each option that is taken. How much is taken of anything at all?
    double share_out(Worker& worker, const Columns& columns, const NearFamily& one, double spread) const
    {
        const auto& floors = dials_.of_floors(round_.families[one.family].floor_set);
        const auto options = std::span(columns.options).subspan(one.first_option, one.options);
        worker.worth.clear();
        for (const auto& option : options) {
            const auto& tariff = dials_.of_kind(option.kind);
            worker.worth.push_back(option.value - tariff.place - tariff.fen * option.cost +
                                   static_cast<float>(floors.covered) * option.award);
        }
        const auto members = [&](std::uint32_t bundle) {
            const auto from = columns.starts[one.first_bundle + bundle];
            return std::span(columns.members)
                .subspan(from, columns.starts[one.first_bundle + bundle + 1] - from);
        };
        worker.brings.clear();
        for (std::uint32_t i = 0; i < one.bundles; ++i) {
            const auto inside = members(i);
            auto sum = inside.empty() ? 0 : static_cast<float>(floors.family);
            for (const auto option : inside) sum += worker.worth[option];
            worker.brings.push_back(sum);
        }
        const auto most = std::ranges::max(worker.brings);
        double all = 0, any = 0;
        for (auto& sum : worker.brings) all += sum = std::exp((sum - most) / static_cast<float>(spread));
        worker.shares.assign(options.size(), 0);
        for (std::uint32_t i = 0; i < one.bundles; ++i) {
            const auto inside = members(i);
            const auto share = static_cast<double>(worker.brings[i]) / all;
            for (const auto option : inside) worker.shares[option] += share;
            if (!inside.empty()) any += share;
        }
        return any;
    }

    // In parts; cut.
    static std::int64_t whole(double amount, std::int64_t weight)
    {
        constexpr double kMost = static_cast<double>(std::int64_t{1} << 62);
        const auto parts = amount * kParts;
        return parts >= kMost ? kMostDemand : product_cut(static_cast<std::int64_t>(parts), weight);
    }

    const Stage& stage_;
    const Round& round_;
    Dials& dials_;
    const Progress& progress_;
    std::vector<double> last_, center_; // by dial: the last step; the price that columns were found at
    std::vector<double> usual_;         // by dial: what an option takes of it on average
    double value_ = 0, reach_ = 0;      // of an option on average; of prices, for a usual amount
    std::vector<Columns> columns_;      // by chunk of families
};

} // namespace

bool smooth(const Stage& stage, Dials& dials, const Progress& progress, Span span)
{
    constexpr int kColumns = 20, kTurns = 20;     // how often columns are found, and turns with each of them
    constexpr double kFirst = 0.1, kLast = 0.001; // the spread, in usual values
    constexpr double kNear = 10;                  // how many times the spread a near bundle may bring less
    Smoothing smoothing(stage, dials, progress);
    for (int i = 0; i < kColumns * kTurns; ++i) {
        const auto done = static_cast<double>(i) / (kColumns * kTurns);
        const auto spread = smoothing.usual_value() * kFirst * std::pow(kLast / kFirst, done);
        if (i % kTurns == 0) smoothing.find_columns(spread * kNear);
        smoothing.turn(spread);
        if (!progress.goes_on(span.from + static_cast<int>((span.to - span.from) * done))) return false;
    }
    return true;
}

} // namespace matching
