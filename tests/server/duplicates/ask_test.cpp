// The duplicate question for a list of people: what the asker may see, and no more.
#include "server/duplicates/routes.hpp"
#include "tests/server/offers/given.hpp"
#include "tests/support/pages.hpp"
#include <boost/test/unit_test.hpp>

using namespace models;
using support::page_faults;

namespace {

constexpr auto* kHelped = "529903196304120024"; // the grandmother

struct Asking : given::OfferWorld {
    Asking() : OfferWorld({}, server::duplicates::routes()) {}
    server::Response ask(const Actor& actor, const std::string& people, const std::string& need = "living")
    {
        return post(actor, "/duplicates", {{"need", need}, {"people", people}});
    }
};

bool has(const server::Response& response, const std::string& text) { return response.body.contains(text); }

} // namespace

BOOST_FIXTURE_TEST_SUITE(duplicates, Asking)

BOOST_AUTO_TEST_CASE(who_is_helped_is_told_with_what_the_asker_may_see)
{
    const auto row = offered();
    const auto here = ask(county(), kHelped), elsewhere = ask(this->elsewhere(), kHelped);
    BOOST_TEST(page_faults(here) == "");
    BOOST_TEST(has(here, row.reference));
    BOOST_TEST(has(elsewhere, "正安"));
    BOOST_TEST(!has(elsewhere, row.reference));
    BOOST_TEST(has(ask(county(), kHelped, "medical"), "没有"));
    BOOST_TEST(count_events("duplicate.asked") == 3);
}

BOOST_AUTO_TEST_CASE(each_line_has_its_answer_and_what_cannot_be_read_is_said)
{
    offered();
    const auto all = ask(county(), std::string(kHelped) + "\n\n529903201103080031\n12345\n");
    const auto form = all.body.find("<form class=\"card reading\" id=\"ask\"");
    BOOST_REQUIRE(form != std::string::npos);
    BOOST_TEST(!all.body.substr(0, form).contains("529903")); // the answers are masked
    BOOST_TEST(all.body.substr(form).contains(kHelped));      // the list is kept, to be mended or asked anew
    BOOST_TEST(all.body.substr(form).contains("12345"));
    for (const auto* line : {"第 1 行", "第 3 行", "第 4 行"}) BOOST_TEST(has(all, line));
    BOOST_TEST(has(all, "看不懂"));
    BOOST_TEST(has(all, "没有"));
}

BOOST_AUTO_TEST_CASE(an_empty_list_and_a_long_one_are_refused_and_kept)
{
    BOOST_TEST(ask(county(), " \n").status == 422);
    std::string many;
    for (int i = 0; i < 101; ++i) many += "1\n";
    BOOST_TEST(ask(county(), many).status == 422);
    BOOST_TEST(ask(county(), kHelped, "gold").status == 422);
    BOOST_TEST(ask(charity(), kHelped).status == 403);
}

BOOST_AUTO_TEST_SUITE_END()
