#include "server/rounds/told.hpp"
#include <algorithm>
#include <limits>

namespace server::rounds {

using namespace matching;

namespace {

// price × holds, in whole units of value, rounded up.
__int128 floor_cost(std::int64_t price, std::int64_t holds)
{
    constexpr int kBits = 20;
    return (static_cast<__int128>(price) * holds + (1 << kBits) - 1) >> kBits;
}

models::Rule written_out(models::Rule rule)
{
    for (auto& part : rule.parts) part = written_out(std::move(part));
    return rule.kind == models::RuleKind::named ? models::Rule(rule.parts.front()) : rule;
}

bool lacks_room_alone(const Candidate& candidate)
{
    return std::ranges::all_of(candidate.obstacles, [](const ObstacleFound& found) {
        return found.what == Obstacle::no_places || found.what == Obstacle::no_budget;
    });
}

} // namespace

RoundPolicy written_out(RoundPolicy policy)
{
    for (auto& floor : policy.floors)
        if (floor.rule) floor.rule = written_out(*std::move(floor.rule));
    return policy;
}

std::vector<FloorTold> floors_told(const Certificate& certificate)
{
    std::vector<FloorTold> told;
    for (std::size_t i = 0; i < certificate.floors.size(); ++i) {
        const auto& floor = certificate.floors[i];
        FloorTold one{floor.asks, floor.holds, {}, 0};
        if (floor.limit) one.most = floor.limit->most;
        __int128 cost = 0;
        for (const auto& stage : certificate.stages)
            if (i < stage.floors.size()) cost += floor_cost(stage.floors[i], floor.holds);
        one.cost =
            static_cast<std::int64_t>(std::min<__int128>(cost, std::numeric_limits<std::int64_t>::max()));
        told.push_back(one);
    }
    return told;
}

Shut shut_of(const Snapshot& snapshot, FamilyIndex family)
{
    bool asked = false;
    for (const auto& candidate : programs_for(snapshot, family)) {
        if (!lacks_room_alone(candidate)) continue;
        if (candidate.standing == Standing::fits)
            return candidate.obstacles.empty() ? Shut::no_amount : Shut::no_room;
        asked = asked || candidate.standing == Standing::to_be_asked;
    }
    return asked ? Shut::to_be_asked : Shut::no_program;
}

} // namespace server::rounds
