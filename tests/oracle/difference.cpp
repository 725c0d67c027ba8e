#include "tests/oracle/difference.hpp"
#include <algorithm>

namespace oracle {

std::string difference(const matching::Candidate& ours, const Judged& theirs)
{
    const auto same = [](const matching::ObstacleFound& a, const matching::ObstacleFound& b) {
        return a.what == b.what && a.when == b.when && a.detail == b.detail;
    };
    if (ours.verdict != theirs.verdict) return "verdict";
    if (ours.award != theirs.award) return "award";
    if (!std::ranges::equal(ours.obstacles, theirs.obstacles, same)) return "obstacles";
    if (ours.standing != theirs.standing) return "standing";
    if (ours.score.permille != theirs.score.permille) return "factors";
    if (ours.score.parts != theirs.score.parts || ours.score.total != theirs.score.total) return "score";
    if (ours.priority_group != theirs.priority_group) return "priority";
    return {};
}

} // namespace oracle
