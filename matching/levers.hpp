#pragma once
#include "matching/counterfactual.hpp"
#include "matching/topics.hpp"
#include <compare>
#include <set>
#include <vector>

// Inside of the engine: what could be otherwise, and to which values.
namespace matching {

// One thing that could be otherwise: a recorded fact, whether everyone is listed, or (comes) the day.
struct Lever {
    ChangeKind kind{};
    Topic topic;
    auto operator<=>(const Lever&) const = default;
};
using Levers = std::set<Lever>;

struct Looking {
    const Pair& pair;       // as it is supposed to be
    std::size_t need{};     // its index
    models::Date today;     // changes are told today; what is read of an earlier day stays
    bool fixed_too = false; // findings and what stays, too
};

// At least one of these must move before the rule, which is not `wanted`, comes to be so.
Levers levers_of(const Looking&, const models::Rule&, Verdict wanted);
// The same for an award that comes to nothing or stays below the minimum: everything it reads.
Levers levers_of_award(const Looking&);

// Every rule of which the program's eligibility consists, also of its award; its bands as conditions.
std::vector<models::Rule> rules_behind(const models::Program&);

// To where a lever may move, for each effect on these rules the nearest. Of counted members up to ten, of a
// list at most two groups of codes at a time where the rules tell more than four apart.
struct Aim {
    models::FactValue value;
    Distance distance;
};
std::vector<Aim> aims_of(const Looking&, const Lever&, const std::vector<const models::Rule*>&);

// Days within five years after `after` on which something that these rules read turns: birthdays, bounds that
// move, records and lines that begin or end. In order.
std::vector<models::Date> days_ahead(const Pair&, const std::vector<const models::Rule*>&,
                                     models::Date after);

} // namespace matching
