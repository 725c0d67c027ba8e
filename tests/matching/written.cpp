#include "tests/matching/written.hpp"
#include <sstream>

namespace tests {

using namespace matching;

std::string written(const Snapshot& snapshot, const Candidate& candidate)
{
    std::ostringstream text;
    text << snapshot.families()[candidate.family.value].referral.value << ' '
         << snapshot.programs()[candidate.program.value].id.value << ' ' << candidate.need << ' '
         << models::name_of(candidate.standing) << ' ' << models::name_of(candidate.verdict) << ' '
         << candidate.award.low.fen << ' ' << candidate.award.high.fen << ' ' << candidate.award.known << ' '
         << candidate.award.award_case << ' ' << candidate.award.quantity.value_or(-1) << ' '
         << candidate.priority_group.value_or(99);
    for (const auto part : candidate.score.parts) text << ' ' << part;
    for (const auto& found : candidate.obstacles)
        text << ' ' << models::name_of(found.what) << found.detail
             << found.when.value_or(models::Time{}).time_since_epoch().count();
    return text.str();
}

std::string written(const Snapshot& snapshot, const std::vector<Candidate>& candidates)
{
    std::string text;
    for (const auto& candidate : candidates) text += written(snapshot, candidate) + '\n';
    return text;
}

std::map<std::int64_t, std::string> all_lists(const Snapshot& snapshot)
{
    std::map<std::int64_t, std::string> lists;
    for (std::size_t i = 0; i < snapshot.families().size(); ++i)
        lists[snapshot.families()[i].referral.value] = written(snapshot, programs_for(snapshot, {i}));
    for (std::size_t i = 0; i < snapshot.programs().size(); ++i)
        lists[-snapshot.programs()[i].id.value] = written(snapshot, families_for(snapshot, {i}));
    return lists;
}

} // namespace tests
