// A month of a site without names; few children are not counted in front of anybody.
#include "server/http/idempotency.hpp"
#include "tests/server/sites/given.hpp"
#include "tests/support/pages.hpp"
#include <boost/test/unit_test.hpp>

using namespace models;
using support::page_faults;

namespace {

struct Reported : given::SiteWorld {
    // So many children, one session that all but the first attended.
    void play(int how_many)
    {
        std::vector<server::offers::OfferRow> children;
        for (int i = 0; i < how_many; ++i) children.push_back(child());
        const auto id = session(day_of(now));
        const auto sent = post(charity(), path_of(id),
                               {{"once", server::new_form_token()},
                                {"sheet", "0"},
                                {given::mark_field(children.front()).c_str(), "absent"},
                                {"rest", "present"}});
        BOOST_TEST(sent.status == 303);
    }
    Actor analyst() { return officer(Role::analyst, {}, "analyst"); }
    std::string month = "?month=2026-11";
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(report, Reported)

BOOST_AUTO_TEST_CASE(ten_children_are_counted_with_their_rate)
{
    play(10);
    for (const auto& who : {charity(), county()}) {
        const auto shown = get(who, path("/report" + month));
        BOOST_TEST(shown.status == 200);
        BOOST_TEST(page_faults(shown) == "");
        BOOST_TEST(shown.body.contains("<td>10</td>"));
        BOOST_TEST(shown.body.contains("90%"));
        BOOST_TEST(shown.body.contains("13.5 小时"));
    }
    BOOST_TEST(get(elsewhere(), path("/report" + month)).status == 404);
    BOOST_TEST(get(other_charity(), path("/report" + month)).status == 404);
    const auto csv = get(charity(), path("/report/csv" + month));
    BOOST_TEST(csv.content_type == "text/csv; charset=utf-8");
    BOOST_TEST(csv.body.starts_with("\xEF\xBB\xBF"));
    BOOST_TEST(csv.body.contains("在册儿童（人）,10\r\n"));
    BOOST_TEST(get(charity(), path("/report/print" + month)).body.contains("90%"));
    const auto sums = get(analyst(), "/site-reports" + month);
    BOOST_TEST(page_faults(sums) == "");
    BOOST_TEST(sums.body.contains("90%"));
    BOOST_TEST(!sums.body.contains("安场站"));
    BOOST_TEST(page_faults(get(county(), "/site-reports" + month)) == "");
}

BOOST_AUTO_TEST_CASE(nine_children_are_few_and_nothing_gives_them_away)
{
    play(9);
    for (const auto* part : {"/report", "/report/csv", "/report/print"}) {
        const auto body = get(charity(), path(part + month)).body;
        BOOST_TEST(body.contains("少于 10"), part);
        BOOST_TEST(!body.contains("89%"), part); // 8 of 9
        BOOST_TEST(!body.contains("12 小时"), part);
    }
    const auto sums = get(analyst(), "/site-reports" + month).body;
    BOOST_TEST(sums.contains("少于 10"));
    BOOST_TEST(!sums.contains("89%"));
}

BOOST_AUTO_TEST_CASE(another_months_report_is_empty_and_no_month_at_all_is_this_one)
{
    play(10);
    BOOST_TEST(!get(charity(), path("/report?month=2026-10")).body.contains("90%"));
    BOOST_TEST(get(charity(), path("/report?month=never")).body.contains("90%"));
}

BOOST_AUTO_TEST_SUITE_END()
