// Who may be told: named one by one, for a time, taken back as easily as given; a child's guardian is asked.
#include "models/store/clocks.hpp"
#include "models/store/programs.hpp"
#include "server/referrals/consent.hpp"
#include "server/referrals/routes.hpp"
#include "tests/server/referrals/given.hpp"
#include "tests/support/page_world.hpp"
#include "tests/support/pages.hpp"
#include <algorithm>
#include <boost/test/unit_test.hpp>

using namespace models;
using namespace server;
using namespace server::referrals;

namespace {

struct ConsentWorld : support::PageWorld {
    ConsentWorld() : PageWorld(referrals::routes())
    {
        organization = db.write([&](store::Writer& writer) {
            return store::insert_organization(writer,
                                              {.uuid = "u-1",
                                               .unified_code = "53520000MJ0000001A",
                                               .name = "正安县邻里互助会",
                                               .kind = "society",
                                               .area = support::kCounty},
                                              now);
        });
        referral = given::reported(*this);
        path = "/referrals/" + to_text(referral.id) + "/consent";
    }
    ConsentTold told() const
    {
        return {.member = 1,
                .organizations = {organization},
                .purposes = {"medical"},
                .fields = {"name", "phone"},
                .way = ConsentWay::paper,
                .from = day_of(now),
                .until = plus_days(day_of(now), 100),
                .who = "石玉兰",
                .guardian = "",
                .witness = ""};
    }
    std::string why(const ConsentTold& consent)
    {
        const auto given = give(consent);
        return given ? std::string() : given.error().faults.front().pointer;
    }
    Result<ConsentId> give(const ConsentTold& consent)
    {
        return given::act(*this, village(),
                          [&](const Desk& desk) { return record_consent(desk, referral.id, consent); });
    }
    std::vector<store::ConsentRow> rows()
    {
        return db.read([&](store::Reader& reader) { return store::list_consents(reader, referral.id); });
    }
    Response ask(const Actor& actor, Verb verb, const std::string& target, support::Fields form = {})
    {
        static const Router kRouter({referrals::routes()});
        auto request = call(actor, verb, target, form);
        const auto found = kRouter.find(verb, request.path);
        BOOST_REQUIRE(found.route);
        request.captures = found.captures;
        return run(*found.route, request);
    }

    OrganizationId organization;
    Referral referral;
    std::string path;
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(consent_of_a_family, ConsentWorld)

BOOST_AUTO_TEST_CASE(what_was_told_is_stored_and_who_gave_it_is_sealed)
{
    BOOST_REQUIRE(give(told()));

    const auto row = rows().at(0);
    BOOST_CHECK(row.organizations == std::vector{organization});
    BOOST_CHECK(row.fields == (std::vector<std::string>{"name", "phone"}));
    BOOST_TEST(entries_of(row.given)["who"] == "石玉兰");
    BOOST_TEST(is_live_on(row, day_of(now)));
    BOOST_TEST(!is_live_on(row, plus_days(day_of(now), 101)));
    BOOST_TEST(db.value_of("SELECT sealed FROM consent").find("石玉兰") == std::string::npos);
    BOOST_TEST(count_events("consent.give") == 1);
}

BOOST_AUTO_TEST_CASE(a_newer_one_for_the_same_person_replaces_the_older)
{
    BOOST_REQUIRE(give(told()));
    auto other = told();
    other.member = 2;
    other.guardian = "石玉兰";
    BOOST_REQUIRE(give(other));
    auto newer = told();
    newer.until = plus_days(day_of(now), 200);
    BOOST_REQUIRE(give(newer));

    std::vector<ConsentState> states;
    for (const auto& row : rows()) states.push_back(row.state);
    BOOST_CHECK(states == (std::vector{ConsentState::given, ConsentState::given, ConsentState::replaced}));
}

BOOST_AUTO_TEST_CASE(the_same_said_twice_is_given_once)
{
    const auto first = give(told());
    BOOST_REQUIRE(first);
    const auto again = give(told());
    BOOST_REQUIRE(again);

    BOOST_CHECK(*again == *first);
    BOOST_TEST(rows().size() == 1);
    BOOST_TEST(count_events("consent.give") == 1);
}

BOOST_AUTO_TEST_CASE(for_a_child_under_fourteen_the_guardian_is_asked)
{
    auto child = told();
    child.member = 4;
    BOOST_TEST(why(child) == "/guardian");

    child.guardian = "石玉兰";
    BOOST_TEST(why(child) == "");

    auto fifteen = told();
    fifteen.member = 2;
    BOOST_TEST(why(fifteen) == "");
}

BOOST_AUTO_TEST_CASE(each_thing_that_is_missing_or_impossible_is_named)
{
    const auto changed = [&](auto change) {
        auto consent = told();
        change(consent);
        return why(consent);
    };
    BOOST_TEST(changed([](auto& c) { c.organizations.clear(); }) == "/organizations");
    BOOST_TEST(changed([](auto& c) { c.organizations = {OrganizationId{99}}; }) == "/organizations");
    BOOST_TEST(changed([](auto& c) { c.fields = {"everything"}; }) == "/fields");
    BOOST_TEST(changed([](auto& c) { c.purposes = {}; }) == "/purposes");
    BOOST_TEST(changed([](auto& c) { c.way = {}; }) == "/way");
    BOOST_TEST(changed([](auto& c) { c.way = ConsentWay::phone_with_witness; }) == "/witness");
    BOOST_TEST(changed([&](auto& c) { c.from = plus_days(day_of(now), 1); }) == "/from");
    BOOST_TEST(changed([&](auto& c) { c.until = plus_days(day_of(now), -1); }) == "/until");
    BOOST_TEST(changed([&](auto& c) { c.until = plus_days(day_of(now), 400); }) == "/until");
    BOOST_TEST(changed([](auto& c) { c.who.clear(); }) == "/who");
    BOOST_TEST(changed([](auto& c) { c.member = 9; }) == "/member");
    BOOST_TEST(count("consent") == 0);
}

BOOST_AUTO_TEST_CASE(a_page_asks_for_it_says_what_is_wrong_and_takes_it_back_with_one_click)
{
    const auto empty = ask(village(), Verb::get, path);
    BOOST_TEST(empty.body.find("正安县邻里互助会") != std::string::npos);
    const auto bad = ask(village(), Verb::post, path, {{"once", "once-c1"}, {"who", "<b>石玉兰"}});
    BOOST_TEST(bad.status == 422);
    BOOST_TEST(bad.body.find("&lt;b&gt;石玉兰") != std::string::npos);
    BOOST_TEST(bad.body.find("href=\"#organizations\"") != std::string::npos);

    const auto good = ask(village(), Verb::post, path,
                          {{"once", "once-c2"},
                           {"organizations", to_text(organization)},
                           {"fields", "name"},
                           {"purposes", "medical"},
                           {"way", "paper"},
                           {"who", "石玉兰"},
                           {"member", "1"},
                           {"from", "2026年11月24日"},
                           {"until", "2027-11-23"}});
    BOOST_TEST(support::location(good) == path);
    BOOST_TEST(ask(village(), Verb::get, path).body.find("石*兰") != std::string::npos);

    const auto end = path + "/" + to_text(rows().at(0).id) + "/withdraw";
    BOOST_TEST(ask(elsewhere(), Verb::post, end, {{"version", "1"}}).status == 404);
    BOOST_TEST(ask(village(), Verb::post, end, {{"version", "1"}}).status == 303);
    BOOST_TEST(ask(village(), Verb::post, end, {{"version", "1"}}).status == 303);
    BOOST_CHECK(rows().at(0).state == ConsentState::withdrawn);
    BOOST_TEST(count_events("consent.withdraw") == 1);
}

BOOST_AUTO_TEST_CASE(a_family_that_is_not_helped_any_more_is_not_asked_to_renew_it)
{
    const auto consent_clocks = [&] {
        const auto all =
            db.read([&](store::Reader& reader) { return store::every_clock(reader, referral.id); });
        return std::ranges::count(all, store::ClockNoun::consent, &store::ClockRow::noun);
    };
    give(told()).value();
    BOOST_TEST(consent_clocks() == 1);

    const auto closed = given::act(*this, county(), [&](const Desk& desk) {
                            return refuse_referral(desk, given::seen(referral),
                                                   {CloseReason::not_in_hardship, "收入高于标准"});
                        }).value();
    BOOST_TEST(consent_clocks() == 0);
    BOOST_TEST((rows().front().state == ConsentState::given));

    given::act(*this, county(), [&](const Desk& desk) {
        return reopen(desk, given::seen(closed), "又住院了");
    }).value();
    BOOST_TEST(consent_clocks() == 1);
}

BOOST_AUTO_TEST_SUITE_END()
