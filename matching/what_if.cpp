#include "matching/what_if.hpp"
#include "matching/pair.hpp"
#include <algorithm>

namespace matching {

using namespace models;

namespace {

constexpr std::size_t kBetweenTold = 512; // families

// Whatever is open to the program: its state, its places and its money are not the question.
Program at_large(Program program)
{
    program.state = ProgramState::open;
    program.room.budget_left.reset();
    return program;
}

bool is_of_the_program(const ObstacleFound& found)
{
    switch (found.what) {
    case Obstacle::opens_later:
    case Obstacle::paused:
    case Obstacle::no_places:
    case Obstacle::no_budget:
    case Obstacle::not_applicant: return true;
    case Obstacle::window_over: return found.when.has_value(); // otherwise no window is for this family
    default: return false;
    }
}

// One family before one version.
struct Stand {
    Verdict eligible = Verdict::no;
    std::size_t need{};
    AwardFound award;
};

bool is_better(const Stand& a, const Stand& b)
{
    return std::tuple{a.eligible, a.award.low.fen, a.award.high.fen} >
           std::tuple{b.eligible, b.award.low.fen, b.award.high.fen};
}

Stand stand_of(const Pair& pair, std::size_t need)
{
    Stand stand{evaluate(pair.ground, pair.subject, pair.program.rule), need, {}};
    if (stand.eligible == Verdict::no) return stand;
    const auto award = award_of(pair);
    for (const auto& found : obstacles_of(pair, award)) {
        if (is_of_the_program(found)) continue;
        const bool open = found.what == Obstacle::area_unknown;
        stand.eligible = std::min(stand.eligible, open ? Verdict::unknown : Verdict::no);
    }
    if (stand.eligible == Verdict::yes) stand.award = award.found;
    return stand;
}

class Comparison {
public:
    Comparison(const Snapshot& snapshot, const Program& before, const Program& after, std::size_t named)
        : ground_(snapshot.ground()),
          named_(named),
          was_there_(before.state == ProgramState::open || before.state == ProgramState::paused),
          compiled_(compile({at_large(before), at_large(after)}, *ground_.divisions))
    {
    }

    void add(const Family& family, FamilyIndex index)
    {
        const auto home = home_of(ground_, family);
        std::array<Stand, 2> best;
        bool touched = false;
        for (std::size_t need = 0; need < family.household.needs.size(); ++need) {
            const auto& wanted = family.household.needs[need];
            if (!is_wanting(wanted)) continue;
            for (const auto version : plausible(compiled_, wanted.type, home)) {
                if (version == 0 && !was_there_) continue;
                touched = true;
                const Pair pair{ground_,
                                family,
                                wanted,
                                compiled_.programs[version],
                                compiled_.plans[version],
                                {&family, &wanted, nullptr},
                                today(ground_)};
                const auto stand = stand_of(pair, need);
                if (is_better(stand, best[version])) best[version] = stand;
            }
        }
        impact_.tried += touched;
        if (best[0].eligible == Verdict::no && best[1].eligible == Verdict::no) return;
        const auto tier = static_cast<std::size_t>(family_score(ground_, family).severity.tier);
        for (auto* shift : {&impact_.all, &impact_.by_county[county(home)], &impact_.by_tier[tier - 1]})
            count(*shift, best[0], best[1]);
        name(index, best[0], best[1]);
    }

    Impact taken() { return std::move(impact_); }

private:
    static Area county(Area home)
    {
        return level_of(home) < AreaLevel::county ? Area{} : part_of(home, AreaLevel::county);
    }

    static void count(Reach& reach, const Stand& stand)
    {
        reach.eligible += stand.eligible == Verdict::yes;
        reach.to_be_asked += stand.eligible == Verdict::unknown;
        reach.low = reach.low + stand.award.low;
        reach.high = reach.high + stand.award.high;
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

    static void count(Shift& shift, const Stand& before, const Stand& after)
    {
        count(shift.before, before);
        count(shift.after, after);
        const auto what = moved(before, after);
        shift.in += what == Moved::in;
        shift.out += what == Moved::out;
        shift.other_award += what == Moved::other_award;
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
    bool was_there_;
    Snapshot::Compiled compiled_;
    Impact impact_;
};

} // namespace

std::optional<Impact> what_if(const Snapshot& snapshot, ProgramIndex program, const Program& changed,
                              const Progress& progress, std::size_t named)
{
    Comparison comparison(snapshot, snapshot.programs().at(program.value), changed, named);
    const auto size = snapshot.families().size();
    for (std::size_t i = 0; i < size; ++i) {
        if (i % kBetweenTold == 0 && !progress.goes_on(static_cast<int>(i * 1000 / size))) return {};
        comparison.add(snapshot.families()[i], {i});
    }
    if (!progress.goes_on(1000)) return {};
    return comparison.taken();
}

} // namespace matching
