#include "server/needs/publishing.hpp"
#include "models/site.hpp"
#include "models/store/need_figures.hpp"
#include "models/store/offers.hpp"
#include "server/needs/disclosure.hpp"
#include "server/referrals/document.hpp"
#include <algorithm>
#include <map>

namespace server::needs {

using namespace models;

namespace {

constexpr int kAdult = 18;

bool is_for_a_minor(const Household& household, const Need& need, Date on)
{
    const auto at = std::ranges::find(household.members, need.member, &Member::number);
    if (at == household.members.end()) return false;
    const auto* birth = value_on(at->facts, Fact::birth_date, on);
    return birth && age_on(std::get<Date>(*birth), on).value_or(0) < kAdult;
}

bool is_lacking(const Need& need)
{
    return need.state == NeedState::open && residual_of(need).value_or(1) > 0;
}

// By family and category.
using PointsByNeed = std::map<std::pair<std::int64_t, std::string>, NeedPoint>;

void add_needs(PointsByNeed& points, const Referral& referral, const Household& household, Date on)
{
    for (const auto& need : household.needs) {
        if (!is_lacking(need)) continue;
        auto& point = points[{referral.household.value, need.type}];
        const bool money = need.unit == NeedUnit::fen;
        point.county = part_of(referral.village, AreaLevel::county);
        point.category = need.type;
        point.family = referral.household.value;
        point.sensitive = money ? referrals::amount_band(need) : std::string(name_of(*referral.kind));
        if (money) point.amount = point.amount + Money{residual_of(need).value_or(0)};
        point.tells_more = point.tells_more ||
                           std::ranges::find(kTellingNeeds, need.type) != kTellingNeeds.end() ||
                           is_for_a_minor(household, need, on);
    }
}

std::vector<NeedPoint> points_of(store::Reader& db, Date month, Date on)
{
    PointsByNeed points;
    for (const auto& row : store::list_confirmed(db, start_of(month), start_of(months_later(month, 1)))) {
        if (!row.document) continue;
        auto household = referrals::read_written(*row.document).body.household;
        referrals::set_promised(household, store::promised_of(db, row.referral.id));
        add_needs(points, row.referral, household, on);
    }
    std::vector<NeedPoint> all;
    for (auto& [key, point] : points) all.push_back(std::move(point));
    return all;
}

} // namespace

Date newest_final(Date today) { return months_later(first_of_month(plus_days(today, -kDelayDays)), -1); }

void publish_due(const Desk& desk)
{
    const auto today = day_of(desk.now);
    const auto newest = newest_final(today);
    for (int before = kMonths - 1; before >= 0; --before) {
        const auto month = months_later(newest, -before);
        if (store::is_published(desk.db, month)) continue;
        const store::NeedMonth told{month, today, figures_of(points_of(desk.db, month, today))};
        store::publish_needs(desk.db, told);
        audit(desk, "needs.published", month_text(month),
              R"({"figures":)" + std::to_string(told.figures.size()) + "}");
        return;
    }
}

} // namespace server::needs
