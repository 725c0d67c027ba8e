// A month's needs are published once, when it is final, and stay as they were.
#include "models/site.hpp"
#include "models/store/need_figures.hpp"
#include "server/jobs/sweep.hpp"
#include "server/needs/publishing.hpp"
#include "server/needs/routes.hpp"
#include "tests/server/offers/given.hpp"
#include "tests/server/referrals/given.hpp"

using namespace models;
using namespace std::chrono_literals;

namespace {

struct Publishing : given::OfferWorld {
    Publishing() : OfferWorld({}, server::needs::routes()) {}

    void sweep()
    {
        db.write([&](store::Writer& w) { server::jobs::minute_sweep(library)(w, now); });
    }
    void to_day(int month, unsigned day)
    {
        using namespace std::chrono;
        now =
            start_of(Date(year(month > 12 ? 2027 : 2026) / ((month - 1) % 12 + 1) / std::chrono::day(day))) +
            10h;
    }
    std::vector<store::NeedMonth> months()
    {
        return db.read([](store::Reader& r) { return store::list_need_months(r, 24); });
    }
    std::vector<NeedFigure> november()
    {
        for (auto& told : months())
            if (month_text(told.month) == "2026-11") return told.figures;
        return {};
    }
    // So many families confirmed in November, of which every other lacks twice as much.
    void families(int count)
    {
        to_day(11, 24);
        for (int i = 0; i < count; ++i) {
            auto body = given::grandmother(*this);
            body.household.members.front().id_number =
                PrivateText("52032419600101" + std::to_string(2000 + i));
            for (auto& need : body.household.needs)
                if (need.assessed) *need.assessed *= 1 + i % 2;
            const auto reported = given::act(*this, village(), [&](const server::Desk& desk) {
                                      return server::referrals::report_at_once(desk, body);
                                  }).value();
            const auto rechecked =
                given::act(*this, township(), [&](const server::Desk& desk) {
                    return server::referrals::recheck(desk, given::seen(reported), given::visit());
                }).value();
            given::act(*this, county(), [&](const server::Desk& desk) {
                return server::referrals::confirm(desk, given::seen(rechecked),
                                                  given::decision(*this, rechecked));
            }).value();
        }
    }
    void sweep_all()
    {
        for (int i = 0; i < 13; ++i) sweep();
    }
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(publishing, Publishing)

BOOST_AUTO_TEST_CASE(a_month_is_published_seven_days_after_its_end_and_once)
{
    to_day(12, 7);
    for (int i = 0; i < 15; ++i) sweep();
    BOOST_TEST(months().size() == 12u); // those before, though there was nobody
    BOOST_TEST(month_text(months().front().month) == "2026-10");
    to_day(12, 8);
    sweep();
    sweep();
    BOOST_TEST(months().size() == 13u);
    BOOST_TEST(month_text(months().front().month) == "2026-11");
    BOOST_TEST(to_text(months().front().published_on) == "2026-12-08");
    BOOST_TEST(db.value_of("SELECT COUNT(*) FROM audit WHERE event = 'needs.published'") == "13");
}

BOOST_AUTO_TEST_CASE(what_is_lacking_is_told_by_category_and_never_changed)
{
    families(12);
    to_day(12, 8);
    sweep_all();
    const auto told = november();
    std::int64_t needs = 0;
    for (const auto& row : told) {
        BOOST_TEST((row.county == support::kCounty));
        BOOST_TEST(row.needs >= 10);
        needs += row.needs;
    }
    BOOST_TEST(needs == 12 * 4); // two needs of one category are one
    const auto at = std::ranges::find(told, "medical", &NeedFigure::category);
    BOOST_REQUIRE((at != told.end()));
    BOOST_TEST(at->amount.fen == 6 * (20'000 + 46'000) * 100); // less what government gives
    // Companionship is as much for all of them, so it is told with others.
    BOOST_TEST((std::ranges::find(told, "companionship", &NeedFigure::category) == told.end()));

    db.connection().execute("test.closed", "UPDATE referral SET state = 'closed' WHERE id = (SELECT MIN(id) "
                                           "FROM referral WHERE state = 'confirmed')");
    to_day(12, 9);
    sweep_all();
    BOOST_TEST((november() == told));
}

BOOST_AUTO_TEST_CASE(too_few_are_not_told)
{
    families(3);
    to_day(12, 8);
    sweep_all();
    BOOST_TEST(november().empty());
    BOOST_TEST(months().size() == 12u);
    BOOST_TEST(db.value_of("SELECT COUNT(*) FROM need_figure") == "0");
}

// A referral that was a mistake, was closed, or whose needs are met is no need any more.
BOOST_AUTO_TEST_CASE(what_is_over_by_then_is_not_counted)
{
    families(12);
    db.connection().execute("test.closed", "UPDATE referral SET state = 'closed'");
    to_day(12, 8);
    sweep_all();
    BOOST_TEST(november().empty());
}

BOOST_AUTO_TEST_SUITE_END()
