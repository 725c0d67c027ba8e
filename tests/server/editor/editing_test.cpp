// A manager sets up a program on pages: kept at every step, saved as a program, opened by another.
#include "server/formats/award_json.hpp"
#include "tests/server/editor/charity.hpp"
#include <boost/test/unit_test.hpp>

using namespace editor_tests;

BOOST_FIXTURE_TEST_SUITE(setting_up_a_program, Charity)

BOOST_AUTO_TEST_CASE(in_one_sitting_from_nothing_to_a_draft)
{
    using enum editor::Section;
    const auto sketch = begun();
    BOOST_TEST(support::page_faults(shown(sketch)) == "");
    BOOST_TEST(location(filled(sketch, basic,
                               {{"code", "yinling"},
                                {"name", "银龄暖居"},
                                {"purposes", "housing"},
                                {"applicant", "household"}})) == sketch);
    filled(sketch, rule, {{"rule/add", "fact:income_per_head_month"}}, "add rule");
    filled(sketch, rule,
           {{"rule.0/value", "1.5"}, {"rule.0/value_unit", "dibao_line"}, {"rule/add", "fact:age"}},
           "add rule");
    BOOST_TEST(location(filled(sketch, rule, {{"rule.1.0/op", "at_least"}, {"rule.1.0/value", "60"}})) ==
               sketch);
    filled(sketch, award, {{"award/cases/add", "fixed_fen"}}, "add award/cases");
    BOOST_TEST(location(filled(sketch, award, {{"award/cases/0/fixed_fen", "4600"}})) == sketch);
    filled(sketch, capacity, {{"capacity/places", "30"}, {"capacity/budget_fen", "138000"}});
    filled(sketch, areas, {{"served/areas", "正安县、道真仡佬族苗族自治县"}});

    const auto read = editor::program_in(*library, found(sketch).document);
    BOOST_REQUIRE(read.has_value());
    BOOST_TEST(
        write_rule(read->rule) ==
        json::parse(
            R"({"all":[{"fact":"income_per_head_month","at_most":{"standard":"dibao_line","times":"1.5"}},
                               {"member":{"fact":"age","at_least":60}}]})"));
    BOOST_TEST(read->areas.size() == 2U);
    BOOST_TEST(read->room.budget->fen == 13'800'000);
    BOOST_TEST(support::page_faults(shown(sketch + "/review")) == "");
    BOOST_TEST(has(shown(sketch + "/sections/rule"), "当地低保标准的 1.5 倍"));
    BOOST_TEST(has(shown(sketch + "/sections/rule"), "1.5 times"));

    const auto program = location(saved(sketch));
    BOOST_TEST(program.starts_with("/programs/"));
    BOOST_CHECK(row(*parse_id<ProgramId>(program.substr(10))).state == ProgramState::draft);
    BOOST_TEST(count("program_sketch") == 0);
    BOOST_TEST(count_events("program.registered") == 1);
}

BOOST_AUTO_TEST_CASE(what_is_not_finished_is_kept_and_what_is_missing_is_said)
{
    using enum editor::Section;
    const auto sketch = begun();
    const auto wrong =
        location(filled(sketch, capacity, {{"capacity/budget_fen", "much"}, {"capacity/places", "30"}}));
    BOOST_TEST(wrong == sketch + "/sections/capacity?check=1");
    const auto again = shown(wrong);
    BOOST_TEST(has(again, "value=\"much\""));
    BOOST_TEST(has(again, "href=\"#capacity/budget_fen\""));
    BOOST_TEST(has(again, "请填写金额"));
    BOOST_TEST(support::page_faults(again) == "");

    const auto review = shown(sketch + "/review");
    BOOST_TEST(has(review, "请填写“项目名称”"));
    BOOST_TEST(has(review, sketch + "/sections/award?check=1#award/cases"));
    BOOST_TEST(!has(review, "/save\""));
    BOOST_TEST(saved(sketch).status == 422);
    BOOST_TEST(count("program") == 0);
}

BOOST_AUTO_TEST_CASE(every_page_of_a_known_program_is_in_order_in_both_languages)
{
    const auto id = given_program(file());
    const auto sketch = location(sent(manager, "/programs/" + to_text(id) + "/edit", {}));
    for (const auto of : {Language::zh, Language::en}) {
        language = of;
        for (const auto& [section, name] : kNames<editor::Section>)
            BOOST_TEST(support::page_faults(shown(sketch + "/sections/" + std::string(name) + "?check=1")) ==
                           "",
                       name);
        BOOST_TEST(support::page_faults(shown(sketch)) == "");
        BOOST_TEST(support::page_faults(shown(sketch + "/review")) == "");
        BOOST_TEST(support::page_faults(shown("/programs/new")) == "");
        BOOST_TEST(support::page_faults(shown("/programs/" + to_text(id) + "/changes")) == "");
    }
    BOOST_TEST(location(shown("/programs/" + to_text(id) + "/edit")) == sketch);
    BOOST_TEST(has(shown(sketch + "/review"), "Nothing has changed"));
}

// Each way of giving, with a case in between that holds only for some.
BOOST_AUTO_TEST_CASE(what_is_given_is_typed_case_by_case)
{
    using enum editor::Section;
    const auto sketch = begun();
    const auto add = [&](const char* kind) {
        filled(sketch, award, {{"award/cases/add", kind}}, "add award/cases");
    };
    for (const auto* kind : {"ratio", "bands", "range_fen", "each", "item", "service", "fixed_fen"})
        add(kind);
    filled(sketch, award, {}, "add award/cases/1/bands/steps");
    filled(sketch, award, {{"award/cases/0/when/add", "fact:relocated"}}, "add award/cases/0/when");
    filled(sketch, award, {{"award/cases/3/each/rule/add", "fact:sex"}}, "add award/cases/3/each/rule");
    const auto last = filled(sketch, award,
                             {{"award/cases/0/when.0/value", "yes"},
                              {"award/cases/0/ratio/basis_points", "60"},
                              {"award/cases/0/ratio/cap_fen", "5000"},
                              {"award/cases/1/bands/steps/0/from", "10000"},
                              {"award/cases/1/bands/steps/0/to", "20000"},
                              {"award/cases/1/bands/steps/0/amount_fen", "1000"},
                              {"award/cases/1/bands/steps/1/from", "20000"},
                              {"award/cases/1/bands/steps/1/amount_fen", "2000"},
                              {"award/cases/2/range_fen/0", "100"},
                              {"award/cases/2/range_fen/1", "500"},
                              {"award/cases/3/each/amount_fen", "300"},
                              {"award/cases/3/each/rule.0/value", "female"},
                              {"award/cases/4/item/value_fen", "200"},
                              {"award/cases/5/service/amount", "4"},
                              {"award/cases/6/fixed_fen", "800.5"}});
    BOOST_TEST(location(last) == sketch);
    std::vector<Fault> faults;
    const auto given = read_award(found(sketch).document["award"], library->named_rules, "/award", faults);
    BOOST_REQUIRE(faults.empty());
    BOOST_REQUIRE(given.cases.size() == 7U);
    BOOST_CHECK(given.cases[0].when && !given.cases[1].when);
    BOOST_CHECK((std::get<RatioAward>(given.cases[0].amount) == RatioAward{6000, Money{500'000}}));
    BOOST_TEST(std::get<BandedAward>(given.cases[1].amount).bands.size() == 2U);
    BOOST_CHECK((std::get<RangeAward>(given.cases[2].amount) == RangeAward{Money{10'000}, Money{50'000}}));
    BOOST_CHECK(std::get<EachAward>(given.cases[3].amount).rule.parts.at(0).leaf.op == Op::in);
    BOOST_TEST(std::get<FixedAward>(given.cases[6].amount).amount.fen == 80'050);
    BOOST_TEST(support::page_faults(shown(sketch + "/sections/award?check=1")) == "");
    filled(sketch, award, {}, "remove award/cases/1");
    BOOST_TEST(found(sketch).document["award"]["cases"].size() == 6U);
    const auto wrong = location(filled(sketch, award, {{"award/cases/0/ratio/cap_fen", "many"}}));
    BOOST_TEST(has(shown(wrong), "href=\"#award/cases/0/ratio/cap_fen\""));
}

BOOST_AUTO_TEST_CASE(two_who_write_at_once_lose_nothing)
{
    using enum editor::Section;
    const auto sketch = begun();
    const auto path = sketch + "/sections/basic";
    filled(sketch, basic, {{"name", "先存的"}});
    const auto late = sent(second, path, {{"name", "后填的"}, {"version", "1"}, {"act", "save"}});
    BOOST_TEST(late.status == 409);
    BOOST_TEST(has(late, "value=\"后填的\""));
    BOOST_TEST(found(sketch).document["name"] == "先存的");
}

// Places that were changed meanwhile stay, what the rule says comes from the sketch.
BOOST_AUTO_TEST_CASE(what_others_changed_meanwhile_stays)
{
    using enum editor::Section;
    const auto id = given_program(file());
    const auto sketch = location(sent(manager, "/programs/" + to_text(id) + "/edit", {}));
    filled(sketch, papers, {{"documents/own", "村委会证明"}});
    const auto change = [&](const char* via) {
        db.write([&](store::Writer& writer) {
            auto program = read_program(json::parse(row(id).document), library->named_rules).value();
            program.room.places = 777;
            program.via = via;
            return programs::change_program(writer, second, id, row(id).version, program, *library->divisions,
                                            now)
                .value();
        });
    };
    change("妇联");
    filled(sketch, disclosure, {{"via", "民政局"}});
    BOOST_TEST(saved(sketch).status == 409); // both changed who passes it on
    BOOST_TEST(location(saved(sketch, {{"mine", "yes"}})) == "/programs/" + to_text(id));
    const auto document = json::parse(row(id).document);
    BOOST_TEST(document["via"] == "民政局");
    BOOST_TEST(document["capacity"]["places"] == 777);
    BOOST_TEST(document["documents"].back() == "村委会证明");
}

BOOST_AUTO_TEST_CASE(an_open_program_is_changed_only_once_it_is_paused_and_another_opens_it)
{
    using enum editor::Section;
    const auto id = given_program(file());
    set_state(id, ProgramState::open, second);
    const auto sketch = location(sent(manager, "/programs/" + to_text(id) + "/edit", {}));
    filled(sketch, award, {{"award/payments", "7"}});
    BOOST_TEST(!has(shown(sketch + "/review"), "id=\"save\""));
    BOOST_TEST(saved(sketch).status == 409);
    set_state(id, ProgramState::paused, manager);
    BOOST_TEST(has(shown(sketch + "/review"), "分 7 次给付"));
    BOOST_TEST(saved(sketch).status == 303);

    const auto changes = "/programs/" + to_text(id) + "/changes";
    BOOST_TEST(has(shown(changes), "分 7 次给付"));
    BOOST_TEST(!has(shown(changes), "恢复受理</button>")); // not for who changed it
    BOOST_TEST(has(shown(changes, &second), "恢复受理</button>"));
}

BOOST_AUTO_TEST_CASE(the_next_edition_is_a_year_on_and_has_nothing_to_give_yet)
{
    auto before = file();
    before["edition"] = "2026";
    before["capacity"] = {
        {"places", 40}, {"budget_fen", 1'000'000}, {"keeps_waitlist", false}, {"quotas", json::array()}};
    before["windows"] = {
        {{"from", "2026-03-01T00:00:00+08:00"}, {"until", "2026-07-01T00:00:00+08:00"}, {"rule", nullptr}}};
    const auto id = given_program(before);
    const auto sketch = location(sent(manager, "/programs/" + to_text(id) + "/copy", {}));
    const auto document = found(sketch).document;
    BOOST_TEST(document["edition"] == "2027");
    BOOST_TEST(document["code"].is_null());
    BOOST_TEST(document["capacity"]["budget_fen"].is_null());
    BOOST_TEST(document["capacity"]["places"].is_null());
    BOOST_TEST(document["windows"][0]["from"] == "2027-03-01T00:00:00+08:00");
    BOOST_TEST(document["rule"] == write_rule(read_rule(before["rule"], library->named_rules).value()));
    BOOST_TEST(row(id).version == 1);
}

BOOST_AUTO_TEST_CASE(a_sketch_is_its_organizations_alone_and_can_be_thrown_away)
{
    const auto sketch = begun();
    const auto other = leader(foundation("53520000MJ0000026L"), "other");
    for (const auto* page : {"", "/review", "/sections/rule"})
        BOOST_TEST(shown(sketch + page, &other).status == 404);
    BOOST_TEST(sent(other, sketch + "/drop", {{"version", "1"}}).status == 404);
    BOOST_TEST(shown(sketch, &second).status == 200);
    BOOST_TEST(shown(sketch + "/sections/other").status == 404);
    BOOST_TEST(sent(second, sketch + "/drop", {{"version", "1"}}).status == 303);
    BOOST_TEST(count("program_sketch") == 0);
    const auto worker = [&] {
        auto actor = officer(Role::caseworker, {}, "caseworker");
        actor.organization = organization;
        return actor;
    }();
    BOOST_TEST(shown("/programs/new", &worker).status == 403);
}

BOOST_AUTO_TEST_SUITE_END()
