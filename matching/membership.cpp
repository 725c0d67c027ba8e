#include "matching/membership.hpp"
#include "matching/pair.hpp"

namespace matching {

using namespace models;

std::vector<std::size_t> quota_rows_of(const Snapshot& snapshot, const Option& option)
{
    std::vector<std::size_t> rows;
    const auto& quotas = snapshot.programs().at(option.program.value).quotas;
    if (quotas.empty()) return rows;
    const auto& family = snapshot.families().at(option.family.value);
    const auto pair = pair_of(snapshot, family, option.need, option.program);
    for (std::size_t i = 0; i < quotas.size(); ++i)
        if (is_in_quota(pair, quotas[i])) rows.push_back(i);
    return rows;
}

std::size_t group_of(const Snapshot& snapshot, const Option& option)
{
    const auto& priority = snapshot.programs().at(option.program.value).priority;
    if (priority.by_points || priority.groups.empty()) return 0;
    const auto& family = snapshot.families().at(option.family.value);
    const auto pair = pair_of(snapshot, family, option.need, option.program);
    return priority_group(pair).value_or(priority.groups.size());
}

std::int64_t points_of(const Snapshot& snapshot, const Option& option)
{
    if (!snapshot.programs().at(option.program.value).priority.by_points) return 0;
    const auto& family = snapshot.families().at(option.family.value);
    return points_held(pair_of(snapshot, family, option.need, option.program));
}

Area home_of(const Snapshot& snapshot, FamilyIndex index)
{
    const auto& ground = snapshot.ground();
    const auto& family = snapshot.families().at(index.value);
    const auto seen = look(ground, {&family, nullptr, nullptr}, Fact::residence_area, today(ground));
    if (seen.known != Known::yes) return {};
    return ground.divisions->current(std::get<Area>(*seen.recorded));
}

bool is_in(const Snapshot& snapshot, FamilyIndex family, const Floor& floor)
{
    const auto& ground = snapshot.ground();
    if (floor.area && lies_in(*ground.divisions, home_of(snapshot, family), {floor.area}) != Verdict::yes)
        return false;
    return !floor.rule || surely_holds(ground, snapshot.families().at(family.value), *floor.rule);
}

} // namespace matching
