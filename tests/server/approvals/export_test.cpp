// A bulk export: asked for by one, approved by another, fetched once by who asked, told to every family.
#include "server/approvals/service.hpp"
#include "tests/server/approvals/given.hpp"

using namespace models;
using support::page_faults;
using namespace std::chrono_literals;

namespace {

struct Exporting : given::ApprovalWorld {
    std::string asked_for(const std::string& which = "all")
    {
        return support::location(
            post(county(), "/exports/new", {{"once", once()}, {"ask", which}, {"reason", "年度核查"}}));
    }
    std::string approved(const std::string& which = "all")
    {
        const auto path = asked_for(which);
        decide(second_county(), path, "approve");
        return path;
    }
    server::Response file(const Actor& actor, const std::string& path)
    {
        return post(actor, path + "/file", {});
    }
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(bulk_export, Exporting)

BOOST_AUTO_TEST_CASE(the_file_is_fetched_once_by_who_asked)
{
    const auto family = this->family(false);
    const auto path = asked_for();
    BOOST_TEST(file(county(), path).status == 409); // nobody approved it
    decide(second_county(), path, "approve");
    BOOST_TEST(file(second_county(), path).status == 403);
    BOOST_TEST(has(get(county(), path), path + "/file"));
    BOOST_TEST(!has(get(second_county(), path), path + "/file"));

    const auto sheet = file(county(), path);
    BOOST_TEST(sheet.status == 200);
    BOOST_TEST(sheet.body.starts_with("PK"));
    BOOST_TEST(support::field(sheet, "Content-Disposition").contains("referrals.xlsx"));
    BOOST_TEST(file(county(), path).status == 409);
    BOOST_TEST(count_events("referrals.exported") == 1);
    BOOST_TEST(count_events("referral.exported") == 1);
    const auto shown = get(county(), path);
    BOOST_TEST(page_faults(shown) == "");
    BOOST_TEST(has(shown, "导出的转介单"));
    BOOST_TEST(has(get(county(), "/referrals/" + to_text(family.id) + "/looks"), "导出"));
}

BOOST_AUTO_TEST_CASE(a_file_not_fetched_within_a_day_is_gone)
{
    family(false);
    const auto path = approved();
    now += 24h;
    BOOST_TEST(file(county(), path).status == 409);
    BOOST_TEST(count_events("referrals.exported") == 0);
}

BOOST_AUTO_TEST_CASE(only_what_was_asked_for_is_in_it_and_nothing_erased)
{
    const auto closed = withdrawn();
    erased(closed.id);
    another_family();
    const auto exported = [&](const std::string& which) {
        const auto before = count_events("referral.exported");
        BOOST_TEST(file(county(), approved(which)).status == 200);
        return count_events("referral.exported") - before;
    };
    BOOST_TEST(exported("open") == 1);
    BOOST_TEST(exported("closed") == 0);
    BOOST_TEST(exported("all") == 1);
    now += 24h;
    BOOST_TEST(!has(get(county(), "/approvals"), "石玉兰"));
}

BOOST_AUTO_TEST_CASE(more_than_a_file_holds_is_said_when_it_is_asked_for)
{
    family(false);
    std::string others;
    db.read([&](store::Reader& r) {
        auto query = r.query({"test.columns", "SELECT name FROM pragma_table_info('referral') "
                                              "WHERE name NOT IN ('id', 'reference')"});
        for (std::string name; query.next(name);) others += ", " + name;
    });
    const auto most = std::to_string(server::approvals::kMostExported);
    db.connection().execute("test.many",
                            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < " +
                                most + ") INSERT INTO referral (id, reference" + others +
                                ") SELECT i, 'many ' || i" + others + " FROM n, referral WHERE id > 100000");
    const auto asked =
        post(county(), "/exports/new", {{"once", once()}, {"ask", "all"}, {"reason", "年度核查"}});
    BOOST_TEST(asked.status == 422);
    BOOST_TEST(page_faults(asked) == "");
    BOOST_TEST(has(asked, most));
    BOOST_TEST(has(asked, "年度核查"));
    BOOST_TEST(count("approval") == 0);
}

BOOST_AUTO_TEST_CASE(asking_is_checked_and_for_the_county_alone)
{
    BOOST_TEST(page_faults(get(county(), "/exports/new")) == "");
    const auto wrong = post(county(), "/exports/new", {{"once", once()}, {"ask", "x"}, {"reason", ""}});
    BOOST_TEST(wrong.status == 422);
    BOOST_TEST(page_faults(wrong) == "");
    BOOST_TEST(get(township(), "/exports/new").status == 403);
    BOOST_TEST(get(charity(), "/exports/new").status == 403);
    const auto path = approved();
    BOOST_TEST(file(elsewhere(), path).status == 404);
}

BOOST_AUTO_TEST_SUITE_END()
