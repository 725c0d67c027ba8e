#pragma once
#include "matching/column.hpp"
#include "matching/sieve.hpp"

// Inside of the engine: the rows of one region against its blocks.
namespace matching {

// A row that one program could take. Smaller merit is better: fits first, then score, then coverage.
struct Taker {
    std::uint64_t merit{};
    Whom whom;
    std::uint32_t need{};
    Match match;
};

// A program that a row could take. Smaller merit is better.
struct Taken {
    std::uint64_t merit{};
    std::uint32_t number{}, place{}; // of the program, and its place in the row's block
    const Row* row{};
    Match match;
};

// Keeps what neighboring rows share; one for each thread.
class Sifter {
public:
    Sifter(const Asked&, const Region&, const Snapshot&, const People&);

    // The best programs for a row, appended: those that fit before those to be asked; then score, coverage,
    // rank.
    void best(const Row&, const Whom&, Limit, std::vector<Match>& out);
    void best(const Row&, const Whom&, Limit, std::vector<Taken>& out);

    // The rows of one block that one of its programs could take: first which, then row by row.
    void look_for(std::uint32_t block, std::size_t place);
    // Those that surely have more than so much merit may be left out.
    void take(const Row&, const Whom&, std::uint64_t most_merit, std::vector<Taker>& out);

    // Programs that a row comes near to, and those that it fits or may, whatever stands in the way; appended
    // by their numbers. Apart from those that are for elsewhere.
    struct Nearby {
        std::vector<std::uint32_t> near, suits;
    };
    void come_near(const Row&, const Whom&, Nearby& out);

    // The parts of a score and the questions not yet answered.
    Score score(const Taken&) const;
    std::vector<const models::Rule*> unknown(const Taken&) const;

private:
    struct Sight {                             // programs by what is known so far
        std::vector<std::uint64_t> yes, could; // could: nothing stands in the way, either
    };
    struct Stand { // one program by what is known: three values of its rule, and what stands in the way
        bool yes = true, could = true, free = true;
    };
    std::int64_t family_part(const Row& row) const // of a score
    {
        return weights_[static_cast<std::size_t>(Factor::severity)] * row.severity +
               weights_[static_cast<std::size_t>(Factor::waiting)] * row.waiting;
    }
    struct Failing {                         // programs by lines that fail
        std::vector<std::uint64_t> one, two; // at least so many
        std::vector<std::uint64_t> for_good; // one that cannot come to hold
        std::vector<std::uint64_t> away;     // for elsewhere
    };
    void count_failing(const Row&, const Block&);
    enum class Gets { nothing, less, enough }; // no case of the award holds or may; less than the least
    Gets gets(const Row&, const Whom&, const Block&, std::size_t place) const;
    void see_all(const Block&);
    void look_at(const Row&);
    void narrow(Sight&, const Block&, const std::vector<Mask>&, std::size_t whose,
                const std::uint64_t* answers);
    Stand stand_of(const Row&) const;
    void sort_first(std::size_t kept);
    std::size_t sort_best(const Row&, const Whom&, Limit);
    void weigh_all(const Row&, const Whom&, const Block&);
    void weigh_by_row(const Row&, const Whom&, std::size_t place, std::uint32_t number);
    void keep(std::size_t place, bool fits, std::int64_t score, std::int64_t coverage);
    bool is_by_row(const Row&, const Whom&, const Block&, std::size_t place) const;
    Match match_of(const Row&, const Whom&, const Block&, std::uint64_t key) const;
    bool had_from(const Row&, const Whom&, std::uint32_t number) const;
    const Plain* plain_case(const Row&, const Asking&) const;
    std::optional<std::int64_t> award(const Row&, const Asking&, Match&) const;
    std::optional<std::int64_t> worked_out(const Row&, const Asking&, Match&) const;
    Chosen chosen(const Row&, const Asking&, const models::Award&) const;
    Verdict verdict(const Row&, ConditionId) const;
    MaybeAmount amount(const Row&, const models::Award&, const CaseAsked&) const;
    std::int64_t fit_by_points(const Row&, const Asking&) const;
    std::int64_t fit(const Taken&) const;

    const Asked& asked_;
    const Region& region_;
    const Snapshot& snapshot_;
    const People& people_;
    const std::array<std::int64_t, kFactors>& weights_;
    std::array<std::int32_t, kLevels> near_points_{}; // of a score; by AreaLevel
    const Row* last_{};
    Sight of_household_, of_person_,
        all_; // after the household's answers, after the person's, after the need's
    Failing failing_;
    std::vector<std::uint64_t> keys_;    // smaller is better; each with its program's place in the block
    std::vector<Match> worked_out_;      // by place: award and cost of those that are not even
    std::array<Block::Masks, 2> asks_;   // of the program looked for: of nobody, of a person
    std::size_t place_{};                // its place
    Stand stand_;                        // before the last row
    std::array<std::int64_t, 2> most_{}; // its highest score before the family's part; by urgency
};

} // namespace matching
