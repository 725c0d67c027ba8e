// A month of a site without names; few children are not counted in front of anybody.
#include "models/store/programs.hpp"
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
    std::vector<server::offers::OfferRow> known;
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

// So many children at each of three sites, two of them in one county; each was at one session of its site.
struct ThreeSites : Reported {
    ThreeSites()
    {
        db.write([&](store::Writer& writer) {
            auto sites = store::list_sites(writer, program);
            store::SiteRow beside;
            beside.uuid = store::new_uuid();
            beside.code = "beside";
            beside.name = "旁边站";
            beside.area = support::kTownship;
            beside.places = 40;
            sites.push_back(beside);
            store::save_sites(writer, program, sites);
        });
        for (int i = 0; i < 30; ++i) children.push_back(child());
    }
    // The first so many near, the next beside it, the others in the other county.
    void seat(std::size_t near, std::size_t beside)
    {
        for (std::size_t i = 0; i < children.size(); ++i) {
            auto row = now_of(children[i].id);
            row.site = i < near ? "near" : i < near + beside ? "beside" : "far";
            db.write([&](store::Writer& writer) { BOOST_TEST_REQUIRE(store::save_offer(writer, row)); });
        }
    }
    // Children as the analyst reads them: of the two counties, and of the province.
    std::vector<std::string> sums()
    {
        const auto body = get(analyst(), "/site-reports" + month).body;
        std::vector<std::string> cells;
        const std::string begins = "data-label=\"" + std::string("在册儿童（人）") + "\">";
        for (auto at = body.find(begins); at != body.npos; at = body.find(begins, at + 1))
            cells.push_back(
                body.substr(at + begins.size(), body.find('<', at + begins.size()) - at - begins.size()));
        return cells;
    }
    std::vector<server::offers::OfferRow> children;
};

BOOST_FIXTURE_TEST_CASE(a_sum_hides_itself_where_it_would_tell_a_part_that_is_hidden, ThreeSites)
{
    using Cells = std::vector<std::string>;
    const auto few = std::string("少于 10"), hidden = std::string("不显示");
    seat(10, 10);
    BOOST_TEST((sums() == Cells{"20", "10", "30"}));
    seat(11, 9); // 20 less the 11 that the county sees would tell the 9
    BOOST_TEST((sums() == Cells{hidden, "10", hidden}));
    seat(6, 6); // of the two nobody sees either
    BOOST_TEST((sums() == Cells{"12", "18", "30"}));
    seat(14, 14); // 30 less 28
    BOOST_TEST((sums() == Cells{"28", few, hidden}));
    seat(15, 2); // 2 and 13: one part of the county is hidden, and so one of the province
    BOOST_TEST((sums() == Cells{hidden, "13", hidden}));
    seat(4, 1);
    BOOST_TEST((sums() == Cells{few, "25", hidden}));
}

BOOST_FIXTURE_TEST_CASE(a_rate_of_few_marked_children_is_hidden_in_every_month_and_form, Reported)
{
    for (int i = 0; i < 12; ++i) known.push_back(child());
    const auto id = session(day_of(now));
    for (int marked = 9; marked <= 10; ++marked) {
        auto sent = call(charity(), server::Verb::post, path_of(id));
        server::Pairs<std::string> fields{{"once", server::new_form_token()},
                                          {"sheet", marked == 9 ? "0" : "1"}};
        for (int i = 0; i < marked; ++i)
            fields.emplace_back(given::mark_field(known[static_cast<std::size_t>(i)]), "present");
        sent.form = server::Form(fields);
        sent.body = std::to_string(marked);
        BOOST_TEST(send(std::move(sent)).status == 303);
        for (const auto* part : {"/report", "/report/csv", "/report/print"}) {
            const auto body = get(charity(), path(part + month)).body;
            BOOST_TEST(body.contains("12"), part);
            BOOST_TEST(body.contains("100%") == (marked == 10), part);
            BOOST_TEST(!get(charity(), path(part + std::string("?month=2026-12"))).body.contains("100%"));
        }
        BOOST_TEST(get(analyst(), "/site-reports" + month).body.contains("100%") == (marked == 10));
    }
}

BOOST_AUTO_TEST_SUITE_END()
