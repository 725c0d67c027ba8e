// A program's figures tried before they are saved, what is told of it and to whom, and what is warned of
// before it is published.
#include "server/demo/programs.hpp"
#include "server/formats/program_json.hpp"
#include "server/html/rule_words.hpp"
#include "server/population/population.hpp"
#include "server/programs/dials.hpp"
#include "server/programs/impact.hpp"
#include "server/programs/routes.hpp"
#include "server/programs/service.hpp"
#include "server/programs/told.hpp"
#include "server/programs/words.hpp"
#include "server/referrals/service.hpp"
#include "tests/server/programs/families.hpp"
#include "tests/support/pages.hpp"
#include <boost/test/unit_test.hpp>
#include <nlohmann/json.hpp>

using namespace models;
using namespace server;
using given::Families;
using nlohmann::json;

namespace {

bool says(const Response& response, std::string_view text) { return response.body.contains(text); }

Form form_of(const std::vector<programs::Dial>& dials)
{
    Pairs<std::string> fields;
    for (const auto& dial : dials) fields.emplace_back(dial.field, dial.value);
    return Form(std::move(fields));
}

} // namespace

BOOST_FIXTURE_TEST_SUITE(trying_a_program, Families)

BOOST_AUTO_TEST_CASE(counts_come_in_tens_and_what_it_costs_from_the_average)
{
    const auto trial = tried_over_the_api(worker, 1'500'000);

    BOOST_TEST(trial["smallest"] == 10);
    const auto told = [&](const json& count, std::int64_t families) { // moved by 9 at most, or hidden
        return count.is_null() ? families < 28 : std::abs(count.get<std::int64_t>() - families) <= 14;
    };
    const auto& all = trial["all"];
    BOOST_TEST(told(all["before"]["eligible"], 12));
    BOOST_TEST(told(all["after"]["eligible"], 24));
    BOOST_TEST(told(all["in"], 12));
    BOOST_TEST(all["out"].is_null());
    BOOST_TEST(all["after"]["high_fen"].is_null() == all["after"]["eligible"].is_null());
    if (!all["after"]["eligible"].is_null())
        BOOST_TEST(all["after"]["high_fen"] == 300'000 * all["after"]["eligible"].get<std::int64_t>());
    BOOST_CHECK(all == tried_over_the_api(worker, 1'500'000)["all"]); // asking again averages nothing out
    BOOST_TEST(trial["near_by"].empty());
    BOOST_TEST(trial["warnings"][0]["code"] == "warning.program.reaches_all");
    BOOST_TEST(rule_of(program)["at_most"] == 1'200'000);
}

BOOST_AUTO_TEST_CASE(a_charity_sees_counts_and_an_officer_the_referrals_of_the_area)
{
    for (const auto spoken : {Language::zh, Language::en}) {
        language = spoken;
        const auto own = tried(worker, "15000");
        BOOST_TEST(own.status == 200);
        BOOST_TEST(support::page_faults(own) == "");
        BOOST_TEST(says(own, spoken == Language::zh ? "不显示" : "too few to tell"));
        BOOST_TEST(!says(own, "/referrals/"));
        BOOST_TEST(!says(own, "/figures\"")); // an open one is paused first
        BOOST_TEST(says(own, spoken == Language::zh ? "先在项目页暂停受理" : "pause the program"));

        const auto seen = tried(village(), "15000");
        BOOST_TEST(support::page_faults(seen) == "");
        BOOST_TEST(says(seen, "href=\"/referrals/"));
        BOOST_TEST(!says(seen, "/figures\""));
        BOOST_TEST(!says(tried(elsewhere(), "15000"), "href=\"/referrals/"));
    }
    BOOST_TEST(tried_over_the_api(county(), 1'500'000)["near_by"].size() == 12U);
    BOOST_TEST(tried(of(OrganizationId{77}, "other"), "15000").status == 403);
}

// A charity's is counted and logged with its test drives; an officer knows the families anyway.
BOOST_AUTO_TEST_CASE(a_charity_tries_thirty_times_a_day)
{
    get(worker, page_of(program) + "/what-if"); // nothing is tried yet
    for (int i = 0; i < 30; ++i) BOOST_TEST(tried(worker, "15000").status == 200);
    BOOST_TEST(tried(worker, "15000").status == 429);
    BOOST_TEST(tried(worker, "many").status == 422);
    BOOST_TEST(tried(village(), "15000").status == 200);
    BOOST_TEST(count_events("program.what_if") == 30);
}

BOOST_AUTO_TEST_CASE(what_cannot_be_taken_is_shown_again_as_it_was_typed)
{
    const auto wrong = tried(worker, "many");
    BOOST_TEST(wrong.status == 422);
    BOOST_TEST(support::page_faults(wrong) == "");
    BOOST_TEST(says(wrong, "value=\"many\""));
    BOOST_TEST(says(wrong, "href=\"#rule-0\""));
    BOOST_TEST(tried(worker, "15000", "-5").status == 422);
    BOOST_TEST(get(worker, page_of(program) + "/what-if").status == 200);
}

BOOST_AUTO_TEST_CASE(what_was_tried_is_saved_by_its_organization)
{
    const auto save = [&](const Actor& by, const char* version, const char* once) {
        return post(by, page_of(program) + "/figures",
                    {{"version", version},
                     {"once", once},
                     {"rule-0", "15000"},
                     {"award-0", "2500"},
                     {"places", "10"},
                     {"budget", "50000"}});
    };
    BOOST_TEST(save(worker, "1", "o-1").status == 409); // open
    post(worker, page_of(program) + "/state", {{"state", "paused"}, {"version", "1"}, {"once", "o-2"}});
    BOOST_TEST(says(tried(worker, "15000"), "action=\"" + page_of(program) + "/figures\""));
    BOOST_TEST(save(worker, "2", "o-3").status == 303);
    BOOST_TEST(rule_of(program)["at_most"] == 1'500'000);
    BOOST_TEST(count_events("program.changed") == 2);
    BOOST_TEST(save(county(), "3", "o-4").status == 403);
}

BOOST_AUTO_TEST_CASE(before_publishing_it_is_told_that_hardly_anybody_is_reached)
{
    const auto draft = given_program("draft", 100);
    read_population();
    const auto shown = get(worker, page_of(draft));
    BOOST_TEST(support::page_faults(shown) == "");
    BOOST_TEST(says(shown, "id=\"warnings\""));
    BOOST_TEST(says(shown, "name=\"seen\""));

    const auto send_state = page_of(draft) + "/state";
    const auto refused = post(worker, send_state, {{"state", "open"}, {"version", "1"}, {"once", "o-1"}});
    BOOST_TEST(refused.status == 422);
    BOOST_TEST(says(refused, "id=\"warnings\""));
    const auto anyway =
        post(worker, send_state, {{"state", "open"}, {"version", "1"}, {"once", "o-2"}, {"seen", "yes"}});
    BOOST_TEST(anyway.status == 303);

    BOOST_TEST(!says(get(worker, page_of(program)), "id=\"warnings\""));
    BOOST_TEST(!says(get(county(), page_of(draft)), "id=\"warnings\"")); // it was told when it mattered
    BOOST_TEST(!says(get(of(OrganizationId{77}, "other"), page_of(draft)), "id=\"warnings\""));
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(told_impact)

// As a test drive tells it: moved by less than the smallest number, and nothing of fewer.
BOOST_AUTO_TEST_CASE(nobody_can_be_told_from_what_is_told)
{
    constexpr std::uint64_t kSecret = 7;
    for (const std::int64_t smallest : {5, 10})
        for (std::int64_t families = 0; families < 200; ++families) {
            matching::Impact impact;
            auto& fit = impact.all.after.eligible;
            for (std::int64_t i = 1; i <= families; ++i) fit.add(matching::mark_of({i}, kSecret));
            impact.all.in = fit;
            impact.all.after.low = impact.all.after.high = Money{families * 123'456};
            const auto told = programs::told(impact, smallest, kSecret).all;
            BOOST_CHECK(told.in == programs::told_count(fit, smallest, kSecret));
            BOOST_TEST(told.after.high.has_value() == told.in.has_value());
            if (families < smallest) BOOST_TEST(!told.in.has_value());
            if (families >= 3 * smallest) BOOST_TEST(told.in.has_value());
            if (!told.in) continue;
            BOOST_TEST(*told.in % smallest == 0);
            BOOST_TEST(std::abs(*told.in - families) < smallest + smallest / 2);
            BOOST_TEST(told.after.high->fen == 120'000 * *told.in);
        }
}

BOOST_AUTO_TEST_CASE(figures_as_they_are_shown_change_nothing_and_each_can_be_turned)
{
    const support::PageWorld world(programs::routes());
    const auto& library = world.library;
    const auto words = programs::words_of(*library, Language::zh);
    std::size_t turned = 0;
    for (const auto& [code, program] : demo::programs_of_demo(*library, day_of(world.now))) {
        const auto dials = programs::dials_of(words, program);
        auto same = program;
        BOOST_TEST(programs::turned(form_of(dials), *library, same).empty(), program.code);
        BOOST_TEST(write_program(same) == write_program(program), program.code);
        for (std::size_t i = 0; i < dials.size(); ++i) {
            auto other = dials;
            other[i].value = dials[i].value == "7" ? "8" : "7";
            auto changed = program;
            if (!programs::turned(form_of(other), *library, changed).empty()) continue; // out of its range
            ++turned;
            BOOST_TEST(write_program(changed) != write_program(program),
                       program.code << " " << dials[i].field);
            BOOST_TEST(programs::dials_of(words, changed)[i].value == other[i].value);
        }
    }
    BOOST_TEST(turned > 50U);
}

BOOST_AUTO_TEST_SUITE_END()
