#include "matching/sieve.hpp"
#include "matching/factors.hpp"
#include "matching/keys.hpp"
#include "matching/region.hpp"
#include "matching/sift.hpp"
#include <algorithm>
#include <atomic>
#include <map>
#include <set>
#include <tuple>

namespace matching {

using namespace models;

struct Sieve::Inside {
    Snapshot snapshot;
    Asked asked;
    std::vector<std::size_t> order; // programs as equals are ranked
    std::vector<Region> regions;
    std::vector<bool> is_elsewhere; // families whose village is not known: row by row
    struct Place {
        std::uint32_t region{}, row{};
    };
    std::vector<std::uint32_t> first_place; // by family, and one more
    std::vector<Place> places;              // by family, then need

    void place_rows();
};

namespace {

// Equals go by id; names come after it only where nothing is stored yet and ids are zero.
std::vector<std::size_t> ranking(const SharedList<Program>& programs)
{
    std::vector<std::size_t> order(programs.size());
    for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
    std::ranges::sort(order, {}, [&](std::size_t i) {
        return std::tuple{programs[i].id.value, std::string_view(programs[i].code),
                          std::string_view(programs[i].uuid), i};
    });
    return order;
}

// Runs work(0 … count − 1), each once, by whichever worker is free.
template <class Work> void in_parallel(std::size_t count, const Progress& progress, Work work)
{
    std::atomic<std::size_t> next{0};
    progress.share([&](std::size_t) {
        for (auto i = next++; i < count; i = next++) work(i);
    });
}

Match match_of(const Candidate& candidate, const Need& need)
{
    Match match;
    match.program = static_cast<std::uint32_t>(candidate.program.value);
    match.score = static_cast<std::int32_t>(candidate.score.total);
    match.award = award_in_unit(need.unit, candidate.award);
    match.cost = candidate.award.low.fen;
    match.fits = candidate.standing == Standing::fits;
    return match;
}

// Row by row, for families of which it is not known where they live.
std::vector<Match> matches_by_row(const Snapshot& snapshot, FamilyIndex family, std::size_t need, Limit limit)
{
    std::vector<Match> matches;
    const auto& wanted = snapshot.families()[family.value].household.needs[need];
    for (const auto& candidate : programs_for_need(snapshot, family, need)) {
        const bool may = candidate.standing == Standing::fits || candidate.standing == Standing::to_be_asked;
        if (may && candidate.obstacles.empty() && matches.size() < limit)
            matches.push_back(match_of(candidate, wanted));
    }
    return matches;
}

std::uint64_t merit_of(const Candidate& candidate)
{
    constexpr auto kCoverage = static_cast<std::size_t>(Factor::coverage);
    return merit_in(key_of(candidate.standing == Standing::fits, candidate.score.total,
                           candidate.score.permille[kCoverage], 0));
}

// One program for one family of which it is not known where it lives.
void add_by_row(const Snapshot& snapshot, FamilyIndex family, std::uint32_t program,
                std::vector<Taker>& takers)
{
    const auto& needs = snapshot.families()[family.value].household.needs;
    const auto& purposes = snapshot.programs()[program].purposes;
    for (std::uint32_t need = 0; need < needs.size(); ++need) {
        if (!is_wanting(needs[need])) continue;
        if (std::ranges::find(purposes, needs[need].type, &Purpose::need) == purposes.end()) continue;
        const auto candidate = match(snapshot, family, need, {program});
        const bool may = candidate.standing == Standing::fits || candidate.standing == Standing::to_be_asked;
        if (may && candidate.obstacles.empty())
            takers.push_back({merit_of(candidate), static_cast<std::uint32_t>(family.value), need,
                              match_of(candidate, needs[need])});
    }
}

} // namespace

void Sieve::Inside::place_rows()
{
    first_place.assign(snapshot.families().size() + 1, 0);
    for (const auto& region : regions)
        for (const auto& row : region.rows) ++first_place[row.family + 1];
    for (std::size_t i = 1; i < first_place.size(); ++i) first_place[i] += first_place[i - 1];
    places.resize(first_place.back());
    auto next = first_place;
    for (std::uint32_t region = 0; region < regions.size(); ++region)
        for (std::uint32_t row = 0; row < regions[region].rows.size(); ++row)
            places[next[regions[region].rows[row].family]++] = {region, row};
    for (std::size_t i = 0; i + 1 < first_place.size(); ++i)
        std::ranges::sort(places.begin() + first_place[i], places.begin() + first_place[i + 1], {},
                          [&](const Place& place) { return regions[place.region].rows[place.row].need; });
}

Sieve::Sieve(std::unique_ptr<Inside> inside) : inside_(std::move(inside)) {}
Sieve::~Sieve() = default;
Sieve::Sieve(Sieve&&) noexcept = default;
Sieve& Sieve::operator=(Sieve&&) noexcept = default;

Sieve Sieve::build(const Snapshot& snapshot, const Progress& progress)
{
    auto inside = std::make_unique<Inside>(
        Inside{snapshot, ask_all(snapshot), ranking(snapshot.programs()), {}, {}, {}, {}});
    inside->is_elsewhere.resize(snapshot.families().size());
    std::map<Area, std::vector<Home>> by_county;
    for (std::size_t i = 0; i < snapshot.families().size(); ++i) {
        const auto home = home_of(snapshot.ground(), snapshot.families()[i]);
        if (level_of(home) == AreaLevel::village)
            by_county[part_of(home, AreaLevel::county)].push_back({i, home});
        else
            inside->is_elsewhere[i] = true;
    }
    std::vector<std::pair<Area, std::vector<Home>>> counties(by_county.begin(), by_county.end());
    inside->regions.resize(counties.size());
    in_parallel(counties.size(), progress, [&](std::size_t i) {
        auto& region = inside->regions[i];
        region = region_of(snapshot, inside->asked, counties[i].first, inside->order);
        fill(region, snapshot, inside->asked, counties[i].second);
    });
    inside->place_rows();
    return Sieve(std::move(inside));
}

Sieve::Matches Sieve::match_all(Limit limit, const Progress& progress) const
{
    const auto& in = *inside_;
    Matches all;
    all.pools.resize(in.regions.size() + 1);
    std::vector<std::vector<std::uint32_t>> begins(in.regions.size()); // by row, where its matches begin
    in_parallel(in.regions.size(), progress, [&](std::size_t i) {
        Sifter sifter(in.snapshot, in.asked, in.regions[i]);
        begins[i].reserve(in.regions[i].rows.size() + 1);
        for (const auto& row : in.regions[i].rows) {
            begins[i].push_back(static_cast<std::uint32_t>(all.pools[i].size()));
            sifter.best(row, limit, all.pools[i]);
        }
        begins[i].push_back(static_cast<std::uint32_t>(all.pools[i].size()));
    });

    auto& slow = all.pools.back();
    for (std::size_t family = 0; family < in.snapshot.families().size(); ++family) {
        const auto& needs = in.snapshot.families()[family].household.needs;
        auto place = in.places.begin() + in.first_place[family];
        const auto last = in.places.begin() + in.first_place[family + 1];
        for (std::uint32_t need = 0; need < needs.size(); ++need) {
            if (!is_wanting(needs[need])) continue;
            NeedMatches found{{family}, need, 0, 0, 0};
            if (in.is_elsewhere[family]) {
                const auto matches = matches_by_row(in.snapshot, {family}, need, limit);
                found = {{family},
                         need,
                         static_cast<std::uint32_t>(in.regions.size()),
                         static_cast<std::uint32_t>(slow.size()),
                         static_cast<std::uint32_t>(matches.size())};
                slow.insert(slow.end(), matches.begin(), matches.end());
            } else if (place != last && in.regions[place->region].rows[place->row].need == need) {
                const auto from = begins[place->region][place->row];
                found = {{family}, need, place->region, from, begins[place->region][place->row + 1] - from};
                ++place;
            }
            all.needs.push_back(found);
        }
    }
    return all;
}

namespace {

// The best of them in the order of families_for, each family once with the best of its needs.
std::vector<Taker> best_takers(const Snapshot& snapshot, std::vector<Taker> takers, Limit limit)
{
    const auto order = [&](const Taker& taker) {
        const auto& family = snapshot.families()[taker.family];
        return std::tuple{taker.merit,           family.first_reported,
                          family.referral.value, family.household.id.value,
                          taker.family,          taker.need};
    };
    std::vector<Taker> best;
    for (auto wanted = std::max<std::size_t>(limit, 1);; wanted *= 2) { // a family may be there twice
        const auto size = std::min(wanted, takers.size());
        std::ranges::partial_sort(takers, takers.begin() + static_cast<std::ptrdiff_t>(size), {}, order);
        std::set<std::uint32_t> seen;
        best.clear();
        for (std::size_t i = 0; i < size && best.size() < limit; ++i)
            if (seen.insert(takers[i].family).second) best.push_back(takers[i]);
        if (best.size() == limit || size == takers.size()) return best;
    }
}

} // namespace

std::vector<Sieve::FamilyMatch> Sieve::families_for(ProgramIndex program, Limit limit,
                                                    const Progress& progress) const
{
    const auto& in = *inside_;
    const auto number = static_cast<std::uint32_t>(program.value);
    std::vector<std::vector<Taker>> found(in.regions.size() + 1);
    in_parallel(in.regions.size(), progress, [&](std::size_t i) {
        const auto& region = in.regions[i];
        Sifter sifter(in.snapshot, in.asked, region);
        for (std::uint32_t block = 0; block < region.blocks.size(); ++block) {
            const auto& programs = region.blocks[block].programs;
            const auto place = std::ranges::find(programs, number);
            if (place == programs.end()) continue;
            sifter.takers(block, static_cast<std::size_t>(place - programs.begin()), found[i]);
        }
        if (found[i].size() > limit) found[i] = best_takers(in.snapshot, std::move(found[i]), limit);
    });
    for (std::uint32_t family = 0; family < in.is_elsewhere.size(); ++family)
        if (in.is_elsewhere[family]) add_by_row(in.snapshot, {family}, number, found.back());
    std::vector<Taker> all;
    for (const auto& some : found) all.insert(all.end(), some.begin(), some.end());
    std::vector<FamilyMatch> matches;
    for (const auto& taker : best_takers(in.snapshot, std::move(all), limit))
        matches.push_back({{taker.family}, taker.need, taker.match});
    return matches;
}

Sieve::Counts Sieve::counts() const
{
    const auto& in = *inside_;
    Counts counts;
    counts.families = in.snapshot.families().size();
    counts.programs = in.snapshot.programs().size();
    counts.bytes = in.places.size() * sizeof(Inside::Place) + in.first_place.size() * sizeof(std::uint32_t);
    for (const auto& region : in.regions) {
        counts.needs += region.rows.size();
        counts.bytes += region.bytes();
        for (const auto& row : region.rows) counts.met += region.blocks[row.block].programs.size();
        for (std::size_t whose = 0; whose < kWhoses; ++whose) {
            counts.answers += region.answers[whose].size();
            counts.questions[whose] =
                std::max<std::uint64_t>(counts.questions[whose], region.questions[whose].size());
        }
    }
    counts.nominal = counts.needs * counts.programs;
    return counts;
}

std::vector<Option> Sieve::options_of(FamilyIndex family) const
{
    const auto& in = *inside_;
    if (in.is_elsewhere[family.value]) return matching::options_of(in.snapshot, family);
    std::vector<Option> options;
    const auto& needs = in.snapshot.families()[family.value].household.needs;
    for (auto at = in.first_place[family.value]; at < in.first_place[family.value + 1]; ++at) {
        const auto& region = in.regions[in.places[at].region];
        const auto& row = region.rows[in.places[at].row];
        if (!needs[row.need].assessed) continue;
        std::vector<Match> matches;
        Sifter(in.snapshot, in.asked, region).best(row, kNoLimit, matches);
        for (const auto& match : matches)
            if (match.fits && match.award > 0)
                options.push_back({family, row.need, {match.program}, match.award, match.cost, match.score});
    }
    std::ranges::sort(options, {},
                      [](const Option& option) { return std::pair{option.need, option.program.value}; });
    return options;
}

} // namespace matching
