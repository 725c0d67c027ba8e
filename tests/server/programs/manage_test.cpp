#include "models/store/capacity.hpp"
#include "models/store/referrals.hpp"
#include "models/store/tasks.hpp"
#include "server/formats/program_json.hpp"
#include "server/programs/narrow.hpp"
#include "server/programs/routes.hpp"
#include "server/programs/service.hpp"
#include "tests/support/page_world.hpp"
#include "tests/support/pages.hpp"
#include <boost/test/unit_test.hpp>
#include <fstream>
#include <nlohmann/json.hpp>

// A charity's own program on its page: plain forms.
using namespace models;
using namespace server;

namespace {

struct Charity : support::PageWorld {
    Charity() : PageWorld(programs::routes()) {}

    OrganizationId organization = db.write([&](store::Writer& writer) {
        store::OrganizationRow row;
        row.uuid = store::new_uuid();
        row.unified_code = "53520000MJ0000018Q";
        row.name = "春风基金会";
        row.kind = "foundation";
        row.area = Area{520000000000};
        return store::insert_organization(writer, row, now);
    });
    Actor worker = of(organization, "worker");
    ProgramId program = given_program("open");

    Actor of(OrganizationId own, const char* login)
    {
        auto actor = officer(Role::charity_manager, {}, login);
        actor.organization = own;
        return actor;
    }

    // Registers what is open already, as the demo and an import do.
    Actor platform()
    {
        auto actor = officer(Role::admin, {}, "admin");
        actor.organization = organization;
        return actor;
    }

    ProgramId given_program(const std::string& state)
    {
        auto file = nlohmann::json::parse(std::ifstream(SOURCE_DIR "/tests/fixtures/whole_program.json"));
        file["state"] = state;
        file["code"] = "p-" + state;
        const auto read = read_program(file, library->named_rules).value();
        const auto by = platform();
        return db.write([&](store::Writer& writer) {
            return programs::register_program(writer, by, read, *library->divisions, now).value();
        });
    }

    store::ProgramRow row(ProgramId id)
    {
        return db.read([&](store::Reader& reader) { return store::find_program(reader, id).value(); });
    }

    Response sent(const Actor& by, ProgramId id, const char* act,
                  std::vector<std::pair<std::string, std::string>> fields, const char* version = "1")
    {
        auto asked = call(by, Verb::post, "/programs/" + to_text(id) + "/" + act);
        asked.captures["id"] = to_text(id);
        fields.emplace_back("version", version);
        fields.emplace_back("once", "once-" + std::to_string(++sent_));
        for (const auto& [name, value] : fields) asked.body += name + "=" + value + "&";
        asked.form = Form(std::move(fields));
        for (const auto& route : programs::routes())
            if (route.verb == Verb::post && route.path == std::string("/programs/{id}/") + act)
                return run(route, asked);
        throw std::logic_error("no such route");
    }
    Response shown(const Actor& by, ProgramId id) { return get(by, "/programs/" + to_text(id)); }

private:
    int sent_ = 0;
};

bool has(const Response& response, std::string_view text)
{
    return response.body.find(text) != std::string::npos;
}

} // namespace

BOOST_FIXTURE_TEST_SUITE(managing_a_program_on_its_page, Charity)

BOOST_AUTO_TEST_CASE(it_is_paused_resumed_and_closed)
{
    const auto paused = sent(worker, program, "state", {{"state", "paused"}});
    BOOST_TEST(paused.status == 303);
    BOOST_CHECK(row(program).state == ProgramState::paused);
    BOOST_TEST(sent(worker, program, "state", {{"state", "open"}}, "2").status == 303);
    BOOST_CHECK(row(program).state == ProgramState::open);
    BOOST_TEST(sent(worker, program, "state", {{"state", "closed"}}, "3").status == 303);
    BOOST_CHECK(row(program).state == ProgramState::closed);
    BOOST_TEST(count_events("program.changed") == 3);

    const auto again = sent(worker, program, "state", {{"state", "open"}}, "4");
    BOOST_TEST(again.status == 409);
    BOOST_CHECK(row(program).state == ProgramState::closed);
}

// With the pause or later; opened by hand, the day is forgotten.
BOOST_AUTO_TEST_CASE(a_pause_may_name_the_day_on_which_it_ends)
{
    const auto day = [&](int days) { return to_text(plus_days(day_of(now), days)); };
    const auto until = [&](const std::string& typed, const char* version) {
        return sent(worker, program, "state", {{"state", "paused"}, {"reopen_on", typed}}, version);
    };
    const auto wrong = until(day(0), "1");
    BOOST_TEST(wrong.status == 422);
    BOOST_TEST(has(wrong, "自动恢复的日期要在今天以后"));
    BOOST_TEST(has(wrong, "href=\"#reopen_on\""));
    BOOST_TEST(support::page_faults(wrong) == "");
    BOOST_TEST(until("2026-13-45", "1").status == 422);
    BOOST_TEST(until(day(10), "1").status == 303);
    BOOST_TEST(has(shown(worker, program), "自动恢复受理。"));
    BOOST_TEST(until(day(5), "2").status == 303);
    BOOST_TEST(has(shown(worker, program), "value=\"" + day(5) + "\""));
    BOOST_TEST(until("", "3").status == 303);
    BOOST_TEST(count("program_reopening") == 0);
    BOOST_TEST(until(day(5), "4").status == 303);
    BOOST_TEST(sent(worker, program, "state", {{"state", "open"}}, "5").status == 303);
    BOOST_TEST(count("program_reopening") == 0);
}

BOOST_AUTO_TEST_CASE(its_manager_is_warned_when_a_tenth_is_left)
{
    db.write([&](store::Writer& writer) {
        auto found = row(program);
        found.room = {.places = 10};
        store::save_program(writer, found, now);
        store::move_capacity(writer, program, "", store::CapacityMove::reserve, {.places = 8});
    });
    BOOST_TEST(!has(shown(worker, program), "id=\"low\""));
    db.write([&](store::Writer& writer) {
        store::move_capacity(writer, program, "", store::CapacityMove::reserve, {.places = 1});
    });
    BOOST_TEST(has(shown(worker, program), "id=\"low\""));
    BOOST_TEST(!has(shown(village(), program), "id=\"low\""));
}

BOOST_AUTO_TEST_CASE(a_draft_is_published_and_nothing_else)
{
    const auto draft = given_program("draft");

    BOOST_TEST(sent(worker, draft, "state", {{"state", "paused"}}).status == 422);
    BOOST_TEST(sent(worker, draft, "state", {{"state", "open"}}).status == 303);
    BOOST_CHECK(row(draft).state == ProgramState::open);
    BOOST_TEST(sent(worker, draft, "state", {{"state", "draft"}}, "2").status == 422);
}

// One manager changes what it says, another looks at it and opens it.
BOOST_AUTO_TEST_CASE(who_changes_it_does_not_open_it)
{
    const auto second = of(organization, "second");
    BOOST_TEST(sent(worker, program, "figures", {{"award-0", "4321"}}).status == 409);
    BOOST_TEST(sent(worker, program, "state", {{"state", "paused"}}).status == 303);
    BOOST_TEST(sent(worker, program, "figures", {{"award-0", "4321"}}, "2").status == 303);

    const auto own = sent(worker, program, "state", {{"state", "open"}}, "3");
    BOOST_TEST(own.status == 409);
    BOOST_TEST(has(own, "谁修改，谁不能发布"));
    BOOST_TEST(!has(shown(worker, program), "name=\"state\" value=\"open\""));
    BOOST_TEST(has(shown(worker, program), "另一位负责人"));
    BOOST_TEST(has(shown(second, program), "name=\"state\" value=\"open\""));
    BOOST_TEST(sent(second, program, "state", {{"state", "open"}}, "3").status == 303);
    BOOST_TEST(sent(worker, program, "state", {{"state", "paused"}}, "4").status == 303);
    BOOST_TEST(sent(worker, program, "state", {{"state", "open"}}, "5").status == 303); // nothing was changed
}

BOOST_AUTO_TEST_CASE(places_money_and_the_confirmation_are_no_change_of_what_it_says)
{
    BOOST_TEST(sent(worker, program, "capacity", {{"places", "7"}, {"budget", ""}}).status == 303);
    BOOST_TEST(sent(worker, program, "confirm", {}, "2").status == 303);
    BOOST_TEST(sent(worker, program, "state", {{"state", "paused"}}, "3").status == 303);
    BOOST_TEST(sent(worker, program, "state", {{"state", "open"}}, "4").status == 303);
}

BOOST_AUTO_TEST_CASE(it_is_confirmed_as_of_today)
{
    BOOST_TEST(sent(worker, program, "confirm", {}).status == 303);

    const auto document = nlohmann::json::parse(row(program).document);
    BOOST_TEST(document["last_confirmed"] == "2026-11-24");
    BOOST_TEST(document["rule"].dump() == R"({"person":{"fact":"age","less_than":18}})");
}

BOOST_AUTO_TEST_CASE(places_and_money_change)
{
    BOOST_TEST(sent(worker, program, "capacity", {{"places", "120"}, {"budget", "1500.5"}}).status == 303);
    BOOST_TEST(row(program).room.places.value() == 120);
    BOOST_TEST(row(program).room.budget->fen == 150'050);

    BOOST_TEST(sent(worker, program, "capacity", {{"places", ""}, {"budget", ""}}, "2").status == 303);
    BOOST_TEST(!row(program).room.places);
    BOOST_TEST(!row(program).room.budget);
}

BOOST_AUTO_TEST_CASE(what_cannot_be_taken_is_shown_again_as_it_was_typed)
{
    const auto wrong = sent(worker, program, "capacity", {{"places", "many"}, {"budget", "-5"}});

    BOOST_TEST(wrong.status == 422);
    BOOST_TEST(has(wrong, "value=\"many\""));
    BOOST_TEST(has(wrong, "value=\"-5\""));
    BOOST_TEST(has(wrong, "href=\"#places\""));
    BOOST_TEST(row(program).version == 1);
}

BOOST_AUTO_TEST_CASE(places_never_go_below_what_is_promised)
{
    db.write([&](store::Writer& writer) {
        return store::move_capacity(writer, program, "", store::CapacityMove::reserve, {4, Money{}});
    });

    const auto refused = sent(worker, program, "capacity", {{"places", "3"}, {"budget", ""}});

    BOOST_TEST(refused.status == 409);
    BOOST_TEST(has(refused, "value=\"3\""));
    BOOST_TEST(row(program).room.places.value() == 10);
}

BOOST_AUTO_TEST_CASE(a_page_opened_before_a_change_is_refused_and_shown_again)
{
    sent(worker, program, "confirm", {});

    const auto late = sent(worker, program, "state", {{"state", "paused"}});

    BOOST_TEST(late.status == 409);
    BOOST_TEST(has(late, "role=\"alert\""));
    BOOST_TEST(has(late, "name=\"version\" value=\"2\""));
    BOOST_CHECK(row(program).state == ProgramState::open);
}

BOOST_AUTO_TEST_CASE(an_area_without_one_county_is_the_rest_in_the_coarsest_parts)
{
    const auto& divisions = *library->divisions;
    const Area county{520324000000}, prefecture{520300000000}, province{520000000000};
    const auto rest = programs::without({province, Area{530000000000}}, county, divisions);
    const auto serves = [&](Area area) {
        return std::ranges::any_of(rest, [&](Area part) { return covers(part, area); });
    };

    BOOST_TEST(!serves(county));
    BOOST_TEST(!serves(Area{520324101203}));
    BOOST_TEST(serves(Area{530000000000}));
    for (const auto& part : divisions.under(prefecture))
        BOOST_TEST(serves(part.area) == (part.area != county));
    for (const auto& part : divisions.under(province))
        BOOST_TEST(serves(part.area) == (part.area != prefecture));
    BOOST_TEST((programs::without({county}, county, divisions).empty()));
    BOOST_TEST((!programs::without({}, county, divisions).empty())); // everywhere but there
}

// A charity found a county too far away and asked that the program serve it no more.
BOOST_AUTO_TEST_CASE(a_county_that_is_too_far_is_left_out_and_another_manager_opens_it)
{
    const auto by = village().account;
    const auto ask = [&] {
        db.write([&](store::Writer& writer) {
            const auto household = store::insert_household(writer, support::kVillage, now);
            const auto referral = store::insert_referral(
                writer, {.household = household, .village = support::kVillage, .author = by},
                support::kVillage, now);
            store::begin_task(writer, {.kind = TaskKind::narrow_area,
                                       .referral = referral,
                                       .program = program,
                                       .organization = organization,
                                       .begun_at = now,
                                       .due_at = now});
        });
        db.connection().execute("test.number", "UPDATE referral SET reference = CAST(id AS TEXT)");
    };
    BOOST_TEST(!has(shown(worker, program), "/area\""));
    ask();
    ask();
    const auto page = shown(worker, program);
    BOOST_TEST(support::page_faults(page) == "");
    BOOST_TEST(has(page, "name=\"area\" value=\"520324\""));
    for (const auto* area : {"52", "99", "", "x"}) // nothing would be left, or nothing changed
        BOOST_TEST(sent(worker, program, "area", {{"area", area}}).status == 422);

    BOOST_TEST(sent(worker, program, "area", {{"area", "520324"}}).status == 303);

    const auto areas = nlohmann::json::parse(row(program).document)["served"]["areas"];
    BOOST_TEST((std::ranges::find(areas, "520324") == areas.end()));
    BOOST_TEST((std::ranges::find(areas, "52") == areas.end()));
    BOOST_TEST(!areas.empty());
    BOOST_CHECK(row(program).state == ProgramState::paused);
    BOOST_TEST(db.value_of("SELECT COUNT(*) FROM task WHERE done_at IS NULL") == "0");
    BOOST_TEST(sent(worker, program, "state", {{"state", "open"}}, "2").status == 409);
    BOOST_TEST(sent(of(organization, "second"), program, "state", {{"state", "open"}}, "2").status == 303);
}

BOOST_AUTO_TEST_CASE(another_charity_finds_nothing_to_change)
{
    const auto other = of(OrganizationId{77}, "other");
    for (const auto* act : {"state", "confirm", "capacity", "figures", "area"})
        BOOST_TEST(sent(other, program, act, {{"state", "closed"}}).status == 404);
    BOOST_TEST(row(program).version == 1);
}

BOOST_AUTO_TEST_CASE(the_forms_stand_on_the_page_of_its_own_organization_only)
{
    const auto own = shown(worker, program);
    BOOST_TEST(has(own, "action=\"/programs/" + to_text(program) + "/capacity\""));
    BOOST_TEST(has(own, "name=\"state\" value=\"paused\""));
    BOOST_TEST(has(own, "name=\"csrf\" value=\"csrf-token\""));
    auto caseworker = worker;
    caseworker.role = Role::caseworker;
    for (const auto& actor : {of(OrganizationId{77}, "other"), county(), village(), caseworker})
        BOOST_TEST(!has(shown(actor, program), "method=\"post\" action=\"/programs/"));
}

BOOST_AUTO_TEST_CASE(only_charities_may_send_them)
{
    for (const auto& route : programs::routes())
        if (route.verb != Verb::get && !route.path.contains("/what-if")) // trying saves nothing
            BOOST_CHECK(route.can == Can::manage_programs);
}

BOOST_AUTO_TEST_SUITE_END()
