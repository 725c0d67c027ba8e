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

Found find(const Ground&, const Subject&, models::Fact, const std::optional<models::RuleDate>& on = {},
           bool known_then = false);

// The meaning of a rule for this subject; pure, row by row: the source of every faster way.
Verdict evaluate(const Ground&, const Subject&, const models::Rule&);

// One leaf that decided, or would decide, a rule: whose fact, what was required and what is known.
struct LeafFound {
    const models::Leaf* leaf{};
    std::int64_t member{}; // member number; 0: household or need
    Verdict verdict{};
    Found found;
    std::optional<models::Money> requirement; // the amount a standard came to, rounded down to fen
};

// One line of the rule-by-rule table: a part of the program's top-level `all` (or the whole rule).
struct RuleLine {
    const models::Rule* rule{};
    Verdict verdict{};
    std::vector<LeafFound> leaves; // those that made it what it is; for yes: those that hold
};
std::vector<RuleLine> lines_of(const Ground&, const Subject&, const models::Rule&);

} // namespace matching

template <>
inline constexpr auto models::kNames<matching::Verdict> =
    models::names<matching::Verdict>({{matching::Verdict::no, "no"},
                                      {matching::Verdict::unknown, "unknown"},
                                      {matching::Verdict::yes, "yes"}});
