#include "matching/sieve.hpp"
#include "matching/pair.hpp"
#include "matching/sieve_inside.hpp"
#include "matching/sift.hpp"
#include <algorithm>
#include <atomic>
#include <map>

namespace matching {

using namespace models;

std::vector<std::uint32_t> ranking(const Asked& asked)
{
    auto order = asked.number_of;
    std::ranges::sort(order, [&](std::uint32_t a, std::uint32_t b) { return ranks_before(asked, a, b); });
    return order;
}

void in_parallel(std::size_t count, const Progress& progress, const std::function<void(std::size_t)>& work)
{
    std::atomic<std::size_t> next{0};
    progress.share([&](std::size_t) {
        for (auto i = next++; i < count; i = next++) work(i);
    });
}

bool could_take(const Candidate& candidate)
{
    const bool may = candidate.standing == Standing::fits || candidate.standing == Standing::to_be_asked;
    return may && candidate.obstacles.empty();
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

Area village_of(const Ground& ground, const Family& family)
{
    const auto home = home_of(ground, family);
    return level_of(home) == AreaLevel::village ? home : Area{};
}

// Families come and go one by one, so that one is seldom far from where it stood.
std::size_t People::index_of(const Whom& whom) const
{
    if (!by_referral || stand) return whom.index;
    const auto key = [&](std::size_t at) { return families[at].referral.value; };
    const auto size = families.size();
    std::size_t low = std::min<std::size_t>(whom.index, size - 1), high = low + 1;
    for (std::size_t step = 1; low > 0 && key(low) > whom.key; step *= 2) low -= std::min(low, step);
    for (std::size_t step = 1; high < size && key(high - 1) < whom.key; step *= 2)
        high = std::min(size, high + step);
    while (high - low > 1) {
        const auto middle = low + (high - low) / 2;
        (key(middle) <= whom.key ? low : high) = middle;
    }
    return low;
}

std::vector<Whom> County::everybody() const
{
    std::vector<Whom> all;
    auto next = changed.begin();
    for (std::uint32_t member = 0; member < column->keys.size(); ++member) {
        for (; next != changed.end() && next->whom.key < column->keys[member]; ++next)
            all.push_back(next->whom);
        if (!stale[member]) all.push_back(column->whom(member));
    }
    for (; next != changed.end(); ++next) all.push_back(next->whom);
    return all;
}

std::vector<const Row*> County::rows_of_member(std::uint32_t member) const
{
    std::vector<const Row*> rows;
    rows.reserve(column->first[member + 1] - column->first[member]);
    for (auto at = column->first[member]; at < column->first[member + 1]; ++at)
        rows.push_back(&column->rows[column->row_order[at]]);
    return rows;
}

std::vector<const Row*> County::rows_of(std::int64_t key) const
{
    if (const auto member = column->member_of(key); member && !stale[*member]) return rows_of_member(*member);
    std::vector<const Row*> rows;
    const auto at = std::ranges::lower_bound(changed, key, {}, &FamilyRows::key);
    if (at != changed.end() && at->key() == key)
        for (const auto& row : at->rows) rows.push_back(&row);
    return rows;
}

CountyPtr county_filled(const Snapshot& snapshot, const Asked& asked, Area county,
                        std::span<const Home> families, std::span<const std::uint32_t> order)
{
    std::vector<Area> homes;
    for (const auto& one : families) homes.push_back(one.village);
    std::ranges::sort(homes);
    homes.erase(std::ranges::unique(homes).begin(), homes.end());
    County filled;
    auto region =
        std::make_shared<Region>(region_of(snapshot.ground(), asked, county, std::move(homes), order));
    filled.column = std::make_shared<const Column>(column_of(*region, snapshot, asked, families));
    filled.region = std::move(region);
    filled.stale.resize(families.size());
    return std::make_shared<const County>(std::move(filled));
}

std::size_t Sieve::Inside::county_at(Area area) const
{
    const auto at = std::ranges::lower_bound(counties, area, {},
                                             [](const CountyPtr& county) { return county->region->county; });
    return static_cast<std::size_t>(at - counties.begin());
}

Sieve::Inside::Found Sieve::Inside::find(FamilyIndex family) const
{
    const auto index = static_cast<std::uint32_t>(family.value);
    const auto place = stand ? places->at(family.value) : Place{};
    if (place.member != kNobody && place.county < counties.size()) {
        const auto& county = *counties[place.county];
        const auto& column = *county.column;
        const bool there = place.member < column.indexes.size() && !county.stale[place.member] &&
                           column.indexes[place.member] == index;
        if (there) return {&county, column.whom(place.member), county.rows_of_member(place.member)};
    }
    const auto home = village_of(snapshot.ground(), snapshot.families()[family.value]);
    if (!home) return {};
    const auto& county = *counties[county_at(part_of(home, AreaLevel::county))];
    const auto key = key_of(family.value);
    return {&county, {key, index}, county.rows_of(key)};
}

Sieve::Sieve(std::unique_ptr<Inside> inside) : inside_(std::move(inside)) {}
Sieve::~Sieve() = default;
Sieve::Sieve(Sieve&&) noexcept = default;
Sieve& Sieve::operator=(Sieve&&) noexcept = default;

const Snapshot& Sieve::snapshot() const { return inside_->snapshot; }

Time Sieve::good_until() const
{
    const auto& in = *inside_;
    auto until = start_of(plus_days(day_of(in.snapshot.ground().as_of), 1));
    for (const auto edge : in.asked->next_edge) until = std::min(until, edge);
    return until;
}

namespace {

template <class List, class Of> bool is_in_order(const List& list, Of key)
{
    return std::ranges::adjacent_find(list, std::greater_equal{}, key) == list.end();
}

} // namespace

Sieve Sieve::build(const Snapshot& snapshot, const Progress& progress, const Stop& stop)
{
    auto inside = std::make_unique<Inside>(Inside{snapshot, {}, false, true, {}, {}, {}});
    inside->by_referral =
        is_in_order(snapshot.families(), &Family::referral) && is_in_order(snapshot.programs(), &Program::id);
    inside->asked = std::make_shared<const Asked>(ask_all(snapshot));
    std::map<Area, std::vector<Home>> by_county;
    std::vector<SharedList<FamilyRows>::Item> elsewhere;
    for (std::uint32_t i = 0; i < snapshot.families().size(); ++i) {
        const auto home = village_of(snapshot.ground(), snapshot.families()[i]);
        const Whom whom{inside->key_of(i), i};
        if (home)
            by_county[part_of(home, AreaLevel::county)].push_back({whom, home});
        else
            elsewhere.push_back(std::make_shared<const FamilyRows>(FamilyRows{whom, {}, {}}));
    }
    inside->elsewhere = SharedList<FamilyRows>(elsewhere);
    const std::vector<std::pair<Area, std::vector<Home>>> counties(by_county.begin(), by_county.end());
    inside->counties.resize(counties.size());
    const auto order = ranking(*inside->asked);
    in_parallel(counties.size(), progress, [&](std::size_t i) {
        if (stop && stop()) return;
        inside->counties[i] =
            county_filled(snapshot, *inside->asked, counties[i].first, counties[i].second, order);
    });
    auto places = std::make_shared<std::vector<Inside::Place>>(snapshot.families().size());
    for (std::uint32_t county = 0; county < counties.size(); ++county)
        for (std::uint32_t member = 0; member < counties[county].second.size(); ++member)
            (*places)[counties[county].second[member].whom.index] = {county, member};
    inside->places = std::move(places);
    return Sieve(std::move(inside));
}

Sieve::Counts Sieve::counts() const
{
    const auto& in = *inside_;
    Counts counts;
    counts.families = in.snapshot.families().size();
    counts.programs = in.snapshot.programs().size();
    for (const auto& county : in.counties) {
        const auto& region = *county->region;
        counts.bytes += region.bytes() + county->column->bytes();
        county->for_rows([&](const Row& row, const Whom&) {
            ++counts.needs;
            counts.met += region.blocks[row.block]->programs.size();
        });
        for (std::size_t whose = 0; whose < kWhoses; ++whose)
            counts.questions[whose] =
                std::max<std::uint64_t>(counts.questions[whose], region.questions[whose].size());
    }
    counts.nominal = counts.needs * counts.programs;
    return counts;
}

} // namespace matching
