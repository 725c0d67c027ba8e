#pragma once
#include "matching/compile.hpp"
#include "matching/match.hpp"
#include "matching/reading.hpp"
#include <string_view>

// Inside of the engine: one need before one program, and what is asked of the two.
namespace matching {

struct Pair {
    const Ground& ground;
    const Family& family;
    const models::Need& need;
    const models::Program& program;
    const ProgramPlan& plan;
    Subject subject; // the family and the need
    Day day;         // the snapshot's
};

Pair pair_of(const Snapshot&, const Family&, std::size_t need, ProgramIndex);

// Of one family's needs before one program: is the first the better one to have it with?
bool is_better(const Candidate&, const Candidate&);

// A need that is met or closed, or of which nothing is left, asks for nothing.
bool is_wanting(const models::Need&);

models::Area home_of(const Ground&, const Family&); // today's code; none: not known

// What the program would give and why it cannot give it in full.
struct AwardResult {
    AwardFound found;
    bool no_case = false;       // no case of the award holds, or nothing comes of the one that does
    bool below_minimum = false; // by the need alone: counts as a rule
    bool cap_used = false;      // by what was given before
    bool no_budget = false;     // by what is left
};
AwardResult award_of(const Pair&);

// Of an award whose range is not settled its low end; −1: it cannot be compared with the need (a service for
// money).
inline std::int64_t award_in_unit(models::NeedUnit unit, const AwardFound& award)
{
    if (unit != models::NeedUnit::fen) return award.quantity.value_or(-1);
    return award.low.fen == 0 && award.high.fen == 0 ? -1 : award.low.fen;
}

// Could this earlier help have gone to whom the need is for? Yes unless it names another member.
bool may_be_same_person(const EarlierHelp&, const models::Need&);

// Does a day lie within "life", "calendar_year", "school_year" (from 1 September), "edition" (since the first
// window opened; without one: ever) or "N months" before the snapshot's day? What is later never counts.
bool is_within(std::string_view period, models::Date given, const Pair&);

// What caps leave: nothing for places, or so much money. No value: not limited.
struct CapLeft {
    bool used = false;
    std::optional<models::Money> money;
};
CapLeft caps_left(const Pair&);
models::Money given_before(const Pair&); // by this program, to the same person or household

Verdict served_area(const Pair&);
std::optional<ObstacleFound> window_obstacle(const Pair&);
std::string aid_already_had(const Pair&);   // the first of must_not_have that was given within its period
std::string excluding_program(const Pair&); // the first of excludes that gave something lately

// Quotas say what a county or a group may have at all; what is left of them is counted where offers are made.
bool is_out_of_quota_places(const Pair&);
bool is_out_of_quota_budget(const Pair&);

// Surely in this row: living in its area, its rule holding.
bool is_in_quota(const Pair&, const models::Quota&);

// For one of the family's needs, or for the household if it has none.
bool surely_holds(const Ground&, const Family&, const models::Rule&);

// Everything that stands between a fitting family and an offer today, in the order of the enumeration.
std::vector<ObstacleFound> obstacles_of(const Pair&, const AwardResult&);

// Groups in order (the first that surely holds) and by points (permille of all points).
std::optional<std::size_t> priority_group(const Pair&);
std::int64_t points_held(const Pair&); // the sum over its groups that surely hold

// Parts of the score that depend on one of the two only.
struct FamilyScore {
    Severity severity;
    std::int64_t waiting{};
};
FamilyScore family_score(const Ground&, const Family&);
Score score_of(const Pair&, const AwardFound&, const FamilyScore&);

} // namespace matching
