// A manager sets up a program on pages: kept at every step, saved as a program, opened by another.
#include "models/store/programs.hpp"
#include "models/store/reopenings.hpp"
#include "models/store/sketches.hpp"
#include "server/editor/found.hpp"
#include "server/editor/routes.hpp"
#include "server/formats/award_json.hpp"
#include "server/formats/program_json.hpp"
#include "server/programs/reopening.hpp"
#include "server/programs/service.hpp"
#include "tests/server/editor/form_of_page.hpp"
#include "tests/support/page_world.hpp"
#include "tests/support/pages.hpp"
#include <boost/test/unit_test.hpp>
#include <fstream>

using namespace models;
using namespace server;
using nlohmann::json;
using support::location;

namespace {

using Typed = std::vector<std::pair<std::string, std::string>>;

struct Charity : support::PageWorld {
    Charity() : PageWorld(editor::routes()) {}

    OrganizationId organization = given_organization("53520000MJ0000018Q");
    Actor manager = of(organization, "manager");
    Actor second = of(organization, "second");

    OrganizationId given_organization(const char* code)
    {
        return db.write([&](store::Writer& writer) {
            store::OrganizationRow row;
            row.uuid = store::new_uuid();
            row.unified_code = code;
            row.name = "春风基金会";
            row.kind = "foundation";
            row.area = Area{520000000000};
            return store::insert_organization(writer, row, now);
        });
    }
    Actor of(OrganizationId own, const char* login)
    {
        auto actor = officer(Role::charity_manager, {}, login);
        actor.organization = own;
        return actor;
    }

    json file()
    {
        auto read = json::parse(std::ifstream(SOURCE_DIR "/tests/fixtures/whole_program.json"));
        read["state"] = "draft";
        return read;
    }
    ProgramId given_program(const json& document)
    {
        const auto read = read_program(document, library->named_rules).value();
        return db.write([&](store::Writer& writer) {
            return programs::register_program(writer, manager, read, *library->divisions, now).value();
        });
    }
    store::ProgramRow row(ProgramId id)
    {
        return db.read([&](store::Reader& reader) { return store::find_program(reader, id).value(); });
    }
    void set_state(ProgramId id, ProgramState state, const Actor& by)
    {
        db.write([&](store::Writer& writer) {
            auto program = read_program(json::parse(row(id).document), library->named_rules).value();
            program.state = state;
            return programs::change_program(writer, by, id, row(id).version, program, *library->divisions,
                                            now)
                .value();
        });
    }

    Response sent(const Actor& by, const std::string& path, Typed fields)
    {
        auto asked = call(by, Verb::post, path);
        fields.emplace_back("once", "once-" + std::to_string(++sent_));
        for (const auto& [name, value] : fields) asked.body += name + "=" + value + "&";
        asked.form = Form(std::move(fields));
        return send(asked);
    }

    std::string begun() { return location(sent(manager, "/programs/new", {})); }
    editor::Found found(const std::string& sketch)
    {
        auto asked = call(manager, Verb::get, sketch);
        asked.captures["id"] = sketch.substr(sketch.rfind('/') + 1);
        return db.read([&](store::Reader& reader) { return editor::find_own(asked, reader).value(); });
    }
    // The section's page as it stands, with these fields typed over, sent with an act.
    Response filled(const std::string& sketch, editor::Section section, const Typed& typed,
                    const std::string& act = "save", const Actor* by = nullptr)
    {
        const auto now_there = found(sketch);
        auto fields = editor_tests::fields_of_section(
            editor::section_view(call(manager, Verb::get, sketch), now_there, section, false));
        for (const auto& [name, value] : typed)
            std::erase_if(fields, [&](const auto& field) { return field.first == name; });
        for (const auto& field : typed) fields.push_back(field);
        fields.emplace_back("act", act);
        fields.emplace_back("version", std::to_string(now_there.sketch.version));
        return sent(by ? *by : manager, sketch + "/sections/" + std::string(name_of(section)),
                    std::move(fields));
    }
    Response shown(const std::string& path, const Actor* by = nullptr)
    {
        return get(by ? *by : manager, path);
    }
    Response saved(const std::string& sketch, Typed more = {})
    {
        more.emplace_back("version", std::to_string(found(sketch).sketch.version));
        return sent(manager, sketch + "/save", std::move(more));
    }

private:
    int sent_ = 0;
};

bool has(const Response& response, std::string_view text)
{
    return response.body.find(text) != std::string::npos;
}

} // namespace

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
    const auto other = of(given_organization("53520000MJ0000026L"), "other");
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

BOOST_AUTO_TEST_CASE(a_total_that_was_wrong_is_corrected_by_a_counter_entry)
{
    auto document = file();
    document["capacity"]["budget_fen"] = 1'000'000;
    const auto id = given_program(document);
    const auto budget = "/programs/" + to_text(id) + "/budget";
    db.write([&](store::Writer& writer) {
        auto program = read_program(json::parse(row(id).document), library->named_rules).value();
        program.room.budget = Money{10'000'000};
        return programs::change_program(writer, manager, id, 1, program, *library->divisions, now).value();
    });
    BOOST_TEST(support::page_faults(shown(budget)) == "");
    BOOST_TEST(has(shown(budget), "+90,000.00"));
    const auto entry =
        to_text(db.read([&](store::Reader& reader) { return store::list_entries(reader, id, 1).at(0).id; }));
    const Typed typed{{"entry", entry}, {"version", "2"}};
    BOOST_TEST(sent(manager, budget + "/counter", typed).status == 422); // no reason
    auto with_reason = typed;
    with_reason.emplace_back("reason", "多写了一个零");
    BOOST_TEST(sent(manager, budget + "/counter", with_reason).status == 303);
    BOOST_TEST(row(id).room.budget->fen == 1'000'000);
    BOOST_TEST(has(shown(budget), "多写了一个零"));
    with_reason[1].second = "3";
    BOOST_TEST(sent(manager, budget + "/counter", with_reason).status == 409); // once
}

BOOST_AUTO_TEST_CASE(a_paused_program_opens_again_on_its_day_unless_somebody_changed_it)
{
    using namespace std::chrono;
    for (const bool changed : {false, true}) {
        auto document = file();
        document["code"] = changed ? "changed" : "unchanged";
        const auto id = given_program(document);
        set_state(id, ProgramState::open, second);
        set_state(id, ProgramState::paused, manager);
        const auto day = plus_days(day_of(now), 3);
        db.write([&](store::Writer& writer) {
            store::set_reopening(writer, id, day, manager.account);
            if (changed) store::note_program_editor(writer, id, manager.account);
        });
        const auto run_on = [&](int days) {
            db.write([&](store::Writer& writer) {
                programs::reopen_due(writer, *library, now + std::chrono::days(days));
            });
        };
        run_on(2);
        BOOST_CHECK(row(id).state == ProgramState::paused);
        run_on(3);
        BOOST_CHECK(row(id).state == (changed ? ProgramState::paused : ProgramState::open));
        run_on(4);
        BOOST_TEST(count("program_reopening") == 0);
    }
    BOOST_TEST(count_events("program.reopened") == 1);
    BOOST_TEST(count_events("program.not_reopened") == 1);
}

BOOST_AUTO_TEST_SUITE_END()
