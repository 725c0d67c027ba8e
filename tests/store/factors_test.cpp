#include "models/store/factors.hpp"
#include "tests/store/given.hpp"
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

using namespace store;
using support::at_minute;
using support::kBoth;
using support::TestDb;

static const std::string kSecret("\x01\x00\n\xff secret bytes 20", 20);

BOOST_AUTO_TEST_SUITE(second_factors)

BOOST_DATA_TEST_CASE(a_secret_is_sealed_and_a_later_one_takes_its_place, kBoth, backend)
{
    TestDb db(backend);
    const auto wang = given::account(db, "wang");
    db.write([&](Writer& w) { save_factor(w, wang, {"first", 7, at_minute(0)}); });
    db.write([&](Writer& w) { save_factor(w, wang, {kSecret, 9, at_minute(1)}); });
    const auto found = db.read([&](Reader& reader) { return find_factor(reader, wang); });
    BOOST_REQUIRE(found.has_value());
    BOOST_TEST(found->secret == kSecret);
    BOOST_TEST(found->last_step == 9);
    BOOST_TEST((found->set_at == at_minute(1)));
    BOOST_TEST(db.value_of("SELECT sealed FROM second_factor").find("secret") == std::string::npos);
    db.write([&](Writer& w) { forget_factor(w, wang); });
    db.read([&](Reader& reader) { BOOST_TEST(!find_factor(reader, wang).has_value()); });
}

BOOST_DATA_TEST_CASE(a_step_is_used_once_and_none_before_it_afterwards, kBoth, backend)
{
    TestDb db(backend);
    const auto wang = given::account(db, "wang");
    db.write([&](Writer& w) { save_factor(w, wang, {kSecret, 10, at_minute(0)}); });
    const auto use = [&](std::int64_t step) {
        return db.write([&](Writer& w) { return use_step(w, wang, step); });
    };
    BOOST_TEST(!use(10));
    BOOST_TEST(use(12));
    BOOST_TEST(!use(12));
    BOOST_TEST(!use(11));
    BOOST_TEST(use(13));
}

BOOST_DATA_TEST_CASE(a_recovery_code_is_used_once_by_its_own_account, kBoth, backend)
{
    TestDb db(backend);
    const auto wang = given::account(db, "wang"), li = given::account(db, "li");
    db.write([&](Writer& w) { save_recovery_codes(w, wang, {"one", "two"}); });
    const auto use = [&](models::AccountId id, const char* code) {
        return db.write([&](Writer& w) { return use_recovery_code(w, id, code, at_minute(1)); });
    };
    BOOST_TEST(!use(li, "one"));
    BOOST_TEST(use(wang, "one"));
    BOOST_TEST(!use(wang, "one"));
    BOOST_TEST(db.read([&](Reader& reader) { return count_recovery_codes(reader, wang); }) == 1);
    db.write([&](Writer& w) { save_recovery_codes(w, wang, {"three"}); });
    BOOST_TEST(!use(wang, "two"));
    BOOST_TEST(db.value_of("SELECT code_hash FROM recovery_code") == db.vault()->secret_hash("three"));
}

BOOST_DATA_TEST_CASE(a_ticket_is_good_for_its_time_and_ended_once, kBoth, backend)
{
    TestDb db(backend);
    const auto wang = given::account(db, "wang");
    db.write([&](Writer& w) { insert_ticket(w, "ticket", {wang, "/offers?x=1", kSecret}, at_minute(10)); });
    db.read([&](Reader& reader) {
        const auto found = find_ticket(reader, "ticket", at_minute(9)).value();
        BOOST_TEST(found.account.value == wang.value);
        BOOST_TEST(found.place == "/offers?x=1");
        BOOST_TEST(found.secret == kSecret);
        BOOST_TEST(!find_ticket(reader, "ticket", at_minute(10)).has_value());
        BOOST_TEST(!find_ticket(reader, "Ticket", at_minute(1)).has_value());
    });
    BOOST_TEST(db.value_of("SELECT ticket_hash FROM sign_in_ticket") == db.vault()->secret_hash("ticket"));
    BOOST_TEST(db.write([](Writer& w) { return end_ticket(w, "ticket"); }));
    BOOST_TEST(!db.write([](Writer& w) { return end_ticket(w, "ticket"); }));
}

BOOST_DATA_TEST_CASE(tickets_that_ran_out_are_forgotten, kBoth, backend)
{
    TestDb db(backend);
    const auto wang = given::account(db, "wang");
    db.write([&](Writer& w) {
        insert_ticket(w, "old", {wang, "/", ""}, at_minute(10));
        insert_ticket(w, "live", {wang, "/", ""}, at_minute(20));
        forget_tickets(w, at_minute(10));
    });
    db.read([](Reader& reader) {
        BOOST_TEST(!find_ticket(reader, "old", at_minute(1)).has_value());
        BOOST_TEST(find_ticket(reader, "live", at_minute(1)).has_value());
    });
    db.write([&](Writer& w) { end_tickets_of(w, wang); });
    db.read([](Reader& reader) { BOOST_TEST(!find_ticket(reader, "live", at_minute(1)).has_value()); });
}

BOOST_DATA_TEST_CASE(a_reset_asks_for_its_own_code_in_time, kBoth, backend)
{
    TestDb db(backend);
    const auto wang = given::account(db, "wang");
    db.write([&](Writer& w) { insert_factor_reset(w, wang, "code 1", at_minute(10)); });
    db.write([&](Writer& w) { insert_factor_reset(w, wang, "code 2", at_minute(20)); });
    db.read([&](Reader& reader) {
        BOOST_TEST(has_factor_reset(reader, wang));
        BOOST_TEST(!fits_factor_reset(reader, wang, "code 1", at_minute(1)));
        BOOST_TEST(fits_factor_reset(reader, wang, "code 2", at_minute(19)));
        BOOST_TEST(!fits_factor_reset(reader, wang, "code 2", at_minute(20)));
    });
    db.write([&](Writer& w) { end_factor_reset(w, wang); });
    db.read([&](Reader& reader) { BOOST_TEST(!has_factor_reset(reader, wang)); });
}

BOOST_AUTO_TEST_SUITE_END()
