#pragma once
#include "matching/column.hpp"
#include "matching/sieve.hpp"

// Inside of the engine: what a sieve holds.
namespace matching {

// The families that live in one county and what may help them; immutable.
struct County {
    std::shared_ptr<const Region> region;
    std::shared_ptr<const Column> column;
    std::vector<bool> stale;        // by member of the column: left, moved, or changed since
    SharedList<FamilyRows> changed; // those that came or changed since, by their keys

    // Calls each(row, whom) for every row of one block, those of the column first, in their order.
    template <class Each> void for_rows(std::uint32_t block, Each each) const
    {
        for (const auto& row : std::ranges::equal_range(column->rows, block, {}, &Row::block))
            if (!stale[row.member]) each(row, column->whom(row.member));
        for (const auto& family : changed)
            for (const auto& row : family.rows)
                if (row.block == block) each(row, family.whom);
    }
    template <class Each> void for_rows(Each each) const
    {
        for (const auto& row : column->rows)
            if (!stale[row.member]) each(row, column->whom(row.member));
        for (const auto& family : changed)
            for (const auto& row : family.rows) each(row, family.whom);
    }
    std::vector<Whom> everybody() const;                     // by their keys
    std::vector<const Row*> rows_of(std::int64_t key) const; // by need
    std::vector<const Row*> rows_of_member(std::uint32_t) const;
};
using CountyPtr = std::shared_ptr<const County>;

struct Sieve::Inside {
    Snapshot snapshot;
    std::shared_ptr<const Asked> asked;
    bool by_referral = false, stand = true; // as People says
    std::vector<CountyPtr> counties;        // by their codes
    SharedList<FamilyRows> elsewhere;       // whose village is not known: without rows, row by row
    // By family: its county and which member of the column it was when all was filled; it may be so no more.
    static constexpr std::uint32_t kNobody = 0xffffffff;
    struct Place {
        std::uint32_t county = 0, member = kNobody;
    };
    std::shared_ptr<const std::vector<Place>> places;

    People people() const { return {snapshot.families(), by_referral, stand}; }
    std::size_t county_at(models::Area) const; // where it is, or would be
    std::int64_t key_of(std::size_t family) const
    {
        return by_referral ? snapshot.families()[family].referral.value : static_cast<std::int64_t>(family);
    }

    // The rows of one family by need, in its county; none: it lives elsewhere.
    struct Found {
        const County* county = nullptr;
        Whom whom;
        std::vector<const Row*> rows;
    };
    Found find(FamilyIndex) const;
};

// Where it lives to the village, by today's code; none: not known so well.
models::Area village_of(const Ground&, const Family&);

CountyPtr county_filled(const Snapshot&, const Asked&, models::Area county, std::span<const Home>,
                        std::span<const std::uint32_t> order);
std::vector<std::uint32_t> ranking(const Asked&); // numbers of programs as equals are ranked

bool could_take(const Candidate&); // today: it fits or may, and nothing stands in the way
Match match_of(const Candidate&, const models::Need&);

// Runs work(0 … count − 1), each once, by whichever worker is free.
void in_parallel(std::size_t count, const Progress&, const std::function<void(std::size_t)>& work);

} // namespace matching
