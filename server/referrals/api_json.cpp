#include "server/referrals/api_json.hpp"
#include "server/referrals/masks.hpp"
#include <nlohmann/json.hpp>

namespace server::referrals {

using nlohmann::json;
using namespace models;

namespace {

json text_or_null(const std::string& text) { return text.empty() ? json() : json(text); }
json area_or_null(Area area) { return area ? json(to_text(area)) : json(); }
json time_or_null(const std::optional<Time>& time) { return time ? json(to_text(*time)) : json(); }
template <class E> json name_or_null(const std::optional<E>& value)
{
    return value ? json(name_of(*value)) : json();
}

json heads(const Referral& referral)
{
    return {{"id", to_text(referral.id)},
            {"reference", text_or_null(referral.reference)},
            {"state", name_of(referral.state)},
            {"returned_from", name_or_null(referral.returned_from)},
            {"close_reason", name_or_null(referral.close_reason)},
            {"started_at", to_text(referral.started_at)},
            {"changed_at", to_text(referral.changed_at)},
            {"reported_at", time_or_null(referral.reported_at)},
            {"confirmed_at", time_or_null(referral.confirmed_at)},
            {"version", referral.version}};
}

// Out of scope, a referral is told by its reference and county alone.
json same_household_json(const SameHousehold& other)
{
    const auto county = part_of(other.referral.village, AreaLevel::county);
    return {{"reference", other.referral.reference},
            {"county", to_text(county)},
            {"id", other.in_scope ? json(to_text(other.referral.id)) : json()}};
}

// What became of each need so far, in its unit.
json plan_line_json(const Need& need)
{
    const auto residual = residual_of(need);
    return {{"need", to_text(need.id)},
            {"type", need.type},
            {"member", need.member == 0 ? json() : json(need.member)},
            {"unit", name_of(need.unit)},
            {"state", name_of(need.state)},
            {"assessed", need.assessed ? json(*need.assessed) : json()},
            {"government_aid", need.government_aid},
            {"promised", need.promised},
            {"residual", residual ? json(*residual) : json()}};
}

} // namespace

json referral_json(const Case& found, const std::vector<SameHousehold>& others)
{
    auto value = heads(found.referral);
    value.update(write_referral(masked(found.document.body)));
    value["plan"] = json::array();
    for (const auto& need : found.household().needs) value["plan"].push_back(plan_line_json(need));
    value["same_household"] = json::array();
    for (const auto& other : others) value["same_household"].push_back(same_household_json(other));
    return value;
}

json referral_row_json(const Referral& referral)
{
    auto value = heads(referral);
    value["kind"] = name_or_null(referral.kind);
    value["urgency"] = name_of(referral.urgency);
    value["village"] = area_or_null(referral.village);
    value["members"] = referral.members;
    value["need_types"] = referral.need_types;
    return value;
}

} // namespace server::referrals
