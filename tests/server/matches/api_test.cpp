// Matches over the API: what it says, to whom, what it keeps, and what it makes of a hostile body.
#include "models/store/programs.hpp"
#include "tests/server/matches/given.hpp"
#include <boost/test/unit_test.hpp>
#include <nlohmann/json.hpp>

using namespace models;
using namespace given;
using nlohmann::json;
using server::Verb;

namespace {

server::Call scoring(World& world, const Actor& actor, std::string body)
{
    auto call = world.call(actor, Verb::post, "/api/v1/match");
    call.body = std::move(body);
    call.content_type = "application/json";
    return call;
}

std::string matches_of(const Referral& referral)
{
    return "/api/v1/referrals/" + to_text(referral.id) + "/matches";
}

ProgramId program_named(World& world, const std::string& code)
{
    return world.db.read([&](store::Reader& db) {
        for (auto page = store::list_programs(db, {}, 500); const auto& row : page)
            if (row.code == code) return row.id;
        throw std::logic_error("no program " + code);
    });
}

void expect_no_person_in(const std::string& text)
{
    for (const auto* fact : kPersonal) BOOST_TEST(text.find(fact) == text.npos, fact);
}

void expect_sums(const json& score)
{
    std::int64_t parts = 0, points = 0;
    for (const auto& part : score["parts"]) parts += part.get<std::int64_t>();
    for (const auto& part : score["points_by_part"]) points += part.get<std::int64_t>();
    BOOST_TEST(parts == score["total"].get<std::int64_t>());
    BOOST_TEST(points == score["points"].get<std::int64_t>());
}

} // namespace

BOOST_AUTO_TEST_SUITE(matches_api)

BOOST_AUTO_TEST_CASE(a_referrals_matches_come_ranked_with_scores_that_add_up)
{
    ProgramsWorld world;
    const auto referral = reported(world);
    const auto response = answer_to(world, world.call(world.county(), Verb::get, matches_of(referral)));
    BOOST_REQUIRE(response.status == 200);
    const auto value = json_of(response);
    BOOST_TEST(value["referral"] == to_text(referral.id));
    BOOST_TEST(value["counts"]["fits"].get<int>() >= 5);
    BOOST_REQUIRE(value["items"].size() >= 5u);
    std::size_t rank = 0;
    for (const auto& item : value["items"]) {
        BOOST_TEST(item["rank"] == ++rank);
        BOOST_TEST(!item["rules"].empty());
        if (!item["score"].is_null()) expect_sums(item["score"]);
        for (const auto& rule : item["rules"]) BOOST_TEST(!rule["sentence"].get<std::string>().empty());
    }
    expect_no_person_in(response.body);
    BOOST_TEST(world.count_events("referral.matched") == 1);
}

BOOST_AUTO_TEST_CASE(what_refuses_says_what_separates_and_nothing_else_does)
{
    ProgramsWorld world;
    const auto target = matches_of(reported(world)) + "?limit=100";
    const auto value = json_of(answer_to(world, world.call(world.county(), Verb::get, target)));
    std::size_t told = 0;
    for (const auto& item : value["items"]) {
        const bool refused = item["standing"] == "near" || item["standing"] == "no";
        BOOST_TEST(item["separates"].is_null() != refused);
        if (!refused) continue;
        for (const auto& way : item["separates"]["ways"]) {
            ++told;
            BOOST_TEST(!way["changes"].empty());
            for (const auto& change : way["changes"]) {
                const bool fixed = change["kind"] == "stays" || change["kind"] == "finding";
                if (item["separates"]["possible"] == true) BOOST_TEST(!fixed);
                BOOST_TEST(!change["to"].is_null());
            }
        }
    }
    BOOST_TEST(told > 5U);
}

BOOST_AUTO_TEST_CASE(its_pages_hold_each_candidate_once)
{
    ProgramsWorld world;
    const auto referral = reported(world);
    auto target = matches_of(referral) + "?limit=7";
    std::size_t seen = 0, total = 0;
    while (!target.empty()) {
        const auto value = json_of(answer_to(world, world.call(world.county(), Verb::get, target)));
        for (const auto& item : value["items"]) BOOST_TEST(item["rank"] == ++seen);
        total = value["total"];
        target = value["next"].is_null() ? "" : value["next"].get<std::string>();
    }
    BOOST_TEST(seen == total);
    BOOST_TEST(total > 7u);
}

BOOST_AUTO_TEST_CASE(sentences_come_in_the_language_asked_for)
{
    ProgramsWorld world;
    auto call = world.call(world.county(), Verb::get, matches_of(reported(world)));
    const auto chinese = json_of(answer_to(world, call));
    call.language = server::Language::en;
    const auto english = json_of(answer_to(world, call));
    BOOST_TEST(chinese["note"] == "分数只用来排序，由人决定。");
    BOOST_TEST(english["note"] == "The score only sorts; people decide.");
    BOOST_TEST(chinese["items"][0]["score"] == english["items"][0]["score"]);
    BOOST_TEST(chinese["items"][0]["rules"][0]["sentence"] != english["items"][0]["rules"][0]["sentence"]);
}

BOOST_AUTO_TEST_CASE(out_of_the_area_there_is_no_such_referral_and_a_charity_may_not_ask)
{
    ProgramsWorld world;
    const auto target = matches_of(reported(world));
    BOOST_TEST(answer_to(world, world.call(world.elsewhere(), Verb::get, target)).status == 404);
    Actor charity = world.officer(Role::caseworker, {}, "charity");
    BOOST_TEST(answer_to(world, world.call(charity, Verb::get, target)).status == 403);
    BOOST_TEST(answer_to(world, scoring(world, charity, grandmother_json().dump())).status == 403);
    BOOST_TEST(world.count_events("referral.matched") == 0);
}

BOOST_AUTO_TEST_CASE(both_directions_agree_over_the_api)
{
    ProgramsWorld world;
    const auto referral = reported(world);
    const auto value = json_of(answer_to(world, world.call(world.county(), Verb::get, matches_of(referral))));
    const auto& best = value["items"][0];
    const auto target = "/api/v1/programs/" + best["program"]["id"].get<std::string>() + "/matches";
    const auto response = answer_to(world, world.call(world.county(), Verb::get, target));
    BOOST_REQUIRE(response.status == 200);
    const auto list = json_of(response);
    const auto& item = list["items"][0];
    BOOST_TEST(item["referral"]["id"] == to_text(referral.id));
    BOOST_TEST(item["score"] == best["score"]);
    BOOST_TEST(item["award"] == best["award"]);
    BOOST_TEST(item["standing"] == best["standing"]);
    expect_no_person_in(response.body);
    BOOST_TEST(world.count_events("program.matched") == 1);
}

BOOST_AUTO_TEST_CASE(a_programs_families_are_those_of_the_officers_area)
{
    ProgramsWorld world;
    reported(world);
    const auto target = "/api/v1/programs/" + to_text(program_named(world, "company_gift")) + "/matches";
    BOOST_TEST(json_of(answer_to(world, world.call(world.county(), Verb::get, target)))["total"] == 1);
    BOOST_TEST(json_of(answer_to(world, world.call(world.elsewhere(), Verb::get, target)))["total"] == 0);
    const auto unknown = world.call(world.county(), Verb::get, "/api/v1/programs/12/matches");
    BOOST_TEST(answer_to(world, unknown).status == 404);
}

BOOST_AUTO_TEST_CASE(until_the_families_are_read_a_program_has_no_list_and_a_family_has_its_programs)
{
    ProgramsWorld world;
    const auto referral = reported(world);
    const auto program = "/programs/" + to_text(program_named(world, "company_gift")) + "/matches";
    const auto api = answer_at_once(world, world.call(world.county(), Verb::get, "/api/v1" + program));
    BOOST_TEST(api.status == 503);
    BOOST_TEST(json_of(api)["errors"][0]["detail"].get<std::string>().find("0%") != std::string::npos);
    const auto page = answer_at_once(world, world.call(world.county(), Verb::get, program));
    BOOST_TEST(page.status == 503);
    BOOST_TEST(page.body.find("转介单还在读入") != std::string::npos);
    BOOST_TEST(world.count_events("program.matched") == 0);

    BOOST_TEST(answer_at_once(world, world.call(world.county(), Verb::get, matches_of(referral))).status ==
               200);
    BOOST_TEST(answer_to(world, world.call(world.county(), Verb::get, program)).status == 200);
}

BOOST_AUTO_TEST_CASE(a_past_day_is_answered_as_it_was)
{
    ProgramsWorld world;
    const auto referral = reported(world);
    const auto asked = [&](const std::string& query) {
        return answer_to(world, world.call(world.county(), Verb::get, matches_of(referral) + query));
    };
    const auto before = json_of(asked("?limit=100"));
    const auto day = "?limit=100&as_of=" + to_text(day_of(world.now));
    const auto program = parse_id<ProgramId>(before["items"][0]["program"]["id"].get<std::string>());

    const auto village = world.village();

    // when: days later the family has more income, and the program that fitted best has closed
    world.now += std::chrono::days{3};
    world.db.write([&](store::Writer& db) {
        auto row = store::find_program(db, *program).value();
        row.state = ProgramState::closed;
        row.document.replace(row.document.find("\"state\":\"open\""), 14, "\"state\":\"closed\"");
        BOOST_REQUIRE((store::save_program(db, row, world.now) == store::SaveProgram::saved));
        auto body = grandmother(world);
        for (auto& record : body.household.facts)
            if (record.fact == Fact::income_year) record.value = std::int64_t{20'000'000};
        const server::referrals::Desk desk{db, village, *world.library, world.now};
        server::referrals::change_facts(desk, {referral.id, referral.version}, body).value();
    });

    const auto now = json_of(asked("?limit=100")), then = json_of(asked(day));
    BOOST_TEST(now["items"] != before["items"]);
    BOOST_TEST(then["as_of"].get<std::string>().substr(0, 10) ==
               before["as_of"].get<std::string>().substr(0, 10));
    BOOST_TEST(then["counts"] == before["counts"]);
    BOOST_TEST(then["items"].size() == before["items"].size());
    for (std::size_t i = 0; i < before["items"].size(); ++i)
        BOOST_TEST(then["items"][i]["score"] == before["items"][i]["score"], i);
    BOOST_TEST(world.db.value_of("SELECT COUNT(*) FROM audit WHERE facts LIKE '%as_of%'") == "1");
    for (const auto* wrong :
         {"?as_of=2099-01-01", "?as_of=2020-01-01", "?as_of=yesterday", "?as_of=2026-02-30"})
        BOOST_TEST(asked(wrong).status == 422, wrong);
}

BOOST_AUTO_TEST_CASE(a_referral_is_scored_without_being_stored)
{
    ProgramsWorld world;
    const auto actor = world.village();
    const auto before = world.db.value_of("SELECT COUNT(*) FROM audit");
    const auto response = answer_to(world, scoring(world, actor, grandmother_json().dump()));
    BOOST_REQUIRE(response.status == 200);
    BOOST_TEST(json_of(response)["referral"].is_null());
    BOOST_TEST(json_of(response)["counts"]["fits"].get<int>() >= 5);
    expect_no_person_in(response.body);
    for (const auto* table : {"referral", "household", "household_document", "first_answer"})
        BOOST_TEST(world.count(table) == 0, table);
    BOOST_TEST(world.db.value_of("SELECT COUNT(*) FROM audit") == before);
}

BOOST_AUTO_TEST_CASE(what_cannot_be_read_is_400)
{
    ProgramsWorld world;
    const auto actor = world.village();
    for (const auto* body : {"", "{", "[1,2", "{\"household\":1,\"household\":2}", "{\"a\":\"\xff\"}",
                             "{\"a\":99999999999999999999}", "null null"})
        BOOST_TEST(answer_to(world, scoring(world, actor, body)).status == 400, body);
    BOOST_TEST(answer_to(world, scoring(world, actor, std::string(40, '['))).status == 400);
}

BOOST_AUTO_TEST_CASE(what_cannot_be_is_422_with_its_place)
{
    ProgramsWorld world;
    const auto actor = world.village();
    const auto pointer_of = [&](const std::string& place, const json& wrong) {
        auto body = grandmother_json();
        body[json::json_pointer(place)] = wrong;
        const auto response = answer_to(world, scoring(world, actor, body.dump()));
        BOOST_TEST(response.status == 422, place);
        expect_no_person_in(response.body);
        return json_of(response)["errors"][0]["pointer"].get<std::string>();
    };
    for (const auto* place : {"/needs/0/member", "/needs/0/type", "/needs/0/assessed_fen", "/urgency",
                              "/household/village", "/household/members/0/id_number",
                              "/household/facts/income_year_fen", "/household/aid/0/on", "/surprise"})
        BOOST_TEST(pointer_of(place, "2026-02-30") == place);
    BOOST_TEST(pointer_of("/needs/0/assessed_fen", -1) == "/needs/0/assessed_fen");
    BOOST_TEST(pointer_of("/household/facts/income_year_fen", 9'000'000'000'000'000'000) ==
               "/household/facts/income_year_fen");
}

BOOST_AUTO_TEST_CASE(a_list_is_not_filtered_by_what_is_not_offered)
{
    ProgramsWorld world;
    const auto target = matches_of(reported(world));
    for (const auto* query : {"?name=x", "?limit=0", "?limit=101", "?after=-1", "?after=x"})
        BOOST_TEST(answer_to(world, world.call(world.county(), Verb::get, target + query)).status >= 400,
                   query);
}

BOOST_AUTO_TEST_SUITE_END()
