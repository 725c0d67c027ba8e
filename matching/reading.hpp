#pragma once
#include "matching/verdict.hpp"
#include <span>

// Inside of the engine: facts read without copying, rules on a day other than today.
namespace matching {

// Which day's value, and told by when.
struct Day {
    models::Date on{};
    std::optional<models::Time> known_by;
};

// A fact as it stands in its record. `recorded` is nullptr for what is derived.
struct Seen {
    Known known = Known::unknown;
    const models::FactValue* recorded{};
    Exact exact;         // number, fen, yes_no
    models::Date date{}; // date
};

Day today(const Ground&);
models::Date date_of(const Ground&, const Subject&, const models::RuleDate&);

// The day a leaf or find() names; what it leaves open is taken from `base`. `known then` means: told by the
// end of that day.
Day day_of_leaf(const Ground&, const Subject&, const std::optional<models::RuleDate>& on, bool known_then,
                const Day& base);

// Where applies_when is no: not applicable; where it is unknown: unknown. It is asked for the same day.
Seen look(const Ground&, const Subject&, models::Fact, const Day&);
Seen recorded(const Ground&, const Subject&, models::Fact, const Day&); // whether it applies or not

// The day, or where its month is shorter the month's last.
models::Date day_at(const models::Moment&);
models::Date first_day_from(const models::Moment&); // the first that does not lie before it

// Leaves without a day of their own read `base`.
Verdict evaluate_on(const Ground&, const Subject&, const models::Rule&, const Day& base);
Verdict evaluate_leaf(const Ground&, const Subject&, const models::Leaf&, const Day& base);
Verdict evaluate_recorded(const Ground&, const Subject&, const models::Leaf&,
                          const Day& base); // whether its fact applies or not

// The member whom the need is for; nullptr: it names nobody.
const models::Member* person_of(const Subject&);

constexpr Verdict opposite(Verdict verdict)
{
    return static_cast<Verdict>(static_cast<int>(Verdict::yes) - static_cast<int>(verdict));
}
constexpr Verdict both(Verdict a, Verdict b) { return a < b ? a : b; }
constexpr Verdict either(Verdict a, Verdict b) { return a < b ? b : a; }
constexpr Verdict verdict_of(bool holds) { return holds ? Verdict::yes : Verdict::no; }

// How many members satisfy a rule, or may.
struct Count {
    std::int64_t yes = 0, unknown = 0;
};
Count count_members(const Ground&, const Subject&, const models::Rule& inner, const Day& base);

// Is the value equal to or under one of the areas? Coarser than what is asked: unknown. Old codes count as
// today's.
Verdict lies_in(const models::Divisions&, models::Area value, const std::vector<models::Area>& areas);

// 1.5 × the line, in the period of the fact; nothing: no line for this area.
std::optional<Exact> line_amount(const Ground&, const Subject&, models::Fact, const models::StandardOperand&,
                                 models::ResidenceKind, const Day&);

// Urban, rural, or both where it is not known.
std::span<const models::ResidenceKind> residence_kinds(const Ground&, const Subject&, const Day&);

} // namespace matching
