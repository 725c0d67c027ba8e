#include "tests/bench/test_drive.hpp"
#include "matching/pair.hpp"
#include "matching/test_drive.hpp"
#include "matching/what_if.hpp"
#include "tests/bench/machine.hpp"
#include "tests/bench/threads.hpp"
#include <nlohmann/json.hpp>

namespace bench {

using namespace matching;
using nlohmann::json;

namespace {

// The bare work: the rule alone, for every need that it is about.
std::size_t rule_alone(const Snapshot& families, const models::Program& program)
{
    std::size_t held = 0;
    for (std::size_t i = 0; i < families.families().size(); ++i) {
        const auto& family = families.families()[i];
        for (const auto& need : family.household.needs)
            for (const auto& purpose : program.purposes)
                if (purpose.need == need.type)
                    held +=
                        evaluate(families.ground(), {&family, &need, nullptr}, program.rule) == Verdict::yes;
    }
    return held;
}

Sample once(std::size_t families, double seconds)
{
    return {static_cast<double>(families) / seconds, seconds * 1e6, seconds * 1e6};
}

} // namespace

Section measure_test_drive(const Made& made, const Wishes& wishes)
{
    auto result = section("test-drive", "A program tried before it is saved · 试一试");
    *result.figures = json::array();
    const auto& families = made.snapshot;
    const auto all = families.families().size();
    const auto& program = families.programs()[0];
    std::vector<Contender> contenders;
    for (const std::size_t threads : {1U, 2U})
        contenders.push_back(
            {"Test drive, " + std::to_string(threads) + (threads == 1 ? " thread" : " threads"),
             [&families, &program, all, threads] {
                 const auto progress = on_threads(threads);
                 return once(all, seconds_of([&] { test_drive(families, program, 7, progress); }));
             }});
    contenders.push_back({"Its rule alone, 1 thread", [&families, &program, all] {
                              return once(all, seconds_of([&] { rule_alone(families, program); }));
                          }});
    const auto measured = in_rounds(contenders, wishes.rounds);

    const auto one = test_drive(families, program, 7);
    const auto two = test_drive(families, program, 7, on_threads(2));
    auto draft = program;
    draft.state = models::ProgramState::draft;
    const auto impact = what_if(families, draft, program);
    if (!one || !two || one->fit != two->fit || one->by_county != two->by_county)
        result.faults.push_back("a test drive depends on its threads");
    if (!one || !impact || one->fit.families != impact->all.after.eligible.families)
        result.faults.push_back("a test drive and a what-if do not count the same families");
    result.rows.push_back({"", "families", "the whole", "families a second", "times the rule alone"});
    for (const auto& row : measured) {
        const auto slower = ratio(measured[2], row, &Sample::per_second);
        result.rows.push_back({row.name, shown(static_cast<double>(all)),
                               shown_time(row.spread(&Sample::p50).median),
                               shown(row.spread(&Sample::per_second).median), shown_times(slower)});
        result.figures->push_back({{"who", row.name},
                                   {"families", all},
                                   {"families_a_second", json_of(row.spread(&Sample::per_second))},
                                   {"times_the_rule", json_of(slower)}});
    }
    if (one)
        result.notes.push_back(shown(static_cast<double>(one->fit.families)) + " families fit, " +
                               shown(static_cast<double>(one->unknown.families)) + " would be asked, " +
                               shown(static_cast<double>(one->near.families)) + " are near.");
    return result;
}

} // namespace bench
