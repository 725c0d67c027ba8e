#include "models/store/accounts.hpp"
#include "models/store/seal.hpp"
#include "tests/server/accounts/desk.hpp"
#include <boost/test/unit_test.hpp>

using namespace desk;
using namespace models;
using namespace std::chrono_literals;

namespace {

struct Office : Desk {
    std::vector<std::string> faults_of(accounts::Wish wish)
    {
        const auto read = db.read(
            [&](store::Reader& reader) { return accounts::read_wish(reader, *library->divisions, wish); });
        std::vector<std::string> keys;
        if (!read)
            for (const auto& fault : read.error().faults) keys.push_back(fault.key);
        return keys;
    }
    std::optional<AccountId> use_code(const std::string& code)
    {
        return db.write([&](store::Writer& writer) {
            return accounts::set_first_password(writer, code, store::password_hash("a good password"), now);
        });
    }
    std::optional<AccountId> make_admin(const std::string& code)
    {
        return db.write([&](store::Writer& writer) {
            return accounts::make_first_admin(writer, code, "root", "管理员", "hash", now);
        });
    }
    void first_code(const std::string& code)
    {
        db.write([&](store::Writer& writer) {
            store::insert_one_time_code(writer, "first_admin", code, {}, now + accounts::kCodeLasts);
        });
    }
};

using Keys = std::vector<std::string>;

} // namespace

BOOST_FIXTURE_TEST_SUITE(accounts_service, Office)

BOOST_AUTO_TEST_CASE(an_officer_has_an_area_of_its_level)
{
    BOOST_TEST((faults_of(wish()) == Keys{}));
    for (const auto* area :
         {"", "520324103000", "520324000000", "520324103999", "1", "520324103207 OR 1=1"}) {
        auto wrong = wish();
        wrong.area = area;
        BOOST_TEST((faults_of(wrong) == Keys{"error.account.area"}), area);
    }
}

BOOST_AUTO_TEST_CASE(a_charity_account_has_an_organization_that_exists)
{
    auto charity = wish();
    charity.role = "caseworker";
    for (const auto* organization : {"", "7", "x"}) {
        charity.organization = organization;
        BOOST_TEST((faults_of(charity) == Keys{"error.account.organization"}));
    }
}

BOOST_AUTO_TEST_CASE(all_faults_are_told_at_once)
{
    BOOST_TEST((faults_of({.login = "Li Na", .name = "", .role = "king"}) ==
                Keys{"error.account.login", "error.account.name", "error.account.role"}));
}

BOOST_AUTO_TEST_CASE(an_invitation_works_once)
{
    const auto invitation = invited();
    BOOST_CHECK(use_code(invitation.code) == invitation.account);
    BOOST_TEST(!use_code(invitation.code).has_value());
    BOOST_TEST(!use_code("").has_value());
    BOOST_TEST(!use_code("guessed").has_value());
}

BOOST_AUTO_TEST_CASE(an_invitation_is_good_for_a_day)
{
    const auto first = invited();
    now += 24h + 1ms;
    BOOST_TEST(!use_code(first.code).has_value());
}

BOOST_AUTO_TEST_CASE(a_login_is_invited_once)
{
    invited();
    const auto by = admin();
    db.write([&](store::Writer& writer) {
        const auto row = given(accounts::read_wish(writer, *library->divisions, wish()));
        BOOST_TEST(why(accounts::invite(writer, by, row, now)) == "error.account.login_taken");
    });
}

BOOST_AUTO_TEST_CASE(what_takes_effect_at_once_ends_the_sessions)
{
    const auto id = with_password("wang", "a good password");
    const auto by = admin();
    db.write([&](store::Writer& writer) { store::insert_session(writer, "cookie", id, now); });
    auto changed = row(id);
    changed.active = false;
    db.write([&](store::Writer& writer) { given(accounts::save(writer, by, changed, now)); });
    db.read([&](store::Reader& reader) { BOOST_TEST(!store::find_session(reader, "cookie").has_value()); });
    BOOST_TEST(count_events("account.disabled") == 1);
}

BOOST_AUTO_TEST_CASE(an_administrator_does_not_shut_itself_out)
{
    const auto by = admin();
    auto own = row(by.account);
    own.active = false;
    db.write([&](store::Writer& writer) {
        BOOST_TEST(why(accounts::save(writer, by, own, now)) == "error.account.own");
        own.active = true;
        own.actor.role = Role::county;
        BOOST_TEST(why(accounts::save(writer, by, own, now)) == "error.account.own");
    });
}

BOOST_AUTO_TEST_CASE(the_first_administrator_is_made_once_by_the_printed_code)
{
    first_code("printed");
    BOOST_TEST(!make_admin("guessed").has_value());
    BOOST_TEST(make_admin("printed").has_value());
    first_code("another");
    BOOST_TEST(!make_admin("another").has_value());
    BOOST_TEST(count_events("account.first_admin") == 1);
}

BOOST_AUTO_TEST_CASE(the_printed_code_is_good_for_a_day)
{
    first_code("printed");
    now += 24h + 1ms;
    BOOST_TEST(!make_admin("printed").has_value());
}

BOOST_AUTO_TEST_SUITE_END()
