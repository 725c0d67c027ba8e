// A charity applies without an account, a county officer checks it point by point.
#include "models/store/accounts.hpp"
#include "models/store/applications.hpp"
#include "models/store/programs.hpp"
#include "server/applications/routes.hpp"
#include "tests/support/page_world.hpp"
#include "tests/support/pages.hpp"
#include <boost/test/unit_test.hpp>

using namespace models;
using namespace server;

namespace {

using Fields = std::map<std::string, std::string>;

struct Office : support::PageWorld {
    Office() : PageWorld(applications::routes()) {}

    static Fields wish()
    {
        return {{"name", "春风基金会"},
                {"unified_code", "53520000MJ0000018Q"},
                {"kind", "foundation"},
                {"area", "520324"},
                {"certificate_until", "2028-06-30"},
                {"public_fundraising", "yes"},
                {"contact", "石小玉"},
                {"phone", "13900000077"}};
    }
    static Fields check()
    {
        return {{"checked_code", "yes"},
                {"checked_contact", "yes"},
                {"certificate_until", "2027-12-31"},
                {"public_fundraising", "no"},
                {"login", "shi.xiaoyu"},
                {"manager_name", "石小玉"},
                {"version", "1"}};
    }
    Response sent(const Actor& by, const std::string& path, const Fields& fields,
                  const std::string& peer = "10.0.0.1")
    {
        auto asked = call(by, Verb::post, path);
        Pairs<std::string> pairs;
        for (const auto& [name, value] : fields) pairs.emplace_back(name, value);
        asked.form = Form(std::move(pairs));
        asked.peer = peer;
        return send(asked);
    }
    std::string given()
    {
        BOOST_TEST(sent({}, "/applications", wish()).status == 303);
        return "/applications/" + db.value_of("SELECT id FROM application");
    }
    std::string state() { return db.value_of("SELECT state FROM application"); }
};

Fields with(Fields fields, const std::string& name, const std::string& value)
{
    fields[name] = value;
    return fields;
}

bool has(const Response& response, std::string_view text) { return response.body.contains(text); }

} // namespace

BOOST_FIXTURE_TEST_SUITE(charities_that_apply, Office)

BOOST_AUTO_TEST_CASE(anybody_applies_and_is_told_that_it_arrived)
{
    for (const auto spoken : {Language::zh, Language::en}) {
        language = spoken;
        BOOST_TEST(support::page_faults(get({}, "/applications/new")) == "");
        BOOST_TEST(support::page_faults(get({}, "/applications/new?sent=1")) == "");
    }
    const auto done = sent({}, "/applications", wish());
    BOOST_TEST(done.status == 303);
    BOOST_TEST(support::location(done) == "/applications/new?sent=1");
    BOOST_TEST(count("application") == 1);
    BOOST_TEST(count_events("application.received") == 1);
    const auto sealed = db.value_of("SELECT sealed FROM application");
    for (const auto* fact : {"石小玉", "13900000077"}) BOOST_TEST(!sealed.contains(fact));
}

BOOST_AUTO_TEST_CASE(what_does_not_fit_is_told_at_its_field_and_nothing_typed_is_lost)
{
    const std::pair<const char*, const char*> kWrong[] = {{"name", ""},
                                                          {"unified_code", "53520000MJ0000019Q"},
                                                          {"kind", "king"},
                                                          {"area", "520324103"},
                                                          {"certificate_until", "soon"},
                                                          {"public_fundraising", ""},
                                                          {"contact", ""},
                                                          {"phone", "12"}};
    for (const auto& [name, value] : kWrong) {
        const auto refused = sent({}, "/applications", with(wish(), name, value));
        BOOST_TEST(refused.status == 422, name);
        BOOST_TEST(support::page_faults(refused) == "", name);
        BOOST_TEST(has(refused, "href=\"#" + std::string(name) + "\""), name);
        if (std::string_view(name) != "contact") BOOST_TEST(has(refused, "value=\"石小玉\""), name);
    }
    BOOST_TEST(sent({}, "/applications", with(wish(), "certificate_until", "2020-01-01")).status == 422);
    BOOST_TEST(count("application") == 0);
}

BOOST_AUTO_TEST_CASE(the_same_charity_applies_once_and_not_when_it_is_registered)
{
    given();
    const auto again = sent({}, "/applications", wish());
    BOOST_TEST(again.status == 422);
    BOOST_TEST(has(again, "已经申请过"));
    sent(county(), "/applications/" + db.value_of("SELECT id FROM application") + "/accept", check());
    BOOST_TEST(has(sent({}, "/applications", wish()), "已经登记过"));
}

BOOST_AUTO_TEST_CASE(one_address_applies_a_few_times_and_then_waits)
{
    const char* const kCodes[] = {"53520000MJ0000018Q", "53520000MJ0000026K", "53520000MJ00000429",
                                  "51520324MJ2000011X", "52520525MJ20054966"};
    for (const auto* code : kCodes)
        BOOST_TEST(sent({}, "/applications", with(wish(), "unified_code", code)).status == 303, code);
    const auto next = with(wish(), "unified_code", "51520625MJ20082326");
    BOOST_TEST(sent({}, "/applications", next).status == 429);
    BOOST_TEST(sent({}, "/applications", next, "10.0.0.2").status == 303);
}

BOOST_AUTO_TEST_CASE(the_county_sees_its_own_and_an_administrator_all)
{
    const auto path = given();
    const auto root = officer(Role::admin, {}, "root");
    for (const auto& by : {county(), root}) {
        BOOST_TEST(has(get(by, "/applications"), "春风基金会"));
        const auto shown = get(by, path);
        BOOST_TEST(support::page_faults(shown) == "");
        BOOST_TEST(has(shown, "13900000077"));
    }
    BOOST_TEST(support::page_faults(get(county(), "/applications?state=refused")) == "");
    BOOST_TEST(!has(get(elsewhere(), "/applications"), "春风基金会"));
    BOOST_TEST(get(elsewhere(), path).status == 404);
    for (const auto* act : {"/accept", "/refuse"})
        BOOST_TEST(sent(elsewhere(), path + act, check()).status == 404);
    for (const auto& by : {village(), township(), officer(Role::charity_manager, {}, "manager")})
        BOOST_TEST(get(by, path).status == 403);
    BOOST_TEST(count_events("application.read") == 2);
}

BOOST_AUTO_TEST_CASE(each_point_is_checked_before_it_is_accepted)
{
    const auto path = given() + "/accept";
    for (const auto* point : {"checked_code", "checked_contact", "certificate_until", "public_fundraising",
                              "login", "manager_name"}) {
        auto missing = check();
        missing.erase(point);
        const auto refused = sent(county(), path, missing);
        BOOST_TEST(refused.status == 422, point);
        BOOST_TEST(support::page_faults(refused) == "", point);
        BOOST_TEST(has(refused, "href=\"#" + std::string(point) + "\""), point);
    }
    BOOST_TEST(sent(county(), path, with(check(), "certificate_until", "2020-01-01")).status == 422);
    BOOST_TEST(count("organization") == 0);
    BOOST_TEST(state() == "applied");
}

BOOST_AUTO_TEST_CASE(acceptance_registers_what_was_checked_and_invites_the_first_manager)
{
    const auto path = given();
    const auto done = sent(county(), path + "/accept", check());
    BOOST_TEST(done.status == 200);
    BOOST_TEST(support::page_faults(done) == "");
    BOOST_TEST(has(done, "/invitation?code="));
    BOOST_TEST(state() == "accepted");
    db.read([](store::Reader& reader) {
        const auto made = store::find_organization_by_code(reader, "53520000MJ0000018Q").value();
        BOOST_TEST(to_text(*made.certificate_until) == "2027-12-31"); // as the officer saw it
        BOOST_TEST(!made.public_fundraising);
        const auto manager = store::find_account(reader, "shi.xiaoyu").value();
        BOOST_CHECK(manager.actor.role == Role::charity_manager);
        BOOST_TEST(manager.actor.organization.value == made.id.value);
    });
    BOOST_TEST(sent(county(), path + "/accept", check()).status == 409);
    BOOST_TEST(support::page_faults(get(county(), path)) == "");
    BOOST_TEST(count_events("application.accepted") == 1);
    BOOST_TEST(count_events("organization.registered") == 1);
}

BOOST_AUTO_TEST_CASE(a_refusal_says_why)
{
    const auto path = given();
    const auto without = sent(county(), path + "/refuse", {{"version", "1"}, {"reason", ""}});
    BOOST_TEST(without.status == 422);
    BOOST_TEST(support::page_faults(without) == "");
    BOOST_TEST(sent(county(), path + "/refuse", {{"version", "7"}, {"reason", "查无此组织"}}).status == 409);
    BOOST_TEST(sent(county(), path + "/refuse", {{"version", "1"}, {"reason", "查无此组织"}}).status == 303);
    BOOST_TEST(state() == "refused");
    BOOST_TEST(has(get(county(), path), "查无此组织"));
    BOOST_TEST(sent(county(), path + "/accept", check()).status == 409);
    BOOST_TEST(sent({}, "/applications", wish()).status == 303); // it may apply again
}

BOOST_AUTO_TEST_SUITE_END()
