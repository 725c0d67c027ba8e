#pragma once
#include "matching/certificate.hpp"
#include "matching/option.hpp"
#include "matching/progress.hpp"
#include "models/result.hpp"
#include <limits>
#include <optional>
#include <span>

// The second look at an allocation. Includes nothing of what made it (a guard test holds that): every figure
// is worked out again from the inputs, and the first that differs is told.
namespace matching {

// What the checker itself makes of the inputs.
struct Evidence {
    static constexpr std::int64_t kNone = std::numeric_limits<std::int64_t>::max(); // not limited

    struct Limit {
        std::int64_t places = kNone, fen = kNone;
    };
    struct Program {
        std::int64_t id{};
        bool used = false;       // it has an option
        bool grouped = false;    // the order of groups holds
        bool per_person = false; // once for each person, otherwise once a household
        Limit own;
        std::vector<Limit> rows;          // its quotas
        std::vector<std::uint32_t> apart; // may not stand beside these, ascending
    };
    struct Choice {
        std::uint32_t program{}, need{};
        std::int64_t award{}, cost{};
        std::uint32_t value{}, score{};
        std::uint32_t group{};
        std::uint32_t rows{}; // index into row_sets
        std::int64_t points{};
    };
    struct Need {
        std::int64_t residual{}, assessed{};
        std::int64_t member{};
        bool in_fen = true;
    };
    struct Household {
        std::int64_t id{};
        std::size_t first_choice{}, first_need{};
        std::uint32_t choices{}, needs{};
        std::uint32_t floors{}; // index into floor_sets
        std::int32_t tier{};
        std::uint64_t key{}; // of the lottery
    };
    struct Floor {
        bool counts_families = false;
        std::int64_t asks{};
    };

    std::vector<Household> households; // those that have an option, by id
    std::vector<Choice> choices;       // of each household by need, then by program
    std::vector<Need> needs;
    std::vector<Program> programs;                                // by id
    std::vector<std::vector<std::uint32_t>> row_sets, floor_sets; // the first of each is empty
    std::vector<Floor> floors;
    std::int64_t most_awards = 3;
    bool strict = false, stable = false;
};
// Asks for the options of each family once, from any worker. Lottery keys by family of the snapshot are read
// in stable mode only. Nothing: stopped.
std::optional<Evidence> evidence_of(const Snapshot&, const OptionsOf&, const Progress&,
                                    std::span<const std::uint64_t> keys = {});

// Money is rounded down to what can be given at all, permille floors to amounts: the last step of evidence.
void settle(Evidence&, std::span<const std::int64_t> permille_floors);

// Nothing: every figure is confirmed. Otherwise the first that is not, as the key of a sentence with its
// values; "certify.stopped" where it was stopped.
std::optional<models::Fault> certify(const Evidence&, std::span<const AwardLine>, const Certificate&,
                                     const Progress&);

} // namespace matching
