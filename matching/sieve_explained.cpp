#include "matching/keys.hpp"
#include "matching/pair.hpp"
#include "matching/sieve_inside.hpp"
#include "matching/sift.hpp"
#include <algorithm>

// One family's list with the parts of each score.
namespace matching {

using namespace models;

namespace {

std::vector<const Rule*> unknown_lines(const Snapshot& snapshot, const Candidate& candidate)
{
    std::vector<const Rule*> unknown;
    const auto& family = snapshot.families()[candidate.family.value];
    const Subject subject{&family, &family.household.needs[candidate.need], nullptr};
    const auto& program = snapshot.programs()[candidate.program.value];
    for (const auto& line : lines_of(snapshot.ground(), subject, program.rule))
        if (line.verdict == Verdict::unknown) unknown.push_back(line.rule);
    return unknown;
}

constexpr Limit kFewTaken = 1'000;

// Before others: by merit, then rank, then need.
struct Place {
    std::uint64_t merit{};
    std::uint32_t number{}; // of the program
    std::uint32_t need{};
};

bool is_before(const Asked& asked, const Place& a, const Place& b)
{
    if (a.merit != b.merit) return a.merit < b.merit;
    return a.number == b.number ? a.need < b.need : ranks_before(asked, a.number, b.number);
}

bool has(const std::vector<Sieve::Explained>& list, const Match& match)
{
    return std::ranges::any_of(
        list, [&](const Sieve::Explained& known) { return known.match.program == match.program; });
}

// For a family of which it is not known where it lives.
std::vector<Sieve::Explained> explained_by_row(const Snapshot& snapshot, const Asked& asked,
                                               FamilyIndex family, Limit limit)
{
    std::vector<std::pair<Place, Candidate>> all;
    const auto& needs = snapshot.families()[family.value].household.needs;
    for (std::uint32_t need = 0; need < needs.size(); ++need)
        for (auto& candidate : programs_for_need(snapshot, family, need))
            if (could_take(candidate))
                all.push_back({{merit_of(candidate.standing == Standing::fits, candidate.score),
                                asked.number_of[candidate.program.value], need},
                               std::move(candidate)});
    std::ranges::sort(all, [&](const auto& a, const auto& b) { return is_before(asked, a.first, b.first); });
    std::vector<Sieve::Explained> list;
    for (const auto& [place, candidate] : all) {
        const auto match = match_of(candidate, needs[place.need]);
        if (list.size() < limit && !has(list, match))
            list.push_back({place.need, match, candidate.score, unknown_lines(snapshot, candidate)});
    }
    return list;
}

} // namespace

std::vector<Sieve::Explained> Sieve::explained(FamilyIndex family, Limit limit) const
{
    const auto& in = *inside_;
    const auto people = in.people();
    const auto found = in.find(family);
    if (!found.county) return explained_by_row(in.snapshot, *in.asked, family, limit);
    Sifter sifter(*in.asked, *found.county->region, in.snapshot, people);
    std::vector<Taken> taken;
    if (limit < kFewTaken) taken.reserve(limit * found.rows.size());
    for (const auto* row : found.rows) sifter.best(*row, found.whom, limit, taken);
    const bool several = found.rows.size() > 1;
    if (several)
        std::ranges::sort(taken, [&](const Taken& a, const Taken& b) {
            return is_before(*in.asked, {a.merit, a.number, a.row->need}, {b.merit, b.number, b.row->need});
        });
    std::vector<Explained> list;
    list.reserve(std::min(limit, taken.size()));
    for (const auto& one : taken) {
        if (list.size() == limit) break;
        if (several && has(list, one.match)) continue;
        list.push_back({one.row->need, one.match, sifter.score(one), sifter.unknown(one)});
    }
    return list;
}

} // namespace matching
