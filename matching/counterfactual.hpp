#pragma once
#include "matching/match.hpp"
#include <compare>
#include <optional>
#include <vector>

namespace matching {

// What separates a family from a program: a statement of fact, not advice.

// Whether a fact can be otherwise.
enum class ChangeKind {
    told,    // is not known yet, or in part; it would have to turn out so
    changes, // can change, from today on
    comes,   // by itself, with the day, within five years
    finding, // of a doctor: nobody's to change
    stays    // fixed, or read of a day that is past
};

// How far: codes, lists, areas, whole numbers and what is not known yet by steps, dates and days to come by
// days, amounts by fen. Compared in this order.
struct Distance {
    std::int64_t steps{}, days{}, fen{};
    auto operator<=>(const Distance&) const = default;
};

struct FactChange {
    ChangeKind kind{};
    models::Fact fact{};                   // comes: of no meaning
    std::int64_t member{};                 // member number; 0: household or need
    std::size_t need{};                    // for facts of a need
    bool everyone_listed = false;          // all members are listed
    std::optional<models::FactValue> from; // nothing: not known, or does not apply
    models::FactValue to;                  // comes: the day
    std::int64_t years{};                  // comes: how old the member gets that day; 0: no birthday
    Distance distance;
};

struct Way {
    std::vector<FactChange> changes;   // none: is eligible as it is
    std::optional<models::Date> until; // the first day on which it ends by itself, within five years
};

struct Ways {
    // Of the smallest number of changes; for each set of facts the nearest; nearest first.
    std::vector<Way> ways;
    // By what may be told, can change or comes. false: will not become eligible; `ways` tell why, with
    // findings and what stays among their changes; no ways: no fact of the family would do.
    bool possible = true;
    // false: the search ended at its bound, or amounts that several conditions add up or compare would have
    // to move together; more, smaller or nearer ways may exist
    bool all = true;
};

// The smallest changes after which the need is eligible for the program: the rule says yes, an award comes of
// it and reaches the minimum. Exact by enumeration up to four changes and 1,000 families tried; every way is
// run through the engine and, where `all`, no fewer changes do. What only sets the scale of a condition (the
// residence behind a line, the day of first entry behind a bound) may be told but is not changed.
Ways nearest_changes(const Snapshot&, FamilyIndex, std::size_t need, ProgramIndex);

// The family as it would be, and when.
Family family_after(const Family&, const Way&, models::Time as_of);
models::Time as_of_after(const Way&, models::Time as_of);

} // namespace matching

template <>
inline constexpr auto models::kNames<matching::ChangeKind> =
    models::names<matching::ChangeKind>({{matching::ChangeKind::told, "told"},
                                         {matching::ChangeKind::changes, "changes"},
                                         {matching::ChangeKind::comes, "comes"},
                                         {matching::ChangeKind::finding, "finding"},
                                         {matching::ChangeKind::stays, "stays"}});
