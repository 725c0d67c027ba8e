#pragma once
#include "matching/amount.hpp"
#include "matching/condition.hpp"
#include <memory>
#include <string_view>

// Inside of the engine: one program as questions by number and whole-number columns.
namespace matching {

inline constexpr std::size_t kUnits = std::size(models::kNames<models::NeedUnit>);
inline constexpr std::int64_t kWorkedOut = -1; // it depends on more

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

// What one case, or one band of it, comes to for whoever had nothing from the program yet; in one unit.
struct Plain {
    enum class Kind : std::uint8_t {
        no,           // to be worked out
        refused,      // nothing, or not enough
        covering,     // so much of the need
        incomparable, // a service for money, money for hours
        share         // a share of what the need lacks: fen
    };
    Kind kind = Kind::no;
    bool may_shrink = false; // covering money: below `from` as much as the need lacks
    std::int64_t from{};     // holds as it is where the need lacks at least so much (fen)
    std::int64_t covered{};  // covering: in the unit of the need
    std::int64_t award{}, cost{};
    std::int64_t basis_points{}; // share
};

struct PlainCase {
    std::optional<ConditionId>
        when; // the first that holds counts; where one is not known before it, none does
    std::array<Plain, kUnits> by_unit;
};

// An award that is the same for everybody whose need lacks at least `from`, as its only case has it; so small
// that a thousand of it do not overflow.
struct Even {
    enum class Kind : std::uint8_t { no, refused, covering, incomparable };
    std::int64_t covered{}, from{}, award{}, cost{};
    Kind kind = Kind::no;
};

// What limits plain money; not limited: the largest number.
struct PlainTerms {
    std::int64_t step = 1, least = 1, cap{}, budget{};
    bool cap_used = false;
};

// So much of `amount` as need, caps, steps and budget leave, in fen; 0: nothing, or less than the least. As
// limited(), of an amount that is known.
inline std::int64_t plain_money(const PlainTerms& terms, std::int64_t amount, std::int64_t residual)
{
    const auto down = [&](std::int64_t fen) { return terms.step == 1 ? fen : fen - fen % terms.step; };
    if (down(std::min(amount, residual)) < terms.least) return 0;
    const auto high = down(std::min({amount, terms.cap, residual}));
    if (terms.cap_used || high < terms.least) return 0;
    const auto given = down(std::min(high, terms.budget));
    return given < terms.least ? 0 : given;
}

struct Asking {
    std::array<Even, kUnits> even; // by unit
    std::uint32_t number{};
    Asker asker;
    bool offerable = false;                   // could take a need today, whoever has it
    bool row_by_row = false;                  // asks what the columns cannot hold
    std::uint16_t code_bit{};                 // mark_of its code
    std::vector<ConditionId> lines;           // all must hold, of a need that names a person …
    std::vector<ConditionId> lines_of_nobody; // … or names none
    std::vector<ConditionId> free;            // all must be yes, or something stands in the way
    std::vector<CaseAsked> cases;
    std::vector<PlainCase> plain; // the same cases, and bands one by one; empty: none are plain
    PlainTerms plain_terms;
    std::vector<PointsAsked> points;           // fit by points; empty: by purpose
    Terms terms;                               // for who had nothing from it yet
    std::array<std::int64_t, kUnits> enough{}; // by unit: a need that lacks less gets less than the least
    std::int64_t room{}, track_record{};       // permille
    std::array<std::int64_t, 2> timeliness{};  // permille; not urgent, urgent
    std::array<std::int64_t, 2> constant{};    // of the score, weighted: these three
    const models::Program& program() const { return *asker.program; }
    const ProgramPlan& plan() const { return *asker.plan; }
    bool may_be_near() const { return plan().matchable && !plan().hint; } // or take a need, today or later
    bool is_by_residence() const // whom it serves depends on where the family lives
    {
        const auto of = program().served_of;
        return of != models::ServedOf::hukou && of != models::ServedOf::school;
    }
};

// What the programs of a snapshot ask. Each has a number, which stays its own when others come and go.
struct Asked {
    std::vector<const Asking*> programs;  // by number; nullptr: ended
    SharedList<Asking> kept;              // the same, but for what ended
    std::vector<std::uint32_t> index_of;  // ProgramIndex by number
    std::vector<std::uint32_t> number_of; // by ProgramIndex
    std::vector<models::Time>
        next_edge; // by number: when a window of it opens or closes next; or the last day
    Conditions conditions;
    std::size_t asked_first{}; // how many questions there were when all was asked
    std::vector<std::shared_ptr<const models::Rule>> counted; // rules that awards count members by
};

Asked ask_all(const Snapshot&);

// One program that is not as it was; one of the two may be nullptr.
struct AskingChange {
    std::uint32_t number{};
    const Asking *before{}, *now{}; // while both lists live
};

// The same after some programs of `before` changed, of two snapshots in the order of their ids. What is asked
// and counted keeps its number; new questions come after.
struct AskedAgain {
    Asked asked;
    std::vector<AskingChange> changes;
};
AskedAgain ask_again(const Asked&, const Snapshot& before, const Snapshot& now);

// A mark of a program's code or a kind of aid: where no bit is shared they differ.
std::uint16_t mark_of(std::string_view what);

// Before equals: by id; names come after it only where nothing is stored yet and ids are zero.
bool ranks_before(const Asked&, std::uint32_t number, std::uint32_t other);

// Fills plain, plain_terms, even and enough from cases and terms.
void find_plain(const models::Program&, Asking&);

} // namespace matching
