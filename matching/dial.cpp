#include "matching/dial.hpp"
#include <algorithm>
#include <cmath>

namespace matching {

namespace {

constexpr double kUnit = 1 << kPriceBits;
constexpr double kMomentum = 0.85; // of the last step that is added: without it ten times as many passes

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

} // namespace

void step(Dial& dial, const Demand& demand, double share, double damping, double most_floor_price)
{
    const bool is_floor = most_floor_price > 0;
    const auto limit = dial.limit * share;
    const auto taken = static_cast<double>(demand.taken);
    const bool raise = is_floor ? taken < limit : taken > limit;
    if (!raise && (dial.price <= 0 || taken == limit)) {
        dial.window = std::max(dial.window / 2, 1e-9);
        return;
    }
    const auto& sums = raise == is_floor ? demand.come : demand.leave;
    auto missing = std::abs(taken - limit);
    const auto width = dial.window / kBins;
    double way = 0;
    bool found = false;
    for (std::size_t i = 0; i < kBins && !found; ++i) {
        const auto here = static_cast<double>(sums[i]);
        found = here >= missing;
        way += found ? width * missing / here : width;
        missing -= here;
    }
    const auto signed_way = raise ? way : -way;
    dial.last = damping * signed_way + kMomentum * dial.last;
    const auto before = dial.price;
    dial.price = std::max(0.0, dial.price + dial.last);
    dial.last = dial.price - before;
    if (is_floor) dial.price = std::min(dial.price, most_floor_price);
    dial.window = found ? std::clamp(way * 4, dial.window / 3, dial.window * 2) : dial.window * 4;
    dial.window = std::max(dial.window, dial.price * 1e-4 + 1e-9);
}

Dials::Dials(const Stage& stage) : round_(stage.round)
{
    const auto [a_place, a_fen] = usual_sizes(round_);
    const auto dial = [&](std::int64_t limit, double window) {
        if (limit == kUnlimited) return kNoDial;
        dials_.push_back({static_cast<double>(limit), 0, window, 0});
        return static_cast<std::uint32_t>(dials_.size() - 1);
    };
    for (const auto& left : stage.left) {
        place_dial_.push_back(dial(left.places, a_place));
        money_dial_.push_back(dial(left.fen, a_fen));
    }
    floors_from_ = dials_.size();
    for (std::size_t i = 0; i < stage.asks.size(); ++i)
        floor_dial_.push_back(
            dial(stage.asks[i], round_.floors[i].measure == FloorMeasure::families ? a_place : a_fen));
    std::int64_t most = 1;
    for (const auto& option : round_.options) most = std::max(most, option.award);
    most_floor_price_ = std::ldexp(1.0, 50 - kPriceBits) / static_cast<double>(most);
    add_kinds();
}

void Dials::add_kinds()
{
    for (const auto& kind : round_.kinds) {
        KindDials one{static_cast<std::uint32_t>(of_kinds_.size()), 0, 0};
        for (const auto at : kind.capacities)
            if (place_dial_[at] != kNoDial) of_kinds_.push_back(place_dial_[at]), ++one.places;
        for (const auto at : kind.capacities)
            if (money_dial_[at] != kNoDial) of_kinds_.push_back(money_dial_[at]), ++one.money;
        kinds_.push_back(one);
    }
}

Prices Dials::rounded() const
{
    constexpr double kMost = static_cast<double>(std::int64_t{1} << 56);
    const auto price_of = [&](std::uint32_t dial) {
        if (dial == kNoDial) return std::int64_t{0};
        return static_cast<std::int64_t>(std::min(kMost, std::round(dials_[dial].price * kUnit)));
    };
    Prices prices;
    for (const auto dial : place_dial_) prices.place.push_back(price_of(dial));
    for (const auto dial : money_dial_) prices.fen.push_back(price_of(dial));
    for (const auto dial : floor_dial_) prices.floor.push_back(price_of(dial));
    return prices;
}

void Dials::set_prices(const Prices& prices)
{
    const auto set = [&](std::uint32_t dial, std::int64_t price) {
        if (dial != kNoDial) dials_[dial].price = static_cast<double>(price) / kUnit;
    };
    for (std::size_t i = 0; i < place_dial_.size(); ++i) {
        set(place_dial_[i], prices.place[i]);
        set(money_dial_[i], prices.fen[i]);
    }
    for (std::size_t i = 0; i < floor_dial_.size(); ++i) set(floor_dial_[i], prices.floor[i]);
}

void Dials::set_tariffs()
{
    bins_a_unit_.resize(dials_.size());
    for (std::size_t i = 0; i < dials_.size(); ++i) bins_a_unit_[i] = kBins / dials_[i].window;
    tariffs_.clear();
    for (const auto& kind : kinds_) {
        double place = 0, fen = 0, place_window = 0, fen_window = 0;
        for (auto i = kind.first; i < kind.first + kind.places + kind.money; ++i) {
            const auto& dial = dials_[of_kinds_[i]];
            const bool is_place = i < kind.first + kind.places;
            (is_place ? place : fen) += dial.price;
            auto& window = is_place ? place_window : fen_window;
            window = std::max(window, dial.window);
        }
        tariffs_.push_back({static_cast<float>(place), static_cast<float>(fen),
                            static_cast<float>(place_window), static_cast<float>(fen_window)});
    }
    set_floor_tariffs();
}

void Dials::set_floor_tariffs()
{
    floor_tariffs_.assign(round_.floor_sets.size(), {});
    for (std::size_t i = 0; i < floor_tariffs_.size(); ++i)
        for (const auto floor : round_.floor_sets[i]) {
            const auto& dial = dials_[floor_dial_[floor]];
            const bool by_family = round_.floors[floor].measure == FloorMeasure::families;
            auto& tariff = floor_tariffs_[i];
            (by_family ? tariff.family : tariff.covered) += dial.price;
            auto& window = by_family ? tariff.family_window : tariff.covered_window;
            window = std::max(window, dial.window);
        }
}

double Dials::most_price(std::size_t dial) const
{
    return is_floor(dial) ? most_floor_price_ : std::numeric_limits<double>::infinity();
}

double Dials::turn(std::span<const Demand> demands, double share, double damping)
{
    double sum = 0;
    for (std::size_t at = 0; at < dials_.size(); ++at) {
        const bool is_floor = at >= floors_from_;
        sum += (is_floor ? -1 : 1) * dials_[at].price * dials_[at].limit * share;
        step(dials_[at], demands[at], share, damping, is_floor ? most_floor_price_ : 0);
    }
    return sum;
}

} // namespace matching
