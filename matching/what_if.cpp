#include "matching/what_if.hpp"
#include "matching/stand.hpp"
#include <algorithm>

namespace matching {

using namespace models;

namespace {

constexpr std::size_t kBetweenTold = 512; // families

int permille(std::size_t done, std::size_t of) { return static_cast<int>(done * 1000 / of); }

// The best of its needs before each of the versions that are there; nothing: no version could touch it.
template <std::size_t count>
std::optional<std::array<Stand, count>> stands_of(const Ground& ground, const Snapshot::Compiled& versions,
                                                  const std::array<bool, count>& there, const Family& family,
                                                  Area home)
{
    std::array<Stand, count> best;
    bool touched = false;
    for (std::size_t need = 0; need < family.household.needs.size(); ++need) {
        const auto& wanted = family.household.needs[need];
        if (!is_wanting(wanted)) continue;
        for (const auto version : plausible(versions, wanted.type, home)) {
            if (!there[version]) continue;
            touched = true;
            const Pair pair{ground,
                            family,
                            wanted,
                            versions.programs[version],
                            versions.plans[version],
                            {&family, &wanted, nullptr},
                            today(ground)};
            const auto stand = stand_of(pair, need);
            if (is_better(stand, best[version])) best[version] = stand;
        }
    }
    if (!touched) return {};
    return best;
}

class Comparison {
public:
    Comparison(const Snapshot& snapshot, const Program& before, const Program& after, std::size_t named,
               std::uint64_t secret)
        : ground_(snapshot.ground()),
          named_(named),
          secret_(secret),
          there_{before.state == ProgramState::open || before.state == ProgramState::paused, true},
          versions_(compile({at_large(before), at_large(after)}, *ground_.divisions))
    {
    }

    void add(const Family& family, FamilyIndex index)
    {
        const auto home = home_of(ground_, family);
        const auto best = stands_of(ground_, versions_, there_, family, home);
        if (!best) return;
        const auto& [before, after] = *best;
        ++impact_.tried;
        if (before.eligible == Verdict::no && after.eligible == Verdict::no) return;
        const auto tier = static_cast<std::size_t>(family_score(ground_, family).severity.tier);
        for (auto* shift : {&impact_.all, &impact_.by_county[county(home)], &impact_.by_tier[tier - 1]})
            count(*shift, before, after, mark_of(family.referral, secret_));
        name(index, before, after);
    }

    Impact taken() { return std::move(impact_); }

private:
    static Area county(Area home)
    {
        return level_of(home) < AreaLevel::county ? Area{} : part_of(home, AreaLevel::county);
    }

    static void count(Reach& reach, const Stand& stand, std::uint64_t mark)
    {
        if (stand.eligible == Verdict::yes) reach.eligible.add(mark);
        if (stand.eligible == Verdict::unknown) reach.to_be_asked.add(mark);
        reach.low = sum_of(reach.low, stand.award.low);
        reach.high = sum_of(reach.high, stand.award.high);
    }

    static std::optional<Moved> moved(const Stand& before, const Stand& after)
    {
        const bool was = before.eligible == Verdict::yes, is = after.eligible == Verdict::yes;
        if (was != is) return is ? Moved::in : Moved::out;
        const bool same = before.award.low == after.award.low && before.award.high == after.award.high &&
                          before.award.quantity == after.award.quantity;
        if (!is || same) return {};
        return Moved::other_award;
    }

    static void count(Shift& shift, const Stand& before, const Stand& after, std::uint64_t mark)
    {
        count(shift.before, before, mark);
        count(shift.after, after, mark);
        const auto what = moved(before, after);
        if (what == Moved::in) shift.in.add(mark);
        if (what == Moved::out) shift.out.add(mark);
        if (what == Moved::other_award) shift.other_award.add(mark);
    }

    void name(FamilyIndex family, const Stand& before, const Stand& after)
    {
        const auto what = moved(before, after);
        if (!what || impact_.moved.size() >= named_) return;
        const auto need = *what == Moved::out ? before.need : after.need;
        impact_.moved.push_back({family, *what, need, before.award.high, after.award.high});
    }

    const Ground& ground_;
    std::size_t named_;
    std::uint64_t secret_;
    std::array<bool, 2> there_;
    Snapshot::Compiled versions_;
    Impact impact_;
};

} // namespace

std::optional<Impact> what_if(const Snapshot& snapshot, const Program& before, const Program& changed,
                              const Progress& progress, std::size_t named, std::uint64_t secret)
{
    Comparison comparison(snapshot, before, changed, named, secret);
    const auto size = snapshot.families().size();
    for (std::size_t i = 0; i < size; ++i) {
        if (i % kBetweenTold == 0 && !progress.goes_on(permille(i, size))) return {};
        comparison.add(snapshot.families()[i], {i});
    }
    if (!progress.goes_on(1000)) return {};
    return comparison.taken();
}

std::optional<Extent> extent_of(const Snapshot& snapshot, const Program& program, std::int64_t enough,
                                const Progress& progress)
{
    const auto& ground = snapshot.ground();
    const auto versions = compile({at_large(program)}, *ground.divisions);
    const auto size = snapshot.families().size();
    Extent extent;
    for (std::size_t i = 0; i < size && std::min(extent.reached, extent.left_out) < enough; ++i) {
        if (i % kBetweenTold == 0 && !progress.goes_on(permille(i, size))) return {};
        const auto& family = snapshot.families()[i];
        const auto best = stands_of<1>(ground, versions, {true}, family, home_of(ground, family));
        if (!best) continue;
        extent.reached += best->front().eligible != Verdict::no;
        extent.left_out += best->front().eligible != Verdict::yes;
    }
    if (!progress.goes_on(1000)) return {};
    return extent;
}

} // namespace matching
