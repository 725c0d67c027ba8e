#pragma once
#include "matching/asking.hpp"

// The province as somebody else would keep it, for the peers of ./dev bench: docs/benchmarks.md "What the
// peers get". Programs become rows of plain columns; whatever a rule asks is a question by number, whose
// answers for a need are handed over.
namespace bench {

// What a requirement asks of the answer: a line of the rule may not be no (and makes the standing "to be
// asked" where it is not yes), an obstacle must be away, a case of the award must hold, those before it must
// not.
enum class Role { line, free, holds, fails };
struct Requirement {
    std::uint32_t question{}; // matching::ConditionId
    Role role{};
    bool operator==(const Requirement&) const = default;
};

// What the case gives to a need that lacks so much (fen, or the unit of the need). Either the award as it
// stands, or money: a share of what the need lacks, or the whole amount where the need lacks less than that,
// cut to `most` and to what the need lacks, down to the step; less than `minimum`: nothing.
struct Gift {
    std::int64_t award = -1, cost{}; // as it stands; −1: cannot be compared
    std::int64_t covered = -1;       // in the unit of the need; −1: cannot be compared
    std::int64_t least_lacks{};      // the row is not for needs that lack less
    std::int64_t full_from{};        // below it: money up to so much
    std::int64_t basis_points{};     // > 0: a share, only where it is known what the need lacks
    std::int64_t most{}, step{1}, minimum{};
    bool operator==(const Gift&) const = default;
};

struct Points {
    std::uint32_t question{};
    std::int64_t points{};
};

// One case of a program's award, before one type of need that names a person, or none.
struct Offer {
    std::uint32_t program{}; // index into the snapshot
    std::int64_t id{};       // of the program; of equals the lower comes first
    std::string need_type;
    bool names_person = false;
    std::vector<Requirement> requirements;
    std::array<std::int64_t, 2>
        base{};                 // weighted, not urgent and urgent: fit, timeliness, room, track record
    std::vector<Points> points; // instead of fit; at most three
    Gift gift;
};

// Programs that could take a need today, in the order of the snapshot; by the unit that each type of need
// has. What columns cannot say (an amount worked out from several members) has no row: such pairs are told
// one by one.
std::vector<Offer> offers_of(const matching::Snapshot&, const matching::Asked&);

// Could the program serve somebody who lives there? Those that follow the person may serve anybody.
bool may_serve(const matching::Snapshot&, std::uint32_t program, models::Area county);
bool follows_the_person(const models::Program&); // served by hukou or school

} // namespace bench

template <>
inline constexpr auto models::kNames<bench::Role> =
    models::names<bench::Role>({{bench::Role::line, "line"},
                                {bench::Role::free, "free"},
                                {bench::Role::holds, "holds"},
                                {bench::Role::fails, "fails"}});
