// A charity's manager and the accounts of its organization; nothing beyond.
#include "models/store/factors.hpp"
#include "models/store/programs.hpp"
#include "models/store/seal.hpp"
#include "tests/server/accounts/desk.hpp"
#include "tests/support/pages.hpp"
#include <boost/test/unit_test.hpp>

using namespace desk;
using namespace models;

namespace {

struct Charity : Desk {
    OrganizationId own = given_organization("53520000MJ0000018Q"),
                   other = given_organization("53520000MJ0000026K");
    Actor manager = account("manager", Role::charity_manager, own);
    Actor worker = account("worker", Role::caseworker, own);
    Actor stranger = account("stranger", Role::caseworker, other);
    Actor root = admin();

    OrganizationId given_organization(const char* code)
    {
        return db.write([&](store::Writer& w) {
            store::OrganizationRow organization;
            organization.uuid = store::new_uuid();
            organization.unified_code = code;
            organization.name = std::string("机构 ") + code;
            organization.kind = "foundation";
            organization.area = support::kCounty;
            return store::insert_organization(w, organization, now);
        });
    }
    Actor account(const char* login, Role role, OrganizationId organization)
    {
        return db.write([&](store::Writer& w) {
            store::AccountRow made;
            made.login = login;
            made.actor.role = role;
            made.actor.name = login;
            made.actor.organization = organization;
            return store::find_account(w, store::insert_account(w, made, now))->actor;
        });
    }
    Response saved(const Actor& by, const Actor& whose, const char* role, const char* active = "1",
                   const std::string& organization = "")
    {
        return ask(by, Verb::post, "/accounts/" + to_text(whose.account),
                   {{"name", "名"},
                    {"role", role},
                    {"organization", organization},
                    {active[0] == '1' ? "active" : "inactive", "1"},
                    {"version", std::to_string(row(whose.account).version)}});
    }
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(managers, Charity)

BOOST_AUTO_TEST_CASE(a_manager_sees_and_keeps_the_accounts_of_its_organization)
{
    const auto list = ask(manager, Verb::get, "/accounts");
    BOOST_TEST(support::page_faults(list) == "");
    BOOST_TEST(list.body.contains(">worker<"));
    for (const auto* hidden : {">stranger<", ">admin<"}) BOOST_TEST(!list.body.contains(hidden));
    const auto form = ask(manager, Verb::get, "/accounts/new");
    BOOST_TEST(support::page_faults(form) == "");
    BOOST_TEST(!form.body.contains("name=\"organization\""));
    BOOST_TEST(!form.body.contains("value=\"county\""));
    const auto edit = ask(manager, Verb::get, "/accounts/" + to_text(worker.account));
    BOOST_TEST(support::page_faults(edit) == "");
    BOOST_TEST(saved(manager, worker, "charity_manager").status == 303);
    BOOST_CHECK(row(worker.account).actor.role == Role::charity_manager);
}

BOOST_AUTO_TEST_CASE(whom_a_manager_invites_belongs_to_its_organization)
{
    const auto invited =
        ask(manager, Verb::post, "/accounts",
            {{"login", "new.one"}, {"name", "新"}, {"role", "caseworker"}, {"organization", to_text(other)}});
    BOOST_TEST(invited.status == 200);
    const auto made = db.read([](store::Reader& r) { return store::find_account(r, "new.one").value(); });
    BOOST_TEST(made.actor.organization.value == own.value);
    BOOST_TEST(invited.body.contains("/invitation?code="));
}

BOOST_AUTO_TEST_CASE(no_role_beyond_its_own_is_given)
{
    for (const auto* role : {"village", "township", "county", "analyst", "admin", "integrator", "king", ""}) {
        const auto refused = ask(manager, Verb::post, "/accounts",
                                 {{"login", "new.one"}, {"name", "新"}, {"role", role}, {"area", "520324"}});
        BOOST_TEST(refused.status == 422, role);
        BOOST_TEST(support::page_faults(refused) == "");
        BOOST_TEST(saved(manager, worker, role).status == 422, role);
        BOOST_TEST(saved(manager, manager, role).status == 422, role);
    }
    BOOST_CHECK(row(worker.account).actor.role == Role::caseworker);
    BOOST_CHECK(row(manager.account).actor.role == Role::charity_manager);
    BOOST_TEST(!db.read([](store::Reader& r) { return store::find_account(r, "new.one").has_value(); }));
}

BOOST_AUTO_TEST_CASE(anothers_accounts_are_not_there)
{
    for (const auto& whose : {stranger, root}) {
        const auto path = "/accounts/" + to_text(whose.account);
        BOOST_TEST(ask(manager, Verb::get, path).status == 404);
        BOOST_TEST(saved(manager, whose, "caseworker", "1", to_text(own)).status == 404);
        for (const auto* act : {"/code", "/factor"})
            BOOST_TEST(ask(manager, Verb::post, path + act).status == 404);
    }
    BOOST_TEST(count("one_time_code") == 0);
    BOOST_TEST(count("factor_reset") == 0);
    BOOST_TEST(row(stranger.account).actor.organization.value == other.value);
}

BOOST_AUTO_TEST_CASE(the_service_refuses_what_no_form_offers)
{
    auto beyond = row(worker.account);
    beyond.actor.role = Role::admin;
    auto elsewhere = row(worker.account);
    elsewhere.actor.organization = other;
    store::AccountRow fresh{.login = "fresh"};
    fresh.actor.role = Role::county;
    const auto same = row(worker.account);
    db.write([&](store::Writer& w) {
        BOOST_TEST(why(accounts::save(w, manager, beyond, now)) == "error.account.beyond");
        BOOST_TEST(why(accounts::save(w, manager, elsewhere, now)) == "error.account.beyond");
        BOOST_TEST(why(accounts::invite(w, manager, fresh, now)) == "error.account.beyond");
        BOOST_TEST(why(accounts::invite(w, worker, same, now)) == "error.account.beyond");
        BOOST_TEST(why(accounts::issue_code(w, worker, worker.account, now)) == "problem.404");
    });
}

BOOST_AUTO_TEST_CASE(who_is_disabled_is_out_at_once)
{
    db.write([&](store::Writer& w) { store::insert_session(w, "theirs", worker.account, now); });
    BOOST_TEST(saved(manager, worker, "caseworker", "0").status == 303);
    BOOST_TEST(count("session") == 0);
    BOOST_TEST(!row(worker.account).active);
    BOOST_TEST(count_events("account.disabled") == 1);
}

BOOST_AUTO_TEST_CASE(nobody_disables_or_demotes_the_own_account)
{
    BOOST_TEST(saved(manager, manager, "charity_manager", "0").status == 409);
    BOOST_TEST(saved(manager, manager, "caseworker").status == 409);
    BOOST_TEST(row(manager.account).active);
    BOOST_TEST(saved(manager, manager, "charity_manager").status == 303); // the name may change
}

BOOST_AUTO_TEST_CASE(the_last_administrator_stays)
{
    const auto second = account("root2", Role::admin, {});
    auto gone = row(root.account);
    gone.active = false;
    db.write([&](store::Writer& w) { given(accounts::save(w, second, gone, now)); });
    auto last = row(second.account);
    last.active = false;
    db.write([&](store::Writer& w) {
        BOOST_TEST(why(accounts::save(w, {}, last, now)) == "error.account.last_admin");
        last.active = true;
        last.actor.role = Role::analyst;
        BOOST_TEST(why(accounts::save(w, {}, last, now)) == "error.account.last_admin");
    });
}

BOOST_AUTO_TEST_CASE(an_administrator_keeps_all_accounts)
{
    BOOST_TEST(ask(root, Verb::get, "/accounts").body.contains(">stranger<"));
    BOOST_TEST(saved(root, stranger, "charity_manager", "1", to_text(other)).status == 303);
    BOOST_TEST(ask(root, Verb::post, "/accounts/" + to_text(manager.account) + "/code").status == 200);
}

BOOST_AUTO_TEST_SUITE_END()
