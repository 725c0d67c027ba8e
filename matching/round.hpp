#pragma once
#include "matching/option.hpp"
#include "matching/policy.hpp"
#include "matching/progress.hpp"
#include <limits>
#include <span>

namespace matching {

// One allocation as columns: households that have an option, what they could get, and what programs have
// left. docs/formats.md "Rounds". Everything is ordered by ids, so nothing depends on the order of a
// snapshot.

inline constexpr std::int64_t kUnlimited = std::numeric_limits<std::int64_t>::max();

// What a program, or one of its quota rows, has left. Money is rounded down to a multiple of the greatest
// common divisor of what its options cost: the rest cannot be given.
struct Capacity {
    std::int64_t places = kUnlimited, fen = kUnlimited; // ≥ 0
};

struct RoundOption {
    std::uint32_t kind{};  // index into Round::kinds
    std::uint32_t value{}; // > 0
    std::int64_t award{};  // > 0, at most the residual of its need
    std::int64_t cost{};   // fen
    std::uint32_t need{};  // index into the needs of its family
    std::uint32_t score{};
};
static_assert(sizeof(RoundOption) == 32);

// What options of one program have in common.
struct RoundKind {
    std::uint32_t program{};                 // index into Round::programs
    std::uint32_t group{};                   // of the order of groups; 0 is served first
    std::vector<std::uint32_t> capacities{}; // the program's own, then its quota rows
    bool operator==(const RoundKind&) const = default;
};

struct RoundProgram {
    std::int64_t id{};
    std::uint32_t index{};               // into the snapshot
    bool in_groups = false;              // the order of groups holds
    bool once_a_person = false;          // otherwise once a household
    std::size_t first_row{}, rows{};     // its quota rows, as indexes into Round::capacities
    std::size_t options{};               // how many there are of it
    std::vector<std::uint32_t> excluded; // programs that may not stand beside it; ascending
};

struct RoundNeed {
    std::int64_t residual{}, assessed{};
    std::uint32_t member{}; // 0: nobody is named
    bool in_fen = true;
};

struct RoundFamily {
    std::int64_t id{};
    std::uint64_t key{};      // of the lottery; lower first
    std::int64_t confirmed{}; // milliseconds; kUnlimited: not yet
    std::size_t first_option{}, first_need{};
    std::uint32_t options{}, needs{};
    std::uint32_t index{};     // into the snapshot
    std::uint32_t floor_set{}; // index into Round::floor_sets
    std::uint32_t county{};    // 6 digits; 0: not known
    std::int32_t tier = 4;
    std::int64_t expected = 0; // for every thousand like it, so many more will come later
};

struct RoundFloor {
    FloorMeasure measure{};
    std::int64_t asks{};
};

struct Round {
    std::vector<RoundFamily> families; // by id
    std::vector<RoundOption> options;  // of each family by need, then by program id
    std::vector<std::int64_t> points;  // by option, of its program's own; empty where `stable` is not asked
    std::vector<RoundNeed> needs;
    std::vector<RoundProgram> programs; // by id, all of the snapshot
    std::vector<RoundKind> kinds;
    std::vector<Capacity> capacities;                   // of program i at i, then all quota rows
    std::vector<RoundFloor> floors;                     // as the policy has them
    std::vector<std::vector<std::uint32_t>> floor_sets; // the first is empty
    std::size_t most_awards = 3;
    bool keeps_back = false; // for those who are expected later
    bool strict = false, stable = false;

    std::span<const RoundOption> options_of(const RoundFamily& family) const
    {
        return std::span(options).subspan(family.first_option, family.options);
    }
    std::span<const RoundNeed> needs_of(const RoundFamily& family) const
    {
        return std::span(needs).subspan(family.first_need, family.needs);
    }
};

// Lottery keys by family of the snapshot: docs/formats.md. Asks for the options of each family once, from any
// worker. Nothing: stopped.
std::optional<Round> build_round(const Snapshot&, std::span<const std::uint64_t> keys, const OptionsOf&,
                                 const Progress&);

// The last steps of building: what floors ask, and money as Capacity says.
std::vector<RoundFloor> floors_of(const Round&, const RoundPolicy&);
void round_down_money(Round&);

// Could both stand in one bundle of this family, as far as programs go?
bool may_both(const Round&, const RoundFamily&, const RoundOption&, const RoundOption&);

} // namespace matching
