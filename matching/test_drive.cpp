#include "matching/test_drive.hpp"
#include "matching/stand.hpp"
#include <set>
#include <vector>

namespace matching {

using namespace models;

namespace {

class Drive {
public:
    Drive(const Snapshot& snapshot, const Program& program, std::uint64_t secret)
        : ground_(snapshot.ground()),
          secret_(secret),
          versions_(compile({at_large(program)}, *ground_.divisions))
    {
    }

    void look(const Family& family, Driven& driven) const
    {
        const auto home = home_of(ground_, family);
        Stand best;
        bool near = false, touched = false;
        for (std::size_t need = 0; need < family.household.needs.size(); ++need) {
            const auto& wanted = family.household.needs[need];
            if (!is_wanting(wanted) || plausible(versions_, wanted.type, home).empty()) continue;
            const auto pair = pair_with(family, need);
            const auto stand = stand_of(pair, need);
            if (!touched || is_better(stand, best)) best = stand;
            touched = true;
            near = near || (best.eligible == Verdict::no && is_near(pair));
        }
        if (touched) count(family, best, near, home, driven);
    }

private:
    Pair pair_with(const Family& family, std::size_t need) const
    {
        const auto& wanted = family.household.needs[need];
        return {ground_,
                family,
                wanted,
                versions_.programs[0],
                versions_.plans[0],
                {&family, &wanted, nullptr},
                today(ground_)};
    }

    void count(const Family& family, const Stand& best, bool near, Area home, Driven& driven) const
    {
        const auto mark = mark_of(family.referral, secret_);
        if (best.eligible == Verdict::no) {
            if (near) driven.near.add(mark);
            return;
        }
        if (best.eligible == Verdict::unknown) {
            driven.unknown.add(mark);
            for (const auto fact : missing_of(pair_with(family, best.need))) driven.missing[fact].add(mark);
            return;
        }
        driven.fit.add(mark);
        const bool known = level_of(home) >= AreaLevel::county;
        driven.by_county[known ? part_of(home, AreaLevel::county) : Area{}].add(mark);
        driven.low = sum_of(driven.low, best.award.low);
        driven.high = sum_of(driven.high, best.award.high);
    }

    static std::set<Fact> missing_of(const Pair& pair)
    {
        std::set<Fact> facts;
        for (const auto& line : lines_of(pair.ground, pair.subject, pair.program.rule))
            if (line.verdict == Verdict::unknown)
                for (const auto& leaf : line.leaves)
                    if (leaf.verdict == Verdict::unknown && leaf.leaf != &everyone_listed())
                        facts.insert(leaf.leaf->fact);
        return facts;
    }

    const Ground& ground_;
    std::uint64_t secret_;
    Snapshot::Compiled versions_;
};

void add(Driven& whole, const Driven& part)
{
    whole.fit.add(part.fit);
    whole.unknown.add(part.unknown);
    whole.near.add(part.near);
    for (const auto& [fact, counted] : part.missing) whole.missing[fact].add(counted);
    for (const auto& [county, counted] : part.by_county) whole.by_county[county].add(counted);
    whole.low = sum_of(whole.low, part.low);
    whole.high = sum_of(whole.high, part.high);
}

} // namespace

std::optional<Driven> test_drive(const Snapshot& snapshot, const Program& program, std::uint64_t secret,
                                 const Progress& progress)
{
    const Drive drive(snapshot, program, secret);
    const auto size = snapshot.families().size();
    std::vector<Driven> parts(progress.workers);
    std::atomic<bool> stopped = false;
    progress.share_out(size, [&](std::size_t worker) {
        return [&, worker](std::size_t i) {
            if (stopped) return;
            if (i % 1024 == 0 && worker == 0 && !progress.goes_on(static_cast<int>(i * 1000 / size)))
                stopped = true;
            drive.look(snapshot.families()[i], parts[worker]);
        };
    });
    if (stopped || !progress.goes_on(1000)) return {};
    Driven whole;
    for (const auto& part : parts) add(whole, part);
    return whole;
}

} // namespace matching
