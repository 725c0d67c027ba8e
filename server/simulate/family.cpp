#include "server/simulate/family.hpp"
#include "server/simulate/making.hpp"
#include <algorithm>

namespace server::simulate {

using namespace models;

void Making::tell_since(FactRecords& facts, Fact fact, FactValue value, Date from)
{
    facts.push_back({fact, std::move(value), from, {}, line.first_reported, "file"});
}

void Making::tell(FactRecords& facts, Fact fact, FactValue value)
{
    tell_since(facts, fact, std::move(value), day_of(line.first_reported));
}

void Making::tell_yes_no(FactRecords& facts, Fact fact, bool yes)
{
    tell(facts, fact, std::int64_t{yes ? 1 : 0});
}

void Making::tell_code(FactRecords& facts, Fact fact, const std::string& code)
{
    tell(facts, fact, Code{code});
}

void Making::tell_codes(FactRecords& facts, Fact fact, std::vector<std::string> codes)
{
    std::ranges::sort(codes);
    CodeList list{std::move(codes), happens("known.list_complete")};
    tell(facts, fact, std::move(list));
}

void set_dates(Making& making)
{
    const auto as_of = making.world.as_of;
    making.today = day_of(as_of);
    const auto day = making.days_ago(making.number("reported_days"));
    const auto minute = making.chance.between(9 * 60, 17 * 60);
    making.line.first_reported = start_of(day) + std::chrono::minutes{minute};
    const auto confirmed =
        making.line.first_reported + std::chrono::days{making.number("confirmed_after_days")};
    if (confirmed <= as_of) making.line.confirmed = confirmed;
    making.line.body.urgency = making.happens("urgent") ? Urgency::urgent : Urgency::normal;
}

// Codes of residents' committees begin their last three digits with 0: the town's, the others the country's.
static bool is_of_residents(Area village) { return village.code % 1000 < 100; }

void settle(Making& making)
{
    auto& household = making.household();
    household.village = making.world.villages.pick(making.chance);
    making.county = part_of(household.village, AreaLevel::county);
    making.urban = is_of_residents(household.village);
    making.layer = making.word("layer");
    making.shape = making.word("shape." + making.layer);
    const bool below = making.layer == "dibao" || making.layer == "teku";
    making.line.body.kind = below ? ReferralKind::beyond_aid : ReferralKind::outside_aid;
}

HouseholdLine make_family(const World& world, std::int64_t id)
{
    Making making(world, id);
    for (const auto step : {set_dates, settle, gather_people, send_to_school, find_health, find_family,
                            find_means, find_needs, find_past})
        step(making);
    return std::move(making.line);
}

} // namespace server::simulate
