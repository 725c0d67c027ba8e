#include "matching/pair.hpp"
#include "matching/sieve_inside.hpp"
#include "matching/sift.hpp"
#include <algorithm>

// What one family comes near to.
namespace matching {

using namespace models;

namespace {

std::vector<Sieve::NearMiss> near_by_row(const Snapshot& snapshot, FamilyIndex family)
{
    std::vector<Sieve::NearMiss> misses;
    for (const auto& candidate : programs_for(snapshot, family))
        if (candidate.standing == Standing::near)
            misses.push_back({candidate.program, static_cast<std::uint32_t>(candidate.need)});
    return misses;
}

// A program that is near for several needs stays with the best of them.
void keep_better_needs(const Snapshot& snapshot, FamilyIndex family, std::vector<Sieve::NearMiss>& misses)
{
    auto to = misses.begin();
    for (auto at = misses.begin(); at != misses.end();) {
        auto best = *at++;
        std::optional<Candidate> known;
        for (; at != misses.end() && at->program == best.program; ++at) {
            if (!known) known = match(snapshot, family, best.need, best.program);
            auto other = match(snapshot, family, at->need, at->program);
            if (!is_better(other, *known)) continue;
            best = *at;
            known = std::move(other);
        }
        *to++ = best;
    }
    misses.erase(to, misses.end());
}

} // namespace

std::vector<Sieve::NearMiss> Sieve::near_misses(FamilyIndex family) const
{
    const auto& in = *inside_;
    const auto people = in.people();
    const auto found = in.find(family);
    const auto by_program = [](const NearMiss& miss) { return std::pair{miss.program.value, miss.need}; };
    std::vector<NearMiss> misses;
    if (!found.county) {
        misses = near_by_row(in.snapshot, family);
        std::ranges::sort(misses, {}, by_program);
        return misses;
    }
    Sifter sifter(*in.asked, *found.county->region, in.snapshot, people);
    Sifter::Nearby nearby;
    for (const auto* row : found.rows) {
        nearby.near.clear();
        sifter.come_near(*row, found.whom, nearby);
        for (const auto number : nearby.near) misses.push_back({{in.asked->index_of[number]}, row->need});
    }
    std::ranges::sort(misses, {}, by_program);
    if (found.rows.size() == 1) return misses;
    std::vector<std::size_t> suits;
    for (const auto number : nearby.suits) suits.push_back(in.asked->index_of[number]);
    std::ranges::sort(suits);
    std::erase_if(
        misses, [&](const NearMiss& miss) { return std::ranges::binary_search(suits, miss.program.value); });
    keep_better_needs(in.snapshot, family, misses);
    return misses;
}

} // namespace matching
