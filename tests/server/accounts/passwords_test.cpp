#include "models/store/seal.hpp"
#include "server/accounts/service.hpp"
#include <boost/test/unit_test.hpp>

using server::accounts::fault_of_login;
using server::accounts::faults_of_password;

static std::string why(std::string_view password, std::string_view again, std::string_view login = "li.na")
{
    const auto faults = faults_of_password(password, again, login);
    return faults.empty() ? "" : faults.front().key;
}
static std::string why(std::string_view password) { return why(password, password); }

BOOST_AUTO_TEST_SUITE(passwords)

BOOST_AUTO_TEST_CASE(ten_to_two_hundred_characters_of_any_kind)
{
    BOOST_TEST(why("一二三四五六七八九十") == "");
    BOOST_TEST(why("correct horse battery staple") == "");
    BOOST_TEST(why("123 567 9") == "error.password.short");
    BOOST_TEST(why("一二三四五六七八九") == "error.password.short");
    BOOST_TEST(why(std::string(200, 'x')) == "");
    BOOST_TEST(why(std::string(201, 'x')) == "error.password.long");
}

BOOST_AUTO_TEST_CASE(what_everybody_tries_first_is_refused)
{
    for (const auto* often : {"1234567890", "Password123", "woaini1314", "QWERTYUIOP", "parasol123456"})
        BOOST_TEST(why(often) == "error.password.often_used", often);
    BOOST_TEST(why("xxLI.NAxxxxx") == "error.password.has_login");
}

BOOST_AUTO_TEST_CASE(it_is_typed_twice_alike)
{
    BOOST_TEST(why("a good password", "a good passwort") == "error.password.differs");
}

BOOST_AUTO_TEST_CASE(a_login_is_short_and_plain)
{
    for (const auto* good : {"li.na", "a-1", "village_520324103207"})
        BOOST_TEST(!fault_of_login(good).has_value());
    for (const std::string bad : {"", "ab", "Li", "li na", "李娜", "a'b", "a\nb", "../x"})
        BOOST_TEST(fault_of_login(bad).has_value(), bad);
    BOOST_TEST(fault_of_login(std::string(41, 'a')).has_value());
}

BOOST_AUTO_TEST_CASE(what_is_kept_is_argon2id_at_the_promised_cost)
{
    const auto hash = store::password_hash("a good password");
    BOOST_TEST(hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), hash);
    BOOST_TEST(store::password_fits(hash, "a good password"));
    BOOST_TEST(!store::password_fits(hash, "a good passwort"));
    BOOST_TEST(store::password_hash("a good password") != hash);
    BOOST_TEST(store::is_current_hash(hash));
}

BOOST_AUTO_TEST_SUITE_END()
