#include "matching/exact.hpp"
#include "matching/factors.hpp"
#include <algorithm>
#include <numeric>

namespace matching {

using namespace models;

bool surely_holds(const Ground& ground, const Family& family, const Rule& rule)
{
    const auto& needs = family.household.needs;
    if (needs.empty()) return evaluate(ground, {&family, nullptr, nullptr}, rule) == Verdict::yes;
    return std::ranges::any_of(needs, [&](const Need& need) {
        return evaluate(ground, {&family, &need, nullptr}, rule) == Verdict::yes;
    });
}

namespace {

constexpr std::int64_t kUsualTrack = 750;     // what a program without a record is taken for …
constexpr std::int64_t kUsualTrackCounts = 4; // … as if that many offers had said so

// By the smallest division that both share.
constexpr std::array<std::int64_t, 6> kProximity{200, 400, 600, 900, 950, 1000};

// Median days to first help: up to `best` all, from `worst` on nothing.
struct Days {
    std::int64_t best, worst;
};
constexpr Days kUrgent{2, 20}, kNormal{10, 60};

std::int64_t fit(const Pair& pair)
{
    if (pair.program.priority.by_points && pair.plan.most_points > 0)
        return share(points_held(pair), pair.plan.most_points);
    return fit_of_purpose(pair.program, pair.need.type, *pair.ground.policy);
}

std::int64_t proximity(const Pair& pair)
{
    const auto seen = look(pair.ground, pair.subject, Fact::residence_area, pair.day);
    if (seen.known != Known::yes) return 0;
    return proximity_of(
        nearest_shared(pair.plan.places, pair.ground.divisions->current(std::get<Area>(*seen.recorded))));
}

std::int64_t smoothed(std::int64_t good, std::int64_t all)
{
    return share(good * kWhole + kUsualTrack * kUsualTrackCounts, (all + kUsualTrackCounts) * kWhole);
}

} // namespace

std::int64_t points_held(const Pair& pair)
{
    std::int64_t points = 0;
    for (const auto& group : pair.program.priority.groups)
        if (group.points > 0 && evaluate(pair.ground, pair.subject, group.rule) == Verdict::yes)
            points += group.points;
    return points;
}

std::int64_t fit_of_purpose(const Program& program, std::string_view need_type, const Policy& policy)
{
    const bool main = std::ranges::any_of(
        program.purposes, [&](const Purpose& purpose) { return purpose.main && purpose.need == need_type; });
    return main ? kWhole : policy.side_purpose_fit;
}

std::int64_t coverage_of(const Program& program, NeedUnit unit, std::optional<std::int64_t> residual,
                         const AwardFound& award)
{
    if (!residual) return kNotMeasurable;
    if (unit != NeedUnit::fen) return award.quantity ? share(*award.quantity, *residual) : kNotMeasurable;
    const auto& cases = program.award.cases;
    const bool service = award.high.fen == 0 && award.award_case < cases.size() &&
                         std::holds_alternative<ServiceAward>(cases[award.award_case].amount);
    return service ? kNotMeasurable : share(award.low.fen, *residual);
}

AreaLevel nearest_shared(std::span<const Area> places, Area home)
{
    auto nearest = AreaLevel::none;
    for (const auto place : places)
        for (auto level = std::min(level_of(place), level_of(home)); level > nearest;
             level = static_cast<AreaLevel>(static_cast<int>(level) - 1))
            if (part_of(place, level) == part_of(home, level)) nearest = level;
    return nearest;
}

std::int64_t proximity_of(AreaLevel shared) { return kProximity[static_cast<std::size_t>(shared)]; }

bool is_in_a_hurry(const Ground& ground, const Subject& subject)
{
    const auto urgent = look(ground, subject, Fact::urgent, today(ground));
    return subject.family->urgency == Urgency::urgent ||
           (urgent.known == Known::yes && urgent.exact.numerator == 1);
}

std::int64_t timeliness_of(const TrackRecord& record, bool hurry)
{
    const auto days = hurry ? kUrgent : kNormal;
    return share(days.worst - record.median_days_to_first_help, days.worst - days.best);
}

std::int64_t room_of(const Room& room)
{
    auto least = kWhole;
    if (room.places && room.places_left) least = std::min(least, share(*room.places_left, *room.places));
    if (room.budget && room.budget_left)
        least = std::min(least, share(room.budget_left->fen, room.budget->fen));
    return least;
}

std::int64_t track_record_of(const TrackRecord& record)
{
    return (smoothed(record.fulfilled, record.accepted) +
            smoothed(record.answered_in_time, record.answered)) /
           2;
}

namespace {

Severity severity(const Ground& ground, const Family& family)
{
    Severity severity;
    const auto& policy = *ground.policy;
    for (std::size_t i = 0; i < policy.hardships.size(); ++i) {
        if (!surely_holds(ground, family, policy.hardships[i].rule)) continue;
        severity.hardships.push_back(i);
        severity.permille += policy.hardships[i].permille;
    }
    severity.permille = std::clamp<std::int64_t>(severity.permille, 0, kWhole);
    const auto below =
        std::ranges::find_if(policy.tier_from, [&](std::int64_t from) { return severity.permille >= from; });
    severity.tier = static_cast<int>(below - policy.tier_from.begin()) + 1;
    return severity;
}

} // namespace

Severity severity_of(const Snapshot& snapshot, FamilyIndex family)
{
    return severity(snapshot.ground(), snapshot.families().at(family.value));
}

FamilyScore family_score(const Ground& ground, const Family& family)
{
    FamilyScore score{severity(ground, family), 0};
    if (!family.confirmed) return score;
    const auto days = days_between(day_of(*family.confirmed), day_of(ground.as_of));
    score.waiting = share(std::max(0, days), ground.policy->waiting_full_days);
    return score;
}

Score score_of(const Pair& pair, const AwardFound& award, const FamilyScore& family)
{
    Score score;
    const auto set = [&](Factor factor, std::int64_t permille) {
        const auto i = static_cast<std::size_t>(factor);
        score.permille[i] = permille;
        score.parts[i] = pair.ground.policy->weights[i] * permille;
        score.total += score.parts[i];
    };
    set(Factor::fit, fit(pair));
    set(Factor::coverage, coverage_of(pair.program, pair.need.unit, residual_of(pair.need), award));
    set(Factor::proximity, proximity(pair));
    set(Factor::timeliness, timeliness_of(pair.program.record, is_in_a_hurry(pair.ground, pair.subject)));
    set(Factor::room, room_of(pair.program.room));
    set(Factor::track_record, track_record_of(pair.program.record));
    set(Factor::severity, family.severity.permille);
    set(Factor::waiting, family.waiting);
    return score;
}

int shown_total(const Score& score) { return static_cast<int>((score.total + 500) / 1000); }

std::array<int, kFactors> shown_points(const Score& score)
{
    std::array<int, kFactors> points{};
    std::array<std::size_t, kFactors> order{};
    std::iota(order.begin(), order.end(), std::size_t{0});
    for (std::size_t i = 0; i < kFactors; ++i) points[i] = static_cast<int>(score.parts[i] / 1000);
    std::ranges::sort(order, {}, [&](std::size_t i) { return std::pair{-(score.parts[i] % 1000), i}; });
    auto missing = shown_total(score) - std::accumulate(points.begin(), points.end(), 0);
    for (std::size_t i = 0; missing > 0; ++i, --missing) ++points[order[i]];
    return points;
}

} // namespace matching
