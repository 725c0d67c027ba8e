// Quotas, opening times and who comes first, as rows.
#include "tests/server/editor/charity.hpp"
#include <boost/test/unit_test.hpp>

using namespace editor_tests;
using editor::Section;

namespace {

struct Rows : Charity {
    std::string sketch;

    Rows()
    {
        auto document = file();
        document["capacity"]["quotas"] = document["windows"] = document["priority"]["groups"] = json::array();
        document["priority"]["mode"] = "groups";
        sketch = location(sent(manager, "/programs/" + to_text(given_program(document)) + "/edit", {}));
    }
    Response capacity(const Typed& typed, const std::string& act = "save")
    {
        return filled(sketch, Section::capacity, typed, act);
    }
    Response page() { return shown(sketch + "/sections/capacity?check=1"); }
    Program program() { return editor::program_in(*library, found(sketch).document).value(); }
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(rows_of_capacity, Rows)

BOOST_AUTO_TEST_CASE(a_quota_may_be_for_a_group_alone_or_within_an_area)
{
    capacity({}, "add capacity/quotas");
    capacity({{"capacity/quotas/0/rule/add", "fact:relocated"}}, "add capacity/quotas/0/rule");
    const auto unfinished = page();
    BOOST_TEST(has(unfinished, "href=\"#capacity/quotas/0/rule.0\"")); // the mistake stands at its row
    BOOST_TEST(support::page_faults(unfinished) == "");
    BOOST_TEST(location(capacity({{"capacity/quotas/0/rule.0/value", "yes"},
                                  {"capacity/quotas/0/places", "4"}})) == sketch);
    BOOST_REQUIRE(program().quotas.size() == 1U);
    BOOST_CHECK(program().quotas[0].rule && !program().quotas[0].area);
    BOOST_TEST(has(page(), "名额 4，资金 不限"));
    BOOST_TEST(has(page(), "places 4, money Not limited"));
    capacity({{"capacity/quotas/0/area", "正安县"}});
    BOOST_CHECK(program().quotas[0].rule && program().quotas[0].area == support::kCounty);
    capacity({}, "remove capacity/quotas/0/rule.0");
    BOOST_CHECK(!program().quotas[0].rule);
}

BOOST_AUTO_TEST_CASE(a_quota_above_the_total_is_said_at_its_field_and_not_saved)
{
    capacity({{"capacity/places", "10"}}, "add capacity/quotas");
    capacity({{"capacity/quotas/0/area", "正安县"}, {"capacity/quotas/0/places", "11"}});
    BOOST_TEST(has(page(), "href=\"#capacity/quotas/0/places\""));
    BOOST_TEST(has(page(), "多于总名额 10"));
    BOOST_TEST(saved(sketch).status == 422);
    capacity({{"capacity/quotas/0/places", "10"}});
    BOOST_TEST(saved(sketch).status == 303);
}

// The total may fall below a quota at any time, for a program is paused or closed in any case; a draft like
// that is not published.
BOOST_AUTO_TEST_CASE(a_draft_with_a_quota_above_its_total_is_not_published)
{
    auto document = file();
    document["code"] = "quotas";
    const auto id = given_program(document);
    const auto change = [&](auto put) {
        return db.write([&](store::Writer& writer) {
            auto program = programs::stored_program(row(id), library->named_rules);
            put(program);
            return programs::change_program(writer, second, id, row(id).version, program, *library->divisions,
                                            now);
        });
    };
    BOOST_REQUIRE(change([](Program& program) { program.room.places = 4; }));
    const auto opened = change([](Program& program) { program.state = ProgramState::open; });
    BOOST_REQUIRE(!opened);
    BOOST_TEST(opened.error().faults.at(0).key == "error.program.quota_places");
    BOOST_REQUIRE(change([](Program& program) { program.room.places = 5; }));
    BOOST_CHECK(change([](Program& program) { program.state = ProgramState::open; }));
}

BOOST_AUTO_TEST_CASE(a_window_may_be_for_some_alone)
{
    capacity({}, "add windows");
    capacity({{"windows/0/from", "2026-03-01"},
              {"windows/0/until", "2026-06-30"},
              {"windows/0/rule/add", "fact:relocated"}},
             "add windows/0/rule");
    capacity({{"windows/0/rule.0/value", "yes"}});
    const auto windows = program().windows;
    BOOST_REQUIRE(windows.size() == 1U);
    BOOST_CHECK(windows[0].rule.has_value());
    BOOST_TEST(to_text(*windows[0].until) == "2026-07-01T00:00:00+08:00");
    BOOST_TEST(has(page(), "2026年3月1日至 2026年6月30日"));
    BOOST_TEST(support::page_faults(page()) == "");
    capacity({{"windows/0/until", "2026-02-01"}});
    BOOST_TEST(has(page(), "href=\"#windows/0/until\""));
}

BOOST_AUTO_TEST_CASE(groups_that_come_first_are_named_and_ordered_or_have_points)
{
    capacity({}, "add priority/groups");
    BOOST_TEST(has(page(), "href=\"#priority/groups/0/label\"")); // it needs a name
    capacity({{"priority/groups/0/label", "搬迁家庭"}, {"priority/groups/0/rule/add", "fact:relocated"}},
             "add priority/groups/0/rule");
    capacity({{"priority/groups/0/rule.0/value", "yes"}}, "add priority/groups");
    capacity({{"priority/groups/1/label", "其他家庭"}});
    BOOST_TEST(has(page(), "优先第 1 组“搬迁家庭”"));
    BOOST_TEST(has(page(), "Group 1 that comes first"));
    BOOST_TEST(!has(page(), "priority/groups/0/points"));

    capacity({{"priority/mode", "points"}});
    capacity({{"priority/groups/0/points", "80"}, {"priority/groups/1/points", "1001"}});
    BOOST_TEST(has(page(), "href=\"#priority/groups/1/points\""));
    capacity({{"priority/groups/1/points", "5"}});
    const auto priority = program().priority;
    BOOST_TEST(priority.by_points);
    BOOST_REQUIRE(priority.groups.size() == 2U);
    BOOST_TEST(priority.groups[0].points == 80);
    BOOST_TEST(support::page_faults(page()) == "");
    BOOST_TEST(has(shown(sketch + "/review"), "“搬迁家庭”80 分"));
}

BOOST_AUTO_TEST_CASE(help_may_arrive_at_another_time_than_it_is_asked_for)
{
    capacity({{"delivery/from", ""}});
    BOOST_CHECK(!program().delivery);
    capacity({{"delivery/from", "2026-10-01"}, {"delivery/until", "2026-09-01"}});
    BOOST_TEST(has(page(), "href=\"#delivery/until\""));
    capacity({{"delivery/until", "2026-12-31"}});
    BOOST_TEST(to_text(*program().delivery->until) == "2027-01-01T00:00:00+08:00");
    BOOST_TEST(has(page(), "送达时间：2026年10月1日至"));
    capacity({{"delivery/from", ""}, {"delivery/until", ""}});
    BOOST_CHECK(!program().delivery);
    BOOST_TEST(found(sketch).document["delivery"].is_null());
}

// What nobody touches stays as it was written, section by section.
BOOST_AUTO_TEST_CASE(a_program_shown_and_sent_back_is_the_same)
{
    auto document = file();
    document["code"] = "untouched";
    const auto same = location(sent(manager, "/programs/" + to_text(given_program(document)) + "/edit", {}));
    const auto before = found(same).document;
    for (const auto& [section, name] : kNames<Section>) filled(same, section, {});
    BOOST_TEST(found(same).document == before);
}

// 18 is eighteen years once steps are counted in years, whatever they were counted in before.
BOOST_AUTO_TEST_CASE(steps_are_read_by_what_they_are_measured_in)
{
    filled(sketch, Section::award, {{"award/cases/add", "bands"}}, "add award/cases");
    const auto n = std::to_string(found(sketch).document["award"]["cases"].size() - 1);
    const auto at = "award/cases/" + n + "/bands/";
    filled(sketch, Section::award, {{at + "steps/0/from", "10000"}, {at + "steps/0/amount_fen", "500"}});
    const auto step = [&] { return found(sketch).document.at(json::json_pointer("/" + at + "steps/0")); };
    BOOST_TEST(step()["from"] == 1'000'000);
    filled(sketch, Section::award, {{at + "fact", "age"}, {at + "steps/0/from", "18"}});
    BOOST_TEST(step()["from"] == 18);
    BOOST_TEST(has(shown(sketch + "/sections/award"), "周岁"));
    BOOST_TEST(has(shown(sketch + "/sections/award"), "含前端，不含后端"));
    filled(sketch, Section::award, {{at + "fact", "self_paid"}});
    BOOST_TEST(step()["from"] == 1'800); // 18 yuan, as it stood in the field
}

BOOST_AUTO_TEST_SUITE_END()
