#include "matching/pair.hpp"
#include "matching/sieve_inside.hpp"
#include "matching/sift.hpp"
#include <algorithm>

// The lists of families: of one, and of all.
namespace matching {

using namespace models;

namespace {

// Row by row, for families of which it is not known where they live.
std::vector<Match> matches_by_row(const Snapshot& snapshot, FamilyIndex family, std::size_t need, Limit limit)
{
    std::vector<Match> matches;
    const auto& wanted = snapshot.families()[family.value].household.needs[need];
    for (const auto& candidate : programs_for_need(snapshot, family, need)) {
        if (matches.size() == limit) break;
        if (could_take(candidate)) matches.push_back(match_of(candidate, wanted));
    }
    return matches;
}

// Where in a list of all wanting needs those of each family begin.
struct Wanting {
    std::vector<Sieve::NeedMatches> needs;
    std::vector<std::uint32_t> first; // by family, and one more
};

Wanting wanting_needs(const Snapshot& snapshot)
{
    Wanting all;
    all.first.reserve(snapshot.families().size() + 1);
    std::size_t family = 0;
    for (const auto& one : snapshot.families()) {
        all.first.push_back(static_cast<std::uint32_t>(all.needs.size()));
        const auto& needs = one.household.needs;
        for (std::uint32_t need = 0; need < needs.size(); ++need)
            if (is_wanting(needs[need])) all.needs.push_back({{family}, need, 0, 0, 0});
        ++family;
    }
    all.first.push_back(static_cast<std::uint32_t>(all.needs.size()));
    return all;
}

} // namespace

Sieve::Matches Sieve::match_all(Limit limit, const Progress& progress) const
{
    const auto& in = *inside_;
    const auto people = in.people();
    auto wanting = wanting_needs(in.snapshot);
    Matches all;
    all.pools.resize(in.counties.size() + 1);
    in_parallel(in.counties.size(), progress, [&](std::size_t i) {
        auto& pool = all.pools[i];
        Sifter sifter(*in.asked, *in.counties[i]->region, in.snapshot, people);
        in.counties[i]->for_rows([&](const Row& row, const Whom& whom) {
            const auto from = static_cast<std::uint32_t>(pool.size());
            sifter.best(row, whom, limit, pool);
            auto at = wanting.first[people.index_of(whom)];
            while (wanting.needs[at].need != row.need) ++at;
            wanting.needs[at].pool = static_cast<std::uint32_t>(i);
            wanting.needs[at].from = from;
            wanting.needs[at].count = static_cast<std::uint32_t>(pool.size()) - from;
        });
    });
    auto& slow = all.pools.back();
    for (const auto& one : in.elsewhere) {
        const auto family = people.index_of(one.whom);
        for (auto at = wanting.first[family]; at < wanting.first[family + 1]; ++at) {
            auto& need = wanting.needs[at];
            const auto matches = matches_by_row(in.snapshot, {family}, need.need, limit);
            need.pool = static_cast<std::uint32_t>(in.counties.size());
            need.from = static_cast<std::uint32_t>(slow.size());
            need.count = static_cast<std::uint32_t>(matches.size());
            slow.insert(slow.end(), matches.begin(), matches.end());
        }
    }
    all.needs = std::move(wanting.needs);
    return all;
}

std::vector<Sieve::NeedBest> Sieve::best_of(FamilyIndex family, Limit limit) const
{
    const auto& in = *inside_;
    const auto people = in.people();
    const auto found = in.find(family);
    std::vector<NeedBest> best;
    if (found.county) {
        Sifter sifter(*in.asked, *found.county->region, in.snapshot, people);
        for (const auto* row : found.rows)
            sifter.best(*row, found.whom, limit, best.emplace_back(row->need).matches);
        return best;
    }
    const auto& needs = in.snapshot.families()[family.value].household.needs;
    for (std::uint32_t need = 0; need < needs.size(); ++need)
        if (is_wanting(needs[need])) best.push_back({need, matches_by_row(in.snapshot, family, need, limit)});
    return best;
}

std::vector<Option> Sieve::options_of(FamilyIndex family) const
{
    std::vector<Option> options;
    const auto& needs = inside_->snapshot.families()[family.value].household.needs;
    for (const auto& [need, matches] : best_of(family, kNoLimit)) {
        if (!needs[need].assessed) continue;
        for (const auto& match : matches)
            if (match.fits && match.award > 0)
                options.push_back({family, need, {match.program}, match.award, match.cost, match.score});
    }
    std::ranges::sort(options, {},
                      [](const Option& option) { return std::pair{option.need, option.program.value}; });
    return options;
}

} // namespace matching
