// Who sees what of the family behind an offer, role by role and state by state (quality.md §3), on the page
// and over the API alike.
#include "models/store/consents.hpp"
#include "server/referrals/consent.hpp"
#include "tests/server/offers/given.hpp"
#include "tests/server/referrals/given.hpp"
#include <boost/test/unit_test.hpp>
#include <functional>
#include <nlohmann/json.hpp>

using namespace models;
using namespace server::offers;
using nlohmann::json;
using server::Desk;

namespace {

struct Seeing : given::OfferWorld {
    server::Response over_the_api(const Actor& actor, const std::string& target)
    {
        auto request = call(actor, server::Verb::get, target);
        request.api = true;
        return send(std::move(request));
    }
    OfferRow as_charity(const OfferRow& row, const std::function<Moved(const Desk&)>& move)
    {
        act(charity(), move).value();
        return now_of(row.id);
    }
    OfferRow in_state(OfferState state)
    {
        using enum OfferState;
        if (state == offered) return OfferWorld::offered();
        if (state == received) return OfferWorld::received();
        if (state == declined)
            return OfferWorld::declined(OfferWorld::offer(family().id).value(), DeclineReason::full);
        if (state == withdrawn) {
            const auto row = OfferWorld::offered();
            act(county(), [&](const Desk& desk) {
                return withdraw_offer(desk, given::seen(row), "x");
            }).value();
            return now_of(row.id);
        }
        if (state == info_needed) {
            const auto row = OfferWorld::received();
            return as_charity(row,
                              [&](const Desk& desk) { return ask_for_facts(desk, given::seen(row), "?"); });
        }
        auto row = OfferWorld::accepted();
        if (state == OfferState::accepted) return row;
        if (state == consent_ended) {
            const auto rows =
                db.read([&](store::Reader& reader) { return store::list_consents(reader, row.referral); });
            given::act(*this, county(), [&](const Desk& desk) {
                return server::referrals::withdraw_consent(desk, row.referral, rows.front().id,
                                                           rows.front().version);
            }).value();
            return now_of(row.id);
        }
        if (state == failed)
            return as_charity(
                row, [&](const Desk& desk) { return fail(desk, given::seen(row), "no_money", "x"); });
        row = as_charity(row, [&](const Desk& desk) {
            return deliver(desk, given::seen(row), {row.units, day_of(now), "bank", "x", ""});
        });
        if (state == delivering) return row;
        return as_charity(row, [&](const Desk& desk) { return complete(desk, given::seen(row)); });
    }
};

// The grandmother's, and where she lives; masked or not.
constexpr const char* kOfThePerson[] = {
    "石玉兰", "石*",    "529903196304120024", "5299****",  "13900000000", "139****",
    "竹坪组", "东坝村", "/referrals/",        "1963-04-12"};
constexpr OfferState kStates[] = {OfferState::offered,      OfferState::received,   OfferState::info_needed,
                                  OfferState::accepted,     OfferState::delivering, OfferState::fulfilled,
                                  OfferState::declined,     OfferState::withdrawn,  OfferState::failed,
                                  OfferState::consent_ended};

} // namespace

BOOST_AUTO_TEST_SUITE(projection)

BOOST_AUTO_TEST_CASE(a_charity_sees_bands_and_no_person_in_any_state)
{
    for (const auto state : kStates) BOOST_TEST_CONTEXT(name_of(state))
        {
            Seeing world;
            const auto row = world.in_state(state);
            BOOST_TEST((row.state == state));
            const auto path = "/offers/" + to_text(row.id);
            for (const auto& heard : {world.get(world.charity(), path), world.get(world.charity(), "/offers"),
                                      world.over_the_api(world.charity(), "/api/v1" + path),
                                      world.over_the_api(world.charity(), "/api/v1/offers")}) {
                BOOST_TEST(heard.status == 200);
                for (const auto* secret : kOfThePerson) BOOST_TEST(!heard.body.contains(secret), secret);
            }
            const auto told = json::parse(world.over_the_api(world.charity(), "/api/v1" + path).body);
            BOOST_TEST(told.at("referral").is_null());
            BOOST_TEST(told.at("county") == "520324");
            BOOST_TEST(told.at("need_type") == "living");
            const bool may_open = state == OfferState::accepted || state == OfferState::delivering;
            auto request =
                world.call(world.charity(), server::Verb::post, path + "/fields", {{"reason", "contact"}});
            const auto opened = world.send(std::move(request));
            BOOST_TEST((opened.status == 200) == may_open);
            BOOST_TEST(opened.body.contains("石玉兰") == may_open); // the consent names it
            BOOST_TEST(!opened.body.contains("竹坪组"));            // and not the address
            BOOST_TEST(!opened.body.contains("529903196304120024"));
        }
}

BOOST_AUTO_TEST_CASE(who_has_nothing_to_do_with_it_finds_nothing_in_any_state)
{
    for (const auto state : kStates) BOOST_TEST_CONTEXT(name_of(state))
        {
            Seeing world;
            const auto row = world.in_state(state);
            const auto path = "/offers/" + to_text(row.id);
            for (const auto& actor : {world.other_charity(), world.elsewhere()}) {
                BOOST_TEST(world.get(actor, path).status == 404);
                BOOST_TEST(world.over_the_api(actor, "/api/v1" + path).status == 404);
                BOOST_TEST(json::parse(world.over_the_api(actor, "/api/v1/offers").body).at("total") == 0);
            }
            for (const auto& actor :
                 {world.officer(Role::analyst, {}, "analyst"), world.officer(Role::admin, {}, "admin"),
                  world.officer(Role::integrator, {}, "integrator")})
                BOOST_TEST(world.get(actor, path).status == 403);
        }
}

BOOST_AUTO_TEST_CASE(an_officer_of_the_area_sees_whose_it_is_masked)
{
    Seeing world;
    const auto row = world.in_state(OfferState::offered);
    const auto path = "/offers/" + to_text(row.id);
    for (const auto& actor : {world.village(), world.township(), world.county()}) {
        const auto shown = world.get(actor, path);
        BOOST_TEST(shown.body.contains("石*兰"));
        for (const auto* secret : {"石玉兰", "529903196304120024", "13900000000", "竹坪组"})
            BOOST_TEST(!shown.body.contains(secret), secret);
        const auto told = json::parse(world.over_the_api(actor, "/api/v1" + path).body);
        BOOST_TEST(told.at("referral") == to_text(row.referral));
    }
}

BOOST_AUTO_TEST_SUITE_END()
