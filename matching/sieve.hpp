#pragma once
#include "matching/option.hpp"
#include "matching/progress.hpp"
#include <array>
#include <memory>
#include <span>

namespace matching {

// One program before one need: it fits or may, and nothing stands in the way. Without words: 24 bytes.
struct Match {
    std::uint32_t program{}; // ProgramIndex
    std::int32_t score{};    // milli-points
    std::int64_t award = -1; // in the unit of the need; −1: cannot be compared
    std::int64_t cost{};     // fen of the program's budget
    bool fits = true;        // otherwise to be asked
    bool operator==(const Match&) const = default;
};

// All families against all programs, by columns: every distinct question is asked once a family, a person or
// a need, and each need meets only the programs of its kind that its county may have. The same answers as
// programs_for_need, bit for bit. Immutable after build; may be shared by threads; outlives its snapshot.
class Sieve {
public:
    static Sieve build(const Snapshot&,
                       const Progress& = {}); // workers share the counties; cannot be stopped
    ~Sieve();
    Sieve(Sieve&&) noexcept;
    Sieve& operator=(Sieve&&) noexcept;

    // The best of each need that is wanting, in the order of the snapshot's families, then needs.
    struct NeedMatches {
        FamilyIndex family;
        std::uint32_t need{};
        std::uint32_t pool{}, from{}, count{};
    };
    struct Matches {
        std::vector<NeedMatches> needs;
        std::vector<std::vector<Match>> pools;
        std::span<const Match> of(const NeedMatches& need) const
        {
            return std::span(pools[need.pool]).subspan(need.from, need.count);
        }
    };
    Matches match_all(Limit, const Progress& = {}) const;

    // The families that a program could help today, each once with its best need, in the order of
    // families_for; those with an obstacle, near misses and refusals are not among them.
    struct FamilyMatch {
        FamilyIndex family;
        std::uint32_t need{};
        Match match;
    };
    std::vector<FamilyMatch> families_for(ProgramIndex, Limit, const Progress& = {}) const;

    // By need, then by program.
    std::vector<Option> options_of(FamilyIndex) const;

    struct Counts {
        std::uint64_t families{}, needs{}, programs{};
        std::uint64_t nominal{};                  // needs × programs
        std::uint64_t met{};                      // pairs whose bits are looked at
        std::array<std::uint64_t, 3> questions{}; // most of one county: of households, persons, needs
        std::uint64_t answers{};                  // different sets of answers, over all counties
        std::uint64_t bytes{};                    // of columns, answers and masks
    };
    Counts counts() const;

private:
    struct Inside;
    explicit Sieve(std::unique_ptr<Inside>);
    std::unique_ptr<Inside> inside_;
};

} // namespace matching
