#pragma once
#include "matching/option.hpp"
#include "matching/progress.hpp"
#include <array>
#include <memory>
#include <optional>
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
    // Workers share the counties. stop: asked before each county; where it says yes the rest is left out, and
    // what comes is good for nothing.
    using Stop = std::function<bool()>;
    static Sieve build(const Snapshot&, const Progress& = {}, const Stop& stop = {});
    ~Sieve();
    Sieve(Sieve&&) noexcept;
    Sieve& operator=(Sieve&&) noexcept;

    // The sieve of another snapshot at the same instant and on the same ground, made from this one's by any
    // number of Snapshot::with(Changes): the same answers as a full build. A family that changed is asked
    // anew, a program that changed touches the counties that it serves or served and asks there only what
    // nobody asked yet; all else is shared. Where much is different, or this snapshot's families are not in
    // the order of their referrals and its programs in the order of their ids, everything is built anew.
    Sieve with(const Snapshot&, const Stop& stop = {}) const;

    const Snapshot& snapshot() const;

    // From the snapshot's instant until then every answer stays as it is: a day has its own verdicts, ages
    // and days of waiting, and within it programs' windows open and close.
    models::Time good_until() const;

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

    // One family: the programs that could help it today, each once with its best need; those that fit before
    // those to be asked, then score, coverage, rank of the program. With an obstacle, near misses and
    // refusals are not among them.
    struct Explained {
        std::uint32_t need{};
        Match match;
        Score score;                              // parts add up to match.score
        std::vector<const models::Rule*> unknown; // to be asked: lines of the rule not known; while the
                                                  // sieve lives
    };
    std::vector<Explained> explained(FamilyIndex, Limit) const;

    // The programs that stand near for the family, each with the need that programs_for has it with; by
    // program.
    struct NearMiss {
        ProgramIndex program;
        std::uint32_t need{};
        bool operator==(const NearMiss&) const = default;
    };
    std::vector<NearMiss> near_misses(FamilyIndex) const;

    // Of each of its needs that is wanting, by need.
    struct NeedBest {
        std::uint32_t need{};
        std::vector<Match> matches;
    };
    std::vector<NeedBest> best_of(FamilyIndex, Limit) const;

    // The families that a program could help today, each once with its best need, in the order of
    // families_for; those with an obstacle, near misses and refusals are not among them.
    struct FamilyMatch {
        FamilyIndex family;
        std::uint32_t need{};
        Match match;
    };
    std::vector<FamilyMatch> families_for(ProgramIndex, Limit, const Progress& = {}) const;

    // All families that could stand in families_for with any other standing than no, and few others; in the
    // order of the snapshot. Nothing: the columns do not hold all needs that the program is for.
    std::optional<std::vector<FamilyIndex>> may_suit(ProgramIndex) const;

    // By need, then by program.
    std::vector<Option> options_of(FamilyIndex) const;

    struct Counts {
        std::uint64_t families{}, needs{}, programs{};
        std::uint64_t nominal{};                  // needs × programs
        std::uint64_t met{};                      // pairs whose bits are looked at
        std::array<std::uint64_t, 3> questions{}; // most of one county: of households, persons, needs
        std::uint64_t bytes{};                    // of columns, answers and masks
    };
    Counts counts() const;

    struct Inside;

private:
    explicit Sieve(std::unique_ptr<Inside>);
    std::unique_ptr<Inside> inside_;
};

} // namespace matching
