#pragma once
#include "matching/amount.hpp"
#include "matching/condition.hpp"
#include <string_view>
#include <unordered_set>

// Inside of the engine: one program as questions by number and whole-number columns.
namespace matching {

// What a case of the award gives, where its form needs more than constants: bands by their questions, members
// counted by a rule of the household.
struct CaseAsked {
    std::optional<ConditionId> when;
    const models::AwardAmount* amount{};
    std::vector<std::pair<ConditionId, models::Money>> bands; // BandedAward
    std::optional<std::size_t> each;                          // EachAward: which of the counted rules
};

struct PointsAsked {
    ConditionId rule{};
    std::int64_t points{};
};

// An award that depends on nothing of the family but how much the need lacks; of this program, in this unit.
struct Plain {
    enum class Kind : std::uint8_t { no, refused, covering, incomparable }; // no: to be worked out
    Kind kind = Kind::no;
    std::int64_t from{};    // holds where the need lacks at least so much (fen)
    std::int64_t covered{}; // covering: in the unit of the need
    std::int64_t award{}, cost{};
};

struct Asking {
    bool offerable = false;                   // could take a need today, whoever has it
    bool row_by_row = false;                  // asks what the columns cannot hold
    std::vector<ConditionId> lines;           // all must hold, of a need that names a person …
    std::vector<ConditionId> lines_of_nobody; // … or names none
    std::vector<ConditionId> free;            // all must be yes, or something stands in the way
    std::vector<CaseAsked> cases;
    std::vector<PointsAsked> points;          // fit by points; empty: by purpose
    Terms terms;                              // for who had nothing from it yet
    std::int64_t constant{};                  // of the score, weighted: room and track record
    std::array<std::int64_t, 2> timeliness{}; // weighted; not urgent, urgent
};

inline constexpr std::size_t kUnits = 4;
using PlainByUnit = std::array<Plain, kUnits>;

struct Asked {
    std::vector<Asking> programs;   // by program
    std::vector<PlainByUnit> plain; // by program, where there are no points
    Conditions conditions;
    std::vector<const models::Rule*> counted;   // rules that awards count members by
    std::unordered_set<std::string_view> codes; // of all programs
};

Asked ask_all(const Snapshot&);

} // namespace matching
