// The programs of the demo before its families, by the engine itself.
#include "server/demo/programs.hpp"
#include "server/demo/referrals.hpp"
#include "server/matches/service.hpp"
#include "tests/server/demo/given.hpp"
#include <boost/test/unit_test.hpp>
#include <set>

using namespace models;
using given::tables;
using server::demo::DemoReferral;

static matching::Snapshot programs_on(Date day)
{
    std::vector<Program> programs;
    std::int64_t number = 0;
    for (auto& [organization, program] : server::demo::programs_of_demo(tables(), day)) {
        program.id = {++number};
        programs.push_back(std::move(program));
    }
    const auto now = server::demo::in_office_hours(day, 9, 0);
    return matching::Snapshot::build({}, std::move(programs),
                                     {tables().divisions, tables().standards, tables().policy, now});
}

// Codes of the programs that fit this family and could take it now.
static std::set<std::string> fitting(const matching::Snapshot& programs, const DemoReferral& referral)
{
    auto body = referral.body;
    std::int64_t number = 0;
    for (auto& need : body.household.needs) need.id = {++number};
    const auto found =
        server::matches::find_programs(programs, server::matches::family_of(body, referral.reported_at));
    std::set<std::string> codes;
    for (const auto& candidate : found.candidates)
        if (candidate.standing == matching::Standing::fits && candidate.obstacles.empty())
            codes.insert(found.program(candidate.program).code);
    return codes;
}

static Date day(int year, unsigned month, unsigned number)
{
    return Date{std::chrono::year{year} / std::chrono::month{month} / std::chrono::day{number}};
}

BOOST_AUTO_TEST_SUITE(programs)

BOOST_AUTO_TEST_CASE(at_least_five_fit_the_grandmother_whenever_the_demo_is_first_started)
{
    for (unsigned month = 1; month <= 12; ++month) {
        const auto first_start = day(2027, month, 3 * month - 2);
        const auto now = server::demo::in_office_hours(first_start, 9, 0);
        const auto fits =
            fitting(programs_on(first_start), server::demo::grandmother(*tables().working_days, now));
        BOOST_TEST(fits.size() >= 5u, to_text(first_start) << ": " << fits.size());
    }
}

BOOST_AUTO_TEST_CASE(every_invented_program_fits_somebody_and_none_fits_everybody)
{
    const auto today = day(2026, 11, 24);
    const auto programs = programs_on(today);
    const auto referrals =
        server::demo::all_referrals(*tables().divisions, *tables().working_days, support::at_minute(0));
    std::map<std::string, std::size_t> families;
    for (const auto& referral : referrals)
        for (const auto& code : fitting(programs, referral)) ++families[code];
    for (const auto& [organization, program] : server::demo_programs(tables()))
        BOOST_TEST(families[program.code] > 0u, program.code << " fits nobody");
    for (const auto& [code, number] : families) BOOST_TEST(number < referrals.size() * 4 / 5, code);
    BOOST_TEST(families["jinqiu_yinjiang"] >= 35u);
    BOOST_TEST(families["shuicheng_students"] >= 25u);
    BOOST_TEST(families["playground_520525"] >= 30u);
}

BOOST_AUTO_TEST_CASE(there_are_sixty) { BOOST_TEST(programs_on(day(2026, 11, 24)).programs().size() == 60u); }

BOOST_AUTO_TEST_CASE(windows_move_by_whole_days_and_the_note_tells_the_real_dates)
{
    const auto first_start = day(2028, 2, 29);
    const auto moved = programs_on(first_start);
    for (const auto& [organization, real] : server::config_programs(tables())) {
        if (real.windows.empty()) continue;
        const auto shown = std::ranges::find(moved.programs(), real.code, &Program::code);
        BOOST_TEST(shown->source_note.zh.find("真实的申报期") != std::string::npos, real.code);
        BOOST_TEST(shown->source_note.en.find("the real one: ") != std::string::npos, real.code);
        const auto until = real.windows[0].until.value(), then = shown->windows[0].until.value();
        BOOST_TEST((then - until).count() % (24 * 60 * 60 * 1000) == 0, real.code);
        BOOST_TEST(std::abs(days_between(day_of(then), first_start)) < 120, real.code);
        if (const auto from = real.windows[0].from)
            BOOST_CHECK(then - shown->windows[0].from.value() == until - *from);
    }
    const auto pillars = std::ranges::find(moved.programs(), "guozhidongliang", &Program::code);
    BOOST_TEST(pillars->source_note.en.ends_with("the real one: until 2025-09-24 12:00."));
}

BOOST_AUTO_TEST_SUITE_END()
