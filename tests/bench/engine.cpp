#include "tests/bench/engine.hpp"
#include "matching/explain.hpp"
#include "matching/sieve.hpp"
#include "tests/bench/threads.hpp"
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

// What is measured, how often a round, what the design asks of it in microseconds, and the same row by row.
struct Measure {
    std::string name;
    std::size_t times = 1;
    std::function<void(std::size_t)> work;
    double target = 0, target_p99 = 0;
    std::function<void(std::size_t)> by_row = {};
};

// Which way a program changes.
enum class Change { fills_up, other_days, new_limit, ends };

Program changed(Program program, Change change, std::size_t number)
{
    if (change == Change::fills_up) program.room.places = program.room.places_left = 0;
    if (change == Change::other_days)
        program.record.median_days_to_first_help += static_cast<std::int64_t>(number % 5) + 1;
    if (change == Change::new_limit) {
        Rule limit{.kind = RuleKind::leaf};
        limit.leaf.fact = Fact::income_per_head_month;
        limit.leaf.op = Op::at_most;
        limit.leaf.value = std::int64_t{77'777} + static_cast<std::int64_t>(number);
        Rule rule{.kind = RuleKind::all};
        rule.parts = {program.rule, limit};
        program.rule = std::move(rule);
    }
    return program;
}

class Rows {
public:
    Rows(const Snapshot& snapshot, std::size_t often, std::size_t seldom)
        : snapshot_(snapshot), often_(often), seldom_(seldom), sieve_(Sieve::build(snapshot, on_threads(2)))
    {
        add_families();
        for (const auto level : {AreaLevel::county, AreaLevel::prefecture, AreaLevel::province})
            if (const auto program = busiest(level)) add_program(*program, level);
    }
    const std::vector<Measure>& all() const { return rows_; }

private:
    FamilyIndex nth(std::size_t i) const
    {
        constexpr std::size_t kFar = 7919; // a prime, so that no two are neighbors
        return {i * kFar % snapshot_.families().size()};
    }

    void add_families()
    {
        rows_.push_back({"one family: the best 20, each explained", often_,
                         [this](std::size_t i) { sieve_.explained(nth(i), kListed); }, 5, 20,
                         [this](std::size_t i) {
                             for (const auto& one : programs_for(snapshot_, nth(i), kListed))
                                 explain(snapshot_, one);
                         }});
        rows_.push_back({"one family: its near misses", often_,
                         [this](std::size_t i) { sieve_.near_misses(nth(i)); }, 1, 0,
                         [this](std::size_t i) { programs_for(snapshot_, nth(i)); }});
        rows_.push_back({"one family changes: the province and its lists again", often_,
                         [this](std::size_t i) {
                             const auto after = sieve_.with(snapshot_.with(one_changed(nth(i))));
                             after.best_of(nth(i), kListed);
                         },
                         2, 0,
                         [this](std::size_t i) {
                             const auto after = snapshot_.with(one_changed(nth(i)));
                             const auto& needs = after.families()[nth(i).value].household.needs;
                             for (std::size_t need = 0; need < needs.size(); ++need)
                                 programs_for_need(after, nth(i), need, kListed);
                         }});
    }

    Changes one_changed(FamilyIndex family) const
    {
        Changes changes;
        changes.families.push_back(snapshot_.families()[family.value]);
        auto& one = changes.families.back();
        for (auto& record : one.household.facts)
            if (record.fact == Fact::income_year) std::get<std::int64_t>(record.value) += 100'00;
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
        const bool county = level == AreaLevel::county, province = level == AreaLevel::province;
        const std::string of = county ? "of a county" : province ? "of the province" : "of a prefecture";
        rows_.push_back({"a program " + of + ": its best 100 families", often_ / 10 + 1,
                         [this, program](std::size_t) { sieve_.families_for(program, kBest); },
                         county     ? 100.0
                         : province ? 5'000.0
                                    : 0.0,
                         0, [this, program](std::size_t) { families_for(snapshot_, program, kBest); }});
        const auto add = [&](const std::string& how, Change change) {
            rows_.push_back({"a program " + of + " " + how + ": the same again", seldom_,
                             [this, program, change](std::size_t i) { after(program, change, i); },
                             county     ? 500.0
                             : province ? 30'000.0
                                        : 0.0,
                             0});
        };
        add("fills up", Change::fills_up);
        add("gets quicker or slower", Change::other_days);
        add("asks for a new limit", Change::new_limit);
        add("ends", Change::ends);
    }

    // Everybody's lists are right then: of the program its own, of families whatever is asked for next.
    void after(ProgramIndex program, Change change, std::size_t number) const
    {
        Changes changes;
        if (change == Change::ends)
            changes.ended.push_back(snapshot_.programs()[program.value].id);
        else
            changes.programs.push_back(changed(snapshot_.programs()[program.value], change, number));
        const auto sieve = sieve_.with(snapshot_.with(std::move(changes)));
        if (change != Change::ends) sieve.families_for(program, kBest);
    }

    const Snapshot& snapshot_;
    std::size_t often_, seldom_;
    Sieve sieve_;
    std::vector<Measure> rows_;
};

std::string target_of(const Measure& row)
{
    if (row.target == 0) return "";
    return "≤ " + shown_time(row.target) +
           (row.target_p99 > 0 ? ", p99 ≤ " + shown_time(row.target_p99) : "");
}

// Once, however long it takes.
std::string time_by_row(const Measure& row, std::size_t times)
{
    if (!row.by_row) return "";
    const auto few = row.times > 100 ? times : 1;
    return shown_time(repeated(few, row.by_row).p50);
}

} // namespace

Section measure_engine(const Made& made, const Wishes& wishes)
{
    auto section = bench::section("engine", "One family, one program, one change · 一户、一个项目、一处变化");
    *section.figures = nlohmann::json::array();
    section.notes = {"In a province of " + shown(static_cast<double>(made.snapshot.families().size())) +
                     " invented families and " + shown(static_cast<double>(made.snapshot.programs().size())) +
                     " programs, by columns, one thread. Targets are the design's; row by row once, beside."};
    section.rows.push_back({"", "p50", "p99", "target", "row by row"});
    const bool many = wishes.rounds > 1;
    const Rows rows(made.snapshot, many ? 500 : 5, many ? 20 : 2);
    std::vector<Contender> contenders;
    for (const auto& row : rows.all())
        contenders.push_back({row.name, [&row] { return repeated(row.times, row.work); }});
    const auto measured = in_rounds(contenders, wishes.rounds);
    for (std::size_t i = 0; i < measured.size(); ++i) {
        const auto& row = rows.all()[i];
        const auto p50 = measured[i].spread(&Sample::p50), p99 = measured[i].spread(&Sample::p99);
        section.rows.push_back({row.name, shown_time(p50.median), shown_time(p99.median), target_of(row),
                                time_by_row(row, many ? 50 : 2)});
        section.figures->push_back({{"what", row.name},
                                    {"times", json_of(measured[i])},
                                    {"target_us", row.target},
                                    {"target_p99_us", row.target_p99}});
    }
    return section;
}

} // namespace bench
