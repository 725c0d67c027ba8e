#include "matching/test_drive.hpp"
#include "matching/stand.hpp"
#include <set>
#include <vector>

namespace matching {

using namespace models;

namespace {

// splitmix64: every bit of the mark depends on every bit of what goes in.
std::uint64_t mark_of(ReferralId referral, std::uint64_t secret)
{
    auto mixed = static_cast<std::uint64_t>(referral.value) * 0x9E3779B97F4A7C15U + secret;
    mixed = (mixed ^ (mixed >> 30U)) * 0xBF58476D1CE4E5B9U;
    mixed = (mixed ^ (mixed >> 27U)) * 0x94D049BB133111EBU;
    return mixed ^ (mixed >> 31U);
}

void add(Counted& counted, std::uint64_t mark)
{
    ++counted.families;
    counted.marks += mark;
}

void add(Counted& counted, const Counted& more)
{
    counted.families += more.families;
    counted.marks += more.marks;
}

class Drive {
public:
    Drive(const Snapshot& snapshot, const DriveAsked& asked)
        : ground_(snapshot.ground()),
          asked_(asked),
          versions_(compile({at_large(asked.program)}, *ground_.divisions))
    {
    }

    void look(const Family& family, Driven& driven) const
    {
        if (asked_.reported_since && family.first_reported < *asked_.reported_since) return;
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
        const auto mark = mark_of(family.referral, asked_.secret);
        if (best.eligible == Verdict::no) {
            if (near) add(driven.near, mark);
            return;
        }
        if (best.eligible == Verdict::unknown) {
            add(driven.unknown, mark);
            for (const auto fact : missing_of(pair_with(family, best.need))) add(driven.missing[fact], mark);
            return;
        }
        add(driven.fit, mark);
        const bool known = level_of(home) >= AreaLevel::county;
        add(driven.by_county[known ? part_of(home, AreaLevel::county) : Area{}], mark);
        driven.low = driven.low + best.award.low;
        driven.high = driven.high + best.award.high;
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
    const DriveAsked& asked_;
    Snapshot::Compiled versions_;
};

void add(Driven& whole, const Driven& part)
{
    add(whole.fit, part.fit);
    add(whole.unknown, part.unknown);
    add(whole.near, part.near);
    for (const auto& [fact, counted] : part.missing) add(whole.missing[fact], counted);
    for (const auto& [county, counted] : part.by_county) add(whole.by_county[county], counted);
    whole.low = whole.low + part.low;
    whole.high = whole.high + part.high;
}

} // namespace

std::optional<Driven> test_drive(const Snapshot& snapshot, const DriveAsked& asked, const Progress& progress)
{
    const Drive drive(snapshot, asked);
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
