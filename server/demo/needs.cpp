#include "server/demo/needs.hpp"
#include "models/site.hpp"
#include "models/store/need_figures.hpp"
#include "server/demo/family.hpp"
#include "server/demo/places.hpp"
#include "server/needs/disclosure.hpp"
#include "server/needs/publishing.hpp"
#include "server/referrals/document.hpp"
#include <algorithm>

namespace server::demo {

using namespace models;
using needs::NeedPoint;

namespace {

constexpr int kMonths = 6;

struct Kind {
    std::string category;
    int of_hundred{};           // families
    std::int64_t low{}, high{}; // hundreds of yuan; 0: not of money
};
const std::vector<Kind> kKinds{{"medical", 38, 20, 600},    {"education", 34, 10, 90},
                               {"living", 22, 5, 60},       {"care", 12, 0, 0},
                               {"companionship", 14, 0, 0}, {"housing", 9, 50, 400},
                               {"employment", 6, 10, 100},  {"psychology", 5, 0, 0}};

// Where the demo's people live, and one more county of each prefecture.
std::vector<Area> counties_of(const Divisions& divisions)
{
    std::vector<Area> counties;
    for (const auto& place : kPlaces) counties.push_back(place.county);
    for (const auto& province : divisions.under({}))
        for (const auto& prefecture : divisions.under(province.area)) {
            const auto below = divisions.under(prefecture.area);
            if (!below.empty() && std::ranges::find(counties, below.front().area) == counties.end())
                counties.push_back(below.front().area);
        }
    return counties;
}

NeedPoint point_of(Dice& dice, const Kind& kind, Area county, std::int64_t family)
{
    NeedPoint point{county, kind.category, family, dice.in(50) ? "outside_aid" : "beyond_aid", {}, false};
    point.tells_more = std::ranges::find(kTellingNeeds, kind.category) != kTellingNeeds.end();
    if (kind.high == 0) return point;
    point.amount = Money{dice.between(kind.low, kind.high) * 100 * kYuan};
    point.sensitive = referrals::amount_band({.unit = NeedUnit::fen, .assessed = point.amount.fen});
    return point;
}

std::vector<NeedPoint> some_month(Dice& dice, const std::vector<Area>& counties)
{
    std::vector<NeedPoint> points;
    std::int64_t family = 0;
    for (std::size_t i = 0; i < counties.size(); ++i) {
        const auto families = i < kPlaces.size() ? dice.between(30, 70) : dice.between(2, 30);
        for (const auto last = family + families; family < last; ++family)
            for (const auto& kind : kKinds)
                if (dice.in(kind.of_hundred)) points.push_back(point_of(dice, kind, counties[i], family));
    }
    return points;
}

} // namespace

void publish_needs(store::Writer& db, const Library& library, Date today)
{
    Dice dice(20261130);
    const auto counties = counties_of(*library.divisions);
    const auto newest = needs::newest_final(today);
    for (int before = kMonths - 1; before >= 0; --before) {
        const auto month = months_later(newest, -before);
        store::publish_needs(db, {month, plus_days(months_later(month, 1), needs::kDelayDays),
                                  needs::figures_of(some_month(dice, counties))});
    }
}

} // namespace server::demo
