#include "server/programs/narrow.hpp"
#include <algorithm>

namespace server::programs {

using namespace models;

namespace {

void add_rest(std::vector<Area>& rest, Area area, Area left_out, const Divisions& divisions)
{
    if (covers(left_out, area)) return;
    if (area && !covers(area, left_out)) return rest.push_back(area);
    for (const auto& part : divisions.under(area)) add_rest(rest, part.area, left_out, divisions);
}

} // namespace

std::vector<Area> without(const std::vector<Area>& served, Area left_out, const Divisions& divisions)
{
    std::vector<Area> rest;
    if (served.empty()) add_rest(rest, {}, left_out, divisions);
    for (const auto area : served) add_rest(rest, area, left_out, divisions);
    return rest;
}

std::vector<FoundTooFar> found_too_far(store::Reader& db, OrganizationId organization, ProgramId program)
{
    constexpr int kMost = 1'000;
    const Time ever{std::chrono::days(1'000'000)};
    std::vector<FoundTooFar> found;
    for (const auto& task : store::tasks_due(db, organization, ever, kMost)) {
        if (task.kind != TaskKind::narrow_area || task.program != program) continue;
        const auto county = part_of(task.village, AreaLevel::county);
        auto at = std::ranges::find(found, county, &FoundTooFar::county);
        if (at == found.end()) at = found.insert(found.end(), {county, {}});
        at->tasks.push_back(task.id);
    }
    return found;
}

} // namespace server::programs
