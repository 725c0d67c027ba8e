// The pages of a round, for each who may see them.
#include "server/sheets/sheet.hpp"
#include "tests/server/rounds/given.hpp"
#include "tests/support/pages.hpp"
#include <boost/test/unit_test.hpp>

using namespace models;
using namespace given;
using support::page_faults;

namespace {

bool says(const server::Response& response, const std::string& text)
{
    return response.body.find(text) != std::string::npos;
}

std::string address(RoundId id) { return "/rounds/" + to_text(id); }

} // namespace

BOOST_AUTO_TEST_SUITE(rounds_pages)

BOOST_AUTO_TEST_CASE(a_round_is_opened_on_its_form)
{
    RoundWorld world;
    const auto form = world.get(world.county(), "/rounds/new");
    const auto wrong = world.post(world.county(), "/rounds", {{"once", "key-1"}, {"name", ""}});
    const auto right =
        world.post(world.county(), "/rounds",
                   {{"once", "key-2"}, {"name", "秋季"}, {"programs", to_text(world.program)}});

    BOOST_TEST(form.status == 200);
    BOOST_TEST(page_faults(form) == "");
    BOOST_TEST(wrong.status == 422);
    BOOST_TEST(page_faults(wrong) == "");
    BOOST_TEST(right.status == 303);
    BOOST_TEST(page_faults(world.get(world.county(), "/rounds")) == "");
    BOOST_TEST(world.count("round") == 1);
}

BOOST_AUTO_TEST_CASE(while_it_is_worked_out_the_page_refreshes_itself_and_offers_to_cancel)
{
    RoundWorld world;
    const auto id = world.open();

    const auto waiting = world.get(world.county(), address(id));
    const auto cancelled = world.post(world.county(), address(id) + "/cancel", {{"once", "key-1"}});
    const auto over = world.get(world.county(), address(id));

    BOOST_TEST(page_faults(waiting) == "");
    BOOST_TEST(says(waiting, "http-equiv=\"refresh\""));
    BOOST_TEST(says(waiting, "/cancel\""));
    BOOST_TEST(cancelled.status == 303);
    BOOST_TEST(page_faults(over) == "");
    BOOST_TEST(!says(over, "http-equiv=\"refresh\""));
    BOOST_TEST(says(over, "这一轮已取消"));
}

BOOST_AUTO_TEST_CASE(the_result_is_shown_in_both_languages)
{
    RoundWorld world;
    for (int i = 0; i < 3; ++i) world.family();
    world.family(false);
    const auto id = world.proposed();
    for (const auto language : {server::Language::zh, server::Language::en}) {
        world.language = language;
        for (const auto* part : {"", "/awards", "/others"}) {
            const auto shown = world.get(world.county(), address(id) + part);
            BOOST_TEST(shown.status == 200);
            BOOST_TEST(page_faults(shown) == "");
            BOOST_TEST(!says(shown, "石玉兰"));
        }
    }
    const auto shown = world.get(world.county(), address(id));
    BOOST_TEST(says(shown, "<svg class=\"way-bar\""));
    BOOST_TEST(says(shown, world.awards(id).front().reference));
    const auto admin = world.get(world.officer(Role::admin, {}, "admin"), address(id));
    BOOST_TEST(page_faults(admin) == "");
    BOOST_TEST(!says(admin, world.awards(id).front().reference));
}

BOOST_AUTO_TEST_CASE(what_a_round_goes_by_is_told_with_the_price_of_each_floor)
{
    RoundWorld world;
    matching::RoundPolicy policy;
    policy.floors = {
        {"all", support::kCounty, {}, matching::FloorMeasure::families, matching::FloorUnit::count, 3},
        {"some",
         support::kCounty,
         {},
         matching::FloorMeasure::covered_fen,
         matching::FloorUnit::permille,
         50}};
    world.share_by(policy);
    for (int i = 0; i < 3; ++i) world.family();
    const auto id = world.proposed();

    const auto shown = world.get(world.county(), address(id));
    BOOST_TEST(page_faults(shown) == "");
    for (const auto* text : {"至少资助 3 户", "守不住", "评估需求的 5.0 %", "守住了"})
        BOOST_TEST(says(shown, text), text);
    world.language = server::Language::en;
    const auto english = world.get(world.county(), address(id));
    BOOST_TEST(page_faults(english) == "");
    BOOST_TEST(says(english, "Holding this floor costs"));
}

BOOST_AUTO_TEST_CASE(a_round_that_an_older_parasol_worked_out_shows_its_awards)
{
    RoundWorld world;
    world.family();
    const auto id = world.proposed();
    BOOST_REQUIRE(why(world.approve(id)) == "");
    world.db.connection().execute("test.older", "UPDATE round SET result = ''");

    const auto shown = world.get(world.county(), address(id));
    BOOST_TEST(shown.status == 200);
    BOOST_TEST(page_faults(shown) == "");
    BOOST_TEST(says(shown, world.awards(id).front().reference));
    BOOST_TEST(says(shown, address(id) + "/pay-list.xlsx"));
    const auto admin = world.get(world.officer(Role::admin, {}, "admin"), address(id));
    BOOST_TEST(page_faults(admin) == "");
    BOOST_TEST(!says(admin, world.awards(id).front().reference));
    const auto again = world.post(world.county(), address(id) + "/approve",
                                  {{"once", "key-1"}, {"version", std::to_string(world.round(id).version)}});
    BOOST_TEST(again.status == 409);
    BOOST_TEST(page_faults(again) == "");
}

BOOST_AUTO_TEST_CASE(what_is_kept_back_is_told)
{
    RoundWorld world;
    matching::RoundPolicy policy;
    policy.expected = {{support::kCounty, 250}};
    world.share_by(policy);
    world.family();

    const auto shown = world.get(world.county(), address(world.proposed()));

    BOOST_TEST(page_faults(shown) == "");
    BOOST_TEST(says(shown, "预计再来 250 户"));
}

BOOST_AUTO_TEST_CASE(in_stable_mode_reasons_are_places_in_line_and_not_prices)
{
    RoundWorld world;
    matching::RoundPolicy policy;
    policy.stable = true;
    world.share_by(policy);
    for (int i = 0; i < 3; ++i) world.family();
    const auto id = world.proposed();

    const auto shown = world.get(world.county(), address(id));
    BOOST_TEST(page_faults(shown) == "");
    BOOST_TEST(says(shown, "稳定方式"));
    const auto others = world.get(world.county(), address(id) + "/others");
    BOOST_TEST(!says(others, "门槛"));
    BOOST_TEST((says(others, "名次中排在前面") || says(others, "名额已经给完")));
}

BOOST_AUTO_TEST_CASE(an_approval_that_is_refused_says_what_has_changed)
{
    RoundWorld world;
    world.family();
    const auto id = world.proposed();
    world.change_program();

    const auto refused =
        world.post(world.county(), address(id) + "/approve",
                   {{"once", "key-1"}, {"version", std::to_string(world.round(id).version)}});

    BOOST_TEST(refused.status == 409);
    BOOST_TEST(page_faults(refused) == "");
    BOOST_TEST(says(refused, "id=\"changed-title\""));
    BOOST_TEST(world.count("plan_line") == 0);
}

BOOST_AUTO_TEST_CASE(a_round_that_can_no_longer_be_approved_says_so_and_is_not_offered)
{
    RoundWorld world;
    world.family();
    const auto id = world.proposed();
    BOOST_TEST(says(world.get(world.county(), address(id)), "/approve\""));
    world.change_program();

    const auto shown = world.get(world.county(), address(id));

    BOOST_TEST(shown.status == 200);
    BOOST_TEST(page_faults(shown) == "");
    BOOST_TEST(says(shown, "不能再批准"));
    BOOST_TEST(!says(shown, "/approve\""));
}

BOOST_AUTO_TEST_CASE(a_township_sees_its_own_families_once_approved_and_a_charity_counts_alone)
{
    RoundWorld world;
    world.family();
    const auto id = world.proposed();
    BOOST_TEST(world.get(world.township(), address(id)).status == 404);
    BOOST_TEST(world.get(world.charity(), address(id)).status == 404);
    BOOST_TEST(why(world.approve(id)) == "");

    const auto township = world.get(world.township(), address(id));
    const auto charity = world.get(world.charity(), address(id));
    const auto reference = world.awards(id).front().reference;
    BOOST_TEST(page_faults(township) == "");
    BOOST_TEST(says(township, reference));
    BOOST_TEST(page_faults(charity) == "");
    BOOST_TEST(!says(charity, reference));
    BOOST_TEST(says(charity, "少于 5"));
    BOOST_TEST(world.get(world.village(), address(id)).status == 403);
    BOOST_TEST(world.get(world.charity(), address(id) + "/awards").status == 403);
    BOOST_TEST(world.get(world.elsewhere(), address(id)).status == 404);
}

// Of all programs, before and after it is approved, and of no family.
BOOST_AUTO_TEST_CASE(an_analyst_sees_counts_alone)
{
    RoundWorld world;
    world.family();
    const auto id = world.proposed();
    const auto analyst = world.officer(Role::analyst, {}, "analyst");
    const auto reference = world.awards(id).front().reference;
    for (const bool approved : {false, true}) {
        if (approved) BOOST_TEST(why(world.approve(id)) == "");
        const auto shown = world.get(analyst, address(id));
        BOOST_TEST(page_faults(shown) == "");
        BOOST_TEST(says(shown, "少于 5"));
        BOOST_TEST(!says(shown, reference));
        BOOST_TEST(page_faults(world.get(analyst, "/rounds")) == "");
    }
    for (const auto* part : {"/awards", "/others", "/certificate", "/pay-list.csv"})
        BOOST_TEST(world.get(analyst, address(id) + part).status == 403, part);
}

BOOST_AUTO_TEST_CASE(the_pay_list_names_the_contacts_and_the_log_tells_who_took_it)
{
    RoundWorld world;
    world.family();
    const auto id = world.proposed();
    BOOST_TEST(world.get(world.county(), address(id) + "/pay-list.csv").status == 404);
    BOOST_TEST(why(world.approve(id)) == "");

    const auto list = world.get(world.county(), address(id) + "/pay-list.csv");

    BOOST_TEST(list.status == 200);
    BOOST_TEST(list.body.starts_with("\xEF\xBB\xBF"));
    BOOST_TEST(says(list, "石玉兰"));
    BOOST_TEST(says(list, ",500.00\r\n"));
    const auto sheet = world.get(world.county(), address(id) + "/pay-list.xlsx");
    BOOST_TEST(sheet.body.starts_with("PK")); // a zip file, as all of them are
    BOOST_TEST(world.count_events("round.pay_list") == 2);
}

BOOST_AUTO_TEST_CASE(no_cell_of_a_csv_file_begins_a_formula)
{
    const server::Sheet list{
        {{{"=1+1", {}}, {"+86", {}}, {"-2", {}}, {"@x", {}}, {"a,\"b\"", {}}, {"", 150'050}}}};
    BOOST_TEST(server::rounds::csv_of(list) == "\xEF\xBB\xBF'=1+1,'+86,'-2,'@x,\"a,\"\"b\"\"\",1500.50\r\n");
}

BOOST_AUTO_TEST_SUITE_END()
