#include "tests/bench/engine.hpp"
#include "matching/explain.hpp"
#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>

namespace bench {

using namespace matching;
using namespace models;

namespace {

constexpr Limit kListed = 20, kBest = 100;

// So many times, each with another number.
Sample repeated(std::size_t times, const std::function<void(std::size_t)>& work)
{
    std::vector<double> all;
    double sum = 0;
    for (std::size_t i = 0; i < times; ++i) {
        all.push_back(1e6 * seconds_of([&] { work(i); }));
        sum += all.back();
    }
    return sample_of(std::move(all), sum / 1e6);
}

// What is measured, how often a round, and what the design asks of it in microseconds.
struct Measure {
    std::string name;
    std::size_t times = 1;
    std::function<void(std::size_t)> work;
    double target = 0, target_p99 = 0;
};

class Rows {
public:
    Rows(const Snapshot& snapshot, std::size_t often) : snapshot_(snapshot), often_(often)
    {
        add_families();
        for (const auto level : {AreaLevel::county, AreaLevel::prefecture, AreaLevel::province})
            if (const auto program = busiest(level)) add_program(*program, level);
    }
    const std::vector<Measure>& all() const { return rows_; }

private:
    FamilyIndex nth(std::size_t i) const
    {
        constexpr std::size_t kFar = 7919; // a prime, so that no two are neighbours
        return {i * kFar % snapshot_.families().size()};
    }

    void add_families()
    {
        rows_.push_back({"one family: the best 20, each explained", often_,
                         [this](std::size_t i) {
                             for (const auto& one : programs_for(snapshot_, nth(i), kListed))
                                 explain(snapshot_, one);
                         },
                         5, 20});
        rows_.push_back({"one family: the whole list with its near misses", often_,
                         [this](std::size_t i) { programs_for(snapshot_, nth(i)); }, 1, 0});
        rows_.push_back({"one family changes: the province and its lists again", often_,
                         [this](std::size_t i) {
                             const auto after = snapshot_.with(changed(nth(i)));
                             const auto& needs = after.families()[nth(i).value].household.needs;
                             for (std::size_t need = 0; need < needs.size(); ++need)
                                 programs_for_need(after, nth(i), need, kListed);
                         },
                         2, 0});
    }

    Changes changed(FamilyIndex family) const
    {
        Changes changes;
        changes.families.push_back(snapshot_.families()[family.value]);
        changes.families.back().urgency = Urgency::urgent;
        return changes;
    }

    // An open program of that level; the one for most needs.
    std::optional<ProgramIndex> busiest(AreaLevel level) const
    {
        std::map<std::string, std::size_t> needs;
        for (const auto& family : snapshot_.families())
            for (const auto& need : family.household.needs) ++needs[need.type];
        std::optional<ProgramIndex> best;
        std::size_t most = 0;
        for (std::size_t i = 0; i < snapshot_.programs().size(); ++i) {
            const auto& program = snapshot_.programs()[i];
            if (program.state != ProgramState::open || program.areas.size() != 1 || program.by_list) continue;
            if (level_of(program.areas[0]) != level || program.room.places_left == 0) continue;
            const auto count = needs[program.purposes.front().need];
            if (count > most) best = ProgramIndex{i};
            most = std::max(most, count);
        }
        return best;
    }

    void add_program(ProgramIndex program, AreaLevel level)
    {
        const bool county = level == AreaLevel::county;
        const std::string of = county                           ? "of a county"
                               : level == AreaLevel::prefecture ? "of a prefecture"
                                                                : "of the province";
        rows_.push_back({"a program " + of + ": its best 100 families", 1,
                         [this, program](std::size_t) { families_for(snapshot_, program, kBest); },
                         county                         ? 100.0
                         : level == AreaLevel::province ? 5'000.0
                                                        : 0.0,
                         0});
        rows_.push_back({"a program " + of + " changes: the same again", 1,
                         [this, program](std::size_t) {
                             Changes changes;
                             changes.programs.push_back(snapshot_.programs()[program.value]);
                             changes.programs.back().record.median_days_to_first_help += 1;
                             families_for(snapshot_.with(std::move(changes)), program, kBest);
                         },
                         county                         ? 500.0
                         : level == AreaLevel::province ? 30'000.0
                                                        : 0.0,
                         0});
    }

    const Snapshot& snapshot_;
    std::size_t often_;
    std::vector<Measure> rows_;
};

std::string target_of(const Measure& row)
{
    if (row.target == 0) return "";
    return "≤ " + shown_time(row.target) +
           (row.target_p99 > 0 ? ", p99 ≤ " + shown_time(row.target_p99) : "");
}

} // namespace

Section measure_engine(const Made& made, const Wishes& wishes)
{
    auto section = bench::section("engine", "One family, one program, one change · 一户、一个项目、一处变化");
    *section.figures = nlohmann::json::array();
    section.notes = {"In a province of " + shown(static_cast<double>(made.snapshot.families().size())) +
                     " invented families and " + shown(static_cast<double>(made.snapshot.programs().size())) +
                     " programs, row by row, one thread. Targets are the design's."};
    section.rows.push_back({"", "p50", "p99", "target"});
    const Rows rows(made.snapshot, wishes.rounds > 1 ? 500 : 5);
    std::vector<Contender> contenders;
    for (const auto& row : rows.all())
        contenders.push_back({row.name, [&row] { return repeated(row.times, row.work); }});
    const auto measured = in_rounds(contenders, wishes.rounds);
    for (std::size_t i = 0; i < measured.size(); ++i) {
        const auto p50 = measured[i].spread(&Sample::p50), p99 = measured[i].spread(&Sample::p99);
        section.rows.push_back(
            {measured[i].name, shown_time(p50.median), shown_time(p99.median), target_of(rows.all()[i])});
        section.figures->push_back({{"what", measured[i].name},
                                    {"times", json_of(measured[i])},
                                    {"target_us", rows.all()[i].target},
                                    {"target_p99_us", rows.all()[i].target_p99}});
    }
    return section;
}

} // namespace bench
