// The pages, with templates that are compared with their views: the section of a referral, the families of a
// program.
#include "server/html/templates.hpp"
#include "server/library/assets.hpp"
#include "server/matches/views.hpp"
#include "tests/server/matches/given.hpp"
#include <boost/test/unit_test.hpp>
#include <nlohmann/json.hpp>

using namespace models;
using namespace given;
using nlohmann::json;
using server::Language;
using server::Verb;

namespace {

server::referrals::Case case_of(World& world, const Referral& referral)
{
    return world.db.read([&](store::Reader& db) {
        return server::referrals::find_case(db, world.county(), referral.id).value();
    });
}

json section_for(World& world, const server::referrals::Case& found, Language language,
                 const server::matches::AskedDay& day = {})
{
    auto call = world.call(world.village(), Verb::get, "/referrals/1");
    call.language = language;
    const auto family = server::matches::family_of(found);
    return server::matches::section_view(call, {found.referral, family, *programs(world), day});
}

html::Files partials()
{
    html::Files files;
    for (const auto* name :
         {"matches/section", "matches/answer", "matches/card", "shared/csrf", "shared/once"})
        files[name] = server::asset("templates/" + std::string(name) + ".html");
    return files;
}

// The section alone on a page, names compared strictly.
std::string printed(const World& world, Language language, json section)
{
    auto files = partials();
    files["shared/layout"] = "{{> content}}";
    files["x/page"] = "{{#matches}}{{> matches/section}}{{/matches}}";
    const html::Templates templates(files, *world.library->messages, html::Checking::strict);
    return templates.expand(language, "x/page",
                            {{"csrf", "t"}, {"matches", json::array({std::move(section)})}});
}

// Cards of what fits: those that lie open, then those folded away.
std::vector<json> fits_of(const json& section)
{
    std::vector<json> cards;
    for (const auto* part : {"some_fit", "more_fit"})
        for (const auto& group : section[part])
            for (const auto& card : group["fits"]) cards.push_back(card);
    return cards;
}

std::size_t times(const std::string& text, const std::string& what)
{
    std::size_t count = 0;
    for (auto at = text.find(what); at != text.npos; at = text.find(what, at + what.size())) ++count;
    return count;
}

} // namespace

BOOST_AUTO_TEST_SUITE(matches_pages)

BOOST_AUTO_TEST_CASE(the_section_prints_in_both_languages)
{
    ProgramsWorld world;
    const auto found = case_of(world, reported(world));
    for (const auto language : {Language::zh, Language::en}) {
        const auto section = section_for(world, found, language);
        const auto html = printed(world, language, section);
        const auto cards = fits_of(section).size() + section["asked"][0]["cards"].size();
        BOOST_TEST(section["some_fit"][0]["fits"].size() == 5u);
        BOOST_TEST(section["more_fit"][0]["fits"].size() >= 1u);
        BOOST_TEST(times(html, "class=\"card match") == cards);
        for (const auto* fact : kPersonal) BOOST_TEST(html.find(fact) == html.npos, fact);
    }
}

BOOST_AUTO_TEST_CASE(the_boxes_of_a_card_add_up_to_its_score)
{
    ProgramsWorld world;
    const auto section = section_for(world, case_of(world, reported(world)), Language::zh);
    BOOST_REQUIRE(!fits_of(section).empty());
    for (const auto& card : fits_of(section)) {
        int sum = 0, weights = 0;
        for (const auto& box : card["boxes"]) {
            sum += std::stoi(box["points"].get<std::string>());
            weights += std::stoi(box["weight"].get<std::string>());
        }
        BOOST_TEST(sum == std::stoi(card["total"].get<std::string>()));
        BOOST_TEST(weights == 100);
        BOOST_TEST(card["boxes"].back()["bar"] == "bar-5");
    }
}

BOOST_AUTO_TEST_CASE(the_question_can_be_answered_in_place_by_who_may_answer)
{
    ProgramsWorld world;
    const auto found = case_of(world, reported(world));
    const auto section = section_for(world, found, Language::zh);
    BOOST_REQUIRE(section["question"].size() == 1u);
    const auto& form = section["question"][0]["form"];
    BOOST_REQUIRE(form.size() == 1u);
    BOOST_TEST(form[0]["version"] == std::to_string(found.referral.version));
    BOOST_TEST(form[0]["action"] == "/referrals/" + to_text(found.referral.id) + "/answers");
    // when: the referral has ended, then nobody may answer
    auto ended = found;
    ended.referral.state = ReferralState::closed;
    BOOST_TEST(section_for(world, ended, Language::zh)["question"][0]["form"].empty());
}

BOOST_AUTO_TEST_CASE(a_past_day_is_told_and_has_no_question)
{
    ProgramsWorld world;
    const auto found = case_of(world, reported(world));
    BOOST_TEST(section_for(world, found, Language::zh)["day"]["past"].is_null());
    const auto day = start_of(plus_days(day_of(world.now), -1));
    for (const auto language : {Language::zh, Language::en}) {
        const auto past = section_for(world, found, language, {day, {}});
        BOOST_TEST(past["question"].empty());
        BOOST_TEST(past["day"]["value"] == to_text(day_of(day)));
        BOOST_TEST(times(printed(world, language, past), "#day\"") == 2u); // the form, and back to today
        const auto wrong =
            section_for(world, found, language, {{}, Fault{"error.as_of.future", "/as_of", {}}});
        BOOST_TEST(wrong["question"].size() == 1u);
        BOOST_TEST(times(printed(world, language, wrong), "aria-invalid=\"true\"") == 1u);
    }
}

BOOST_AUTO_TEST_CASE(hints_are_never_among_what_can_be_offered)
{
    ProgramsWorld world;
    const auto section = section_for(world, case_of(world, reported(world)), Language::zh);
    auto offered = fits_of(section);
    for (const auto& card : section["asked"][0]["cards"]) offered.push_back(card);
    for (const auto& part : section["hints"])
        for (const auto& hint : part["rows"])
            for (const auto& card : offered) BOOST_TEST(card["name"] != hint["name"]);
}

BOOST_AUTO_TEST_CASE(a_programs_page_shows_its_families_masked)
{
    ProgramsWorld world;
    const auto referral = reported(world);
    const auto found = server::matches::find_programs(
        *programs(world), server::matches::family_of(grandmother(world), world.now));
    const auto id = found.program(found.candidates.front().program).id;
    for (const auto language : {Language::zh, Language::en}) {
        auto call = world.call(world.county(), Verb::get, "/programs/" + to_text(id) + "/matches");
        call.language = language;
        const auto response = answer_to(world, call);
        BOOST_TEST(response.status == 200);
        BOOST_TEST(response.body.find("石*兰") != std::string::npos);
        BOOST_TEST(response.body.find("/referrals/" + to_text(referral.id)) != std::string::npos);
        for (const auto* fact : kPersonal) BOOST_TEST(response.body.find(fact) == std::string::npos, fact);
    }
    BOOST_TEST(world.count_events("program.matched") == 2);
    const auto elsewhere =
        answer_to(world, world.call(world.elsewhere(), Verb::get, "/programs/" + to_text(id) + "/matches"));
    BOOST_TEST(elsewhere.body.find("石*兰") == std::string::npos);
}

// Each near miss and each refusal says in one line what separates the family, and whether that may change.
BOOST_AUTO_TEST_CASE(what_separates_is_told_calmly_in_both_languages)
{
    ProgramsWorld world;
    const auto found = case_of(world, reported(world));
    for (const auto language : {Language::zh, Language::en}) {
        const auto section = section_for(world, found, language);
        std::size_t ways = 0;
        for (const auto* part : {"near", "refused"})
            for (const auto& group : section[part])
                for (const auto& row : group["rows"])
                    for (const auto& way : row["ways"]) {
                        ++ways;
                        BOOST_TEST(!way["label"].get<std::string>().empty());
                        BOOST_TEST(way["text"].get<std::string>().find("{{") == std::string::npos);
                    }
        BOOST_TEST(ways > 3U);
        BOOST_TEST(times(printed(world, language, section), "class=\"way\"") == ways);
    }
}

BOOST_AUTO_TEST_SUITE_END()
