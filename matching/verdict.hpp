#pragma once
#include "matching/snapshot.hpp"
#include <optional>
#include <string>
#include <vector>

namespace matching {

// Kleene's three values. Unknown is not no.
enum class Verdict { no, unknown, yes };

// An exact amount: numerator / denominator (denominator > 0). Fact values that are divided (income per head)
// stay so.
struct Exact {
    __extension__ __int128 numerator = 0;
    std::int64_t denominator = 1;
};

// What the engine found for one fact of one subject.
enum class Known { yes, unknown, not_applicable };
struct Found {
    Known known = Known::unknown;
    std::optional<models::FactValue>
        value;                  // as recorded; derived amounts: rounded down to fen, for display only
    std::optional<Exact> exact; // number, fen
};

// Whose facts a rule reads: the household always, one need, and inside `member`/`person` one member.
struct Subject {
    const Family* family{};
    const models::Need* need{}; // nothing: only household facts are asked
    const models::Member* member{};
};

// A fact on a day (nothing: the snapshot's day). Where applies_when is no on that day it does not apply,
// where that is unknown it is unknown. layer_estimate is unknown while no layer rules are configured.
Found find(const Ground&, const Subject&, models::Fact, const std::optional<models::RuleDate>& on = {},
           bool known_then = false);

// The meaning of a rule for this subject; pure, row by row: the source of every faster way.
Verdict evaluate(const Ground&, const Subject&, const models::Rule&);

// One leaf that decided, or would decide, a rule: whose fact, what was required and what is known.
struct LeafFound {
    const models::Leaf* leaf{};
    std::int64_t member{}; // member number; 0: household or need
    Verdict verdict{};     // of the leaf as it is written, also where it stands below `not`
    Found found;
    std::optional<models::Money> requirement; // the amount a standard came to, rounded down to fen; in the
                                              // period of the fact; between: the low end
    std::optional<models::Money> high_requirement = {}; // between: the high end
};

// "Is everyone in the household listed?": stands in for a leaf where only the member list is incomplete.
const models::Leaf& everyone_listed();

// One line of the rule-by-rule table: a part of the program's top-level `all`, also of an `all` about the
// person whom the need is for, where that is known; or the whole rule. The verdict of the rule is `all` of
// its lines.
struct RuleLine {
    const models::Rule* rule{};
    bool of_person = false; // the rule is a part of what is asked of the person
    Verdict verdict{};
    std::vector<LeafFound> leaves; // those that made it what it is; for yes: those that hold
};
std::vector<RuleLine> lines_of(const Ground&, const Subject&, const models::Rule&);
models::Rule rule_of(const RuleLine&); // whole again, for its sentence

} // namespace matching

template <>
inline constexpr auto models::kNames<matching::Verdict> =
    models::names<matching::Verdict>({{matching::Verdict::no, "no"},
                                      {matching::Verdict::unknown, "unknown"},
                                      {matching::Verdict::yes, "yes"}});
