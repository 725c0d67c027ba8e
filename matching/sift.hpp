#pragma once
#include "matching/region.hpp"
#include "matching/sieve.hpp"

// Inside of the engine: the rows of one region against its blocks.
namespace matching {

// A row that one program could take. Smaller merit is better: fits first, then score, then coverage.
struct Taker {
    std::uint64_t merit{};
    std::uint32_t family{}, need{};
    Match match;
};

// Keeps what neighbouring rows share; one for each thread.
class Sifter {
public:
    Sifter(const Snapshot&, const Asked&, const Region&);

    // The best programs for a row, appended: those that fit before those to be asked; then score, coverage,
    // rank.
    void best(const Row&, Limit, std::vector<Match>& out);

    // The rows of one block that the program at this place could take, appended in the order of the rows.
    void takers(std::uint32_t block, std::size_t place, std::vector<Taker>& out);

private:
    struct Sight { // programs by what is known so far
        std::vector<std::uint64_t> yes, could, free;
    };
    void look_at(const Row&);
    void narrow(Sight&, const Block&, const std::vector<Mask>&, const AnswerPool&, std::uint32_t answers);
    void weigh_all(const Row&, const Block&);
    void weigh_by_row(const Row&, std::size_t place, std::uint32_t program);
    void keep(std::size_t place, bool fits, std::int64_t score, std::int64_t coverage);
    bool is_by_row(const Row&, const Block&, std::size_t place) const;
    Match match_of(const Row&, const Block&, std::uint64_t key) const;
    bool had_from(const Row&, std::uint32_t program) const;
    const Plain* plain_case(const Row&, const Asking&) const;
    std::optional<std::int64_t> award(const Row&, const Asking&, Match&) const;
    std::optional<std::int64_t> worked_out(const Row&, const Asking&, Match&) const;
    Chosen chosen(const Row&, const Asking&, const models::Award&) const;
    Verdict verdict(const Row&, ConditionId) const;
    MaybeAmount amount(const Row&, const models::Award&, const CaseAsked&) const;
    std::int64_t fit_by_points(const Row&, const Asking&) const;

    const Snapshot& snapshot_;
    const Asked& asked_;
    const Region& region_;
    std::int64_t weight_of_fit_{}, weight_of_coverage_{};
    const Row* last_{};
    Sight of_household_, of_person_,
        all_;                         // after the household's answers, after the person's, after the need's
    std::vector<std::uint64_t> keys_; // smaller is better; each with its program's place in the block
    std::vector<Match> worked_out_;   // by place: award and cost of those that are not even
};

} // namespace matching
