// Buttons: what the table of moves allows a person in a state, and which moves still have no page.
#include "server/referrals/offered.hpp"
#include "server/referrals/routes.hpp"
#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <map>
#include <set>

using namespace models;
using namespace server;
using namespace server::referrals;
using Act = ReferralAct;

namespace {

// Reviewed: the system makes these moves by itself.
const std::set<Act> kWithoutPage{Act::lapse, Act::plan, Act::fall_back, Act::begin_support};

Actor officer(Role role, std::int64_t account)
{
    Actor actor;
    actor.account = AccountId{account};
    actor.role = role;
    actor.area = Area{520324103000};
    return actor;
}

const std::map<Role, Side> kSides{
    {Role::village, Side::village}, {Role::township, Side::township}, {Role::county, Side::county}};

Referral in_state(ReferralState state)
{
    Referral referral{.id = ReferralId{7}, .state = state};
    referral.author = AccountId{1};
    referral.reporter = AccountId{2};
    return referral;
}

std::set<Act> buttons(const Actor& actor, const Referral& referral)
{
    std::set<Act> acts;
    for (const auto& [act, barred] : offered(actor, referral, officer(actor.role, 2)))
        if (barred.empty()) acts.insert(act);
    return acts;
}

// What lifecycle.md gives to this side, to the family whose words an officer writes down, and to an author.
std::set<Act> of_table(Side side, ReferralState state, bool is_author)
{
    std::set<Act> acts;
    for (const auto& move : referral_moves()) {
        if (move.from != state || kWithoutPage.contains(move.act)) continue;
        const bool family = move.act == Act::withdraw && has_side(move.sides, Side::family);
        const bool author = is_author && has_side(move.sides, Side::author);
        if (has_side(move.sides, side) || family || author) acts.insert(move.act);
    }
    return acts;
}

} // namespace

BOOST_AUTO_TEST_SUITE(buttons_of_a_referral)

BOOST_AUTO_TEST_CASE(each_role_is_offered_in_each_state_what_the_table_allows)
{
    for (const auto& [role, side] : kSides)
        for (const auto& [state, name] : kNames<ReferralState>)
            for (const std::int64_t account : {1, 9}) {
                const auto shown = buttons(officer(role, account), in_state(state));
                BOOST_TEST((shown == of_table(side, state, account == 1)),
                           name_of(role) << " in " << name << " as account " << account);
            }
}

BOOST_AUTO_TEST_CASE(a_charity_and_an_administrator_are_offered_nothing)
{
    for (const auto role :
         {Role::caseworker, Role::charity_manager, Role::analyst, Role::admin, Role::integrator})
        for (const auto& [state, name] : kNames<ReferralState>)
            BOOST_TEST(offered(officer(role, 1), in_state(state), {}).empty());
}

BOOST_AUTO_TEST_CASE(nobody_takes_two_of_report_recheck_and_confirm)
{
    auto referral = in_state(ReferralState::rechecked);
    referral.rechecker = AccountId{3};

    BOOST_TEST(!buttons(officer(Role::county, 2), referral).contains(Act::confirm));
    BOOST_TEST(!buttons(officer(Role::county, 3), referral).contains(Act::confirm));
    BOOST_TEST(buttons(officer(Role::county, 4), referral).contains(Act::confirm));
    const auto own = offered(officer(Role::county, 3), referral, {});
    BOOST_TEST(own.front().barred == "error.referral.same_person");
}

BOOST_AUTO_TEST_CASE(a_late_recheck_is_offered_until_it_was_done)
{
    auto referral = in_state(ReferralState::confirmed);
    BOOST_TEST(buttons(officer(Role::township, 9), referral).contains(Act::recheck_late));

    referral.rechecker = AccountId{5};
    BOOST_TEST(!buttons(officer(Role::township, 9), referral).contains(Act::recheck_late));
}

BOOST_AUTO_TEST_CASE(another_office_is_told_who_resubmits)
{
    const auto found =
        offered(officer(Role::county, 9), in_state(ReferralState::returned), officer(Role::village, 2));

    const auto resubmit = std::ranges::find(found, Act::resubmit, &Offered::act);
    BOOST_REQUIRE(resubmit != found.end());
    BOOST_TEST(resubmit->barred == "error.referral.reporters_office");
}

BOOST_AUTO_TEST_CASE(every_move_has_a_page_or_stands_in_the_reviewed_list)
{
    for (const auto& [act, name] : kNames<Act>) {
        if (act == Act::start) continue; // the first page of the form
        const bool has_page = std::ranges::find(kActPaths, act, &ActPath::act) != kActPaths.end();
        BOOST_TEST(has_page != kWithoutPage.contains(act), name);
    }
}

BOOST_AUTO_TEST_CASE(every_button_leads_to_a_page_and_its_form_somewhere)
{
    for (const auto& [act, path] : kActPaths) {
        if (act == Act::report) continue; // the last page of the form
        const auto whole = "/referrals/{id}/" + std::string(path);
        for (const auto verb : {Verb::get, Verb::post})
            BOOST_TEST(
                std::ranges::any_of(
                    routes(), [&](const Route& route) { return route.verb == verb && route.path == whole; }),
                whole);
    }
}

BOOST_AUTO_TEST_SUITE_END()
