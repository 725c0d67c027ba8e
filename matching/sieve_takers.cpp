#include "matching/keys.hpp"
#include "matching/pair.hpp"
#include "matching/sieve_inside.hpp"
#include "matching/sift.hpp"
#include <algorithm>
#include <atomic>
#include <limits>
#include <set>
#include <tuple>

// The list of a program.
namespace matching {

using namespace models;

namespace {

// One program for one family of which it is not known where it lives.
void add_by_row(const Snapshot& snapshot, const Whom& whom, FamilyIndex family, ProgramIndex program,
                std::vector<Taker>& takers)
{
    const auto& needs = snapshot.families()[family.value].household.needs;
    const auto& purposes = snapshot.programs()[program.value].purposes;
    for (std::uint32_t need = 0; need < needs.size(); ++need) {
        if (!is_wanting(needs[need])) continue;
        if (std::ranges::find(purposes, needs[need].type, &Purpose::need) == purposes.end()) continue;
        const auto candidate = match(snapshot, family, need, program);
        if (!could_take(candidate)) continue;
        const bool fits = candidate.standing == Standing::fits;
        takers.push_back({merit_of(fits, candidate.score), whom, need, match_of(candidate, needs[need])});
    }
}

// Of the best by merit alone, with all that equal the last; at least so many families if there are. The
// merit of the last; kNoMerit where there are not so many.
constexpr auto kNoMerit = std::numeric_limits<std::uint64_t>::max();
std::uint64_t keep_best(std::vector<Taker>& takers, Limit limit)
{
    for (auto wanted = std::max<std::size_t>(limit, 1); wanted < takers.size(); wanted *= 2) {
        const auto last = takers.begin() + static_cast<std::ptrdiff_t>(wanted - 1);
        std::ranges::nth_element(takers, last, {}, &Taker::merit);
        const auto merit = last->merit;
        const auto end =
            std::partition(last + 1, takers.end(), [&](const Taker& taker) { return taker.merit == merit; });
        std::set<std::int64_t> families; // one may be there with several needs
        for (auto at = takers.begin(); at != end; ++at) families.insert(at->whom.key);
        if (families.size() < limit) continue;
        takers.erase(end, takers.end());
        return merit;
    }
    return kNoMerit;
}

// Takers as they are found. What surely comes behind so many others, of whichever county, is dropped.
class FoundTakers {
public:
    FoundTakers(Limit limit, std::atomic<std::uint64_t>& most_merit)
        : limit_(limit), most_(limit < kNoLimit / 4 ? 2 * limit + 64 : kNoLimit), most_merit_(most_merit)
    {
    }
    std::uint64_t most_merit() const { return most_merit_.load(std::memory_order_relaxed); }
    void cut()
    {
        if (all.size() <= most_) return;
        const auto merit = keep_best(all, limit_);
        most_ = std::max(most_, 2 * all.size());
        auto known = most_merit();
        while (merit < known && !most_merit_.compare_exchange_weak(known, merit)) {
        }
    }
    std::vector<Taker> all;

private:
    Limit limit_;
    std::size_t most_;
    std::atomic<std::uint64_t>& most_merit_;
};

// Of a county, appended.
void add_takers(Sifter& sifter, const County& county, const Asking& asking, std::uint32_t number,
                FoundTakers& found)
{
    std::set<std::uint32_t> blocks;
    for (const auto& purpose : asking.program().purposes)
        if (const auto block = county.region->block_for(purpose.need)) blocks.insert(*block);
    for (const auto block : blocks) {
        const auto& programs = county.region->blocks[block]->programs;
        const auto at = std::ranges::find(programs, number);
        if (at == programs.end()) continue;
        sifter.look_for(block, static_cast<std::size_t>(at - programs.begin()));
        county.for_rows(block, [&](const Row& row, const Whom& whom) {
            sifter.take(row, whom, found.most_merit(), found.all);
            found.cut();
        });
    }
}

// In the order of families_for, each family once with the best of its needs.
std::vector<Sieve::FamilyMatch> in_order(const Snapshot& snapshot, const People& people,
                                         const std::vector<Taker>& takers, Limit limit)
{
    using Order = std::tuple<std::uint64_t, Time, std::int64_t, std::int64_t, std::size_t, std::uint32_t>;
    std::vector<std::pair<Order, const Taker*>> order;
    order.reserve(takers.size());
    for (const auto& taker : takers) {
        const auto index = people.index_of(taker.whom);
        const auto& family = snapshot.families()[index];
        order.push_back({{taker.merit, family.first_reported, family.referral.value,
                          family.household.id.value, index, taker.need},
                         &taker});
    }
    std::ranges::sort(order);
    std::vector<Sieve::FamilyMatch> matches;
    std::set<std::size_t> seen;
    for (const auto& [rank, taker] : order) {
        if (matches.size() == limit) break;
        const auto index = std::get<4>(rank);
        if (seen.insert(index).second) matches.push_back({{index}, taker->need, taker->match});
    }
    return matches;
}

} // namespace

std::vector<Sieve::FamilyMatch> Sieve::families_for(ProgramIndex program, Limit limit,
                                                    const Progress& progress) const
{
    const auto& in = *inside_;
    const auto people = in.people();
    const auto number = in.asked->number_of.at(program.value);
    const auto& asking = *in.asked->programs[number];
    if (!asking.offerable) return {};
    std::atomic<std::uint64_t> most_merit{kNoMerit};
    std::vector<FoundTakers> found(in.counties.size(), FoundTakers(limit, most_merit));
    in_parallel(in.counties.size(), progress, [&](std::size_t i) {
        if (!may_serve(asking, in.counties[i]->region->county)) return;
        Sifter sifter(*in.asked, *in.counties[i]->region, in.snapshot, people);
        add_takers(sifter, *in.counties[i], asking, number, found[i]);
    });
    std::vector<Taker> all;
    for (const auto& some : found) all.insert(all.end(), some.all.begin(), some.all.end());
    for (const auto& one : in.elsewhere)
        add_by_row(in.snapshot, one.whom, {people.index_of(one.whom)}, program, all);
    keep_best(all, limit);
    return in_order(in.snapshot, people, all, limit);
}

} // namespace matching
