// The code on a family's slip in both databases: found with the right four alone, ended by a new one.
#include "models/store/accounts.hpp"
#include "models/store/query_codes.hpp"
#include "models/store/seal.hpp"
#include "tests/store/given.hpp"
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>
#include <set>

using namespace models;
using support::at_minute;

namespace {

struct Slip {
    explicit Slip(store::Backend backend) : db(backend) {}
    support::TestDb db;
    AccountId by = given::account(db, "officer");
    ReferralId referral = given::reported(db, by);

    std::string issue(const std::string& digits)
    {
        return db.write([&](store::Writer& writer) {
            return store::issue_query_code(writer, referral, digits, by, at_minute(2));
        });
    }
    std::optional<ReferralId> find(const std::string& code, const std::string& digits)
    {
        return db.read(
            [&](store::Reader& reader) { return store::find_by_query_code(reader, code, digits); });
    }
};

} // namespace

BOOST_AUTO_TEST_SUITE(query_codes)

BOOST_DATA_TEST_CASE(code_and_digits_together_find_the_referral, support::kBoth, backend)
{
    Slip slip(backend);

    const auto code = slip.issue("0024");

    BOOST_TEST(code.size() == 8u);
    BOOST_TEST(code.find_first_not_of(store::kCodeSymbols) == std::string::npos);
    BOOST_CHECK(slip.find(code, "0024") == slip.referral);
    BOOST_TEST(!slip.find(code, "0025").has_value());
    BOOST_TEST(!slip.find("22222222", "0024").has_value());
    BOOST_TEST(slip.db.read([&](store::Reader& reader) {
        return store::find_query_code(reader, slip.referral).value();
    }) == code);
    BOOST_TEST(slip.db.value_of("SELECT entry_hash FROM query_code").find(code) == std::string::npos);
}

BOOST_DATA_TEST_CASE(a_new_code_ends_the_old_one_and_its_sessions, support::kBoth, backend)
{
    Slip slip(backend);
    const auto old = slip.issue("0024");
    slip.db.write([&](store::Writer& writer) {
        store::insert_family_session(writer, "token", slip.referral, at_minute(3));
    });

    const auto fresh = slip.issue("0024");

    BOOST_TEST(fresh != old);
    BOOST_TEST(!slip.find(old, "0024").has_value());
    BOOST_CHECK(slip.find(fresh, "0024") == slip.referral);
    slip.db.read(
        [](store::Reader& reader) { BOOST_TEST(!store::find_family_session(reader, "token").has_value()); });
}

BOOST_DATA_TEST_CASE(another_contact_person_has_other_digits, support::kBoth, backend)
{
    Slip slip(backend);
    const auto code = slip.issue("0024");

    slip.db.write([&](store::Writer& writer) { store::save_code_entry(writer, slip.referral, "123X"); });

    BOOST_TEST(!slip.find(code, "0024").has_value());
    BOOST_CHECK(slip.find(code, "123X") == slip.referral);
}

BOOST_DATA_TEST_CASE(a_familys_session_comes_back_and_is_forgotten, support::kBoth, backend)
{
    Slip slip(backend);
    slip.db.write([&](store::Writer& writer) {
        store::insert_family_session(writer, "token", slip.referral, at_minute(3));
        store::touch_family_session(writer, "token", at_minute(5));
    });

    const auto find = [](store::Reader& reader) { return store::find_family_session(reader, "token"); };
    const auto session = slip.db.read(find).value();
    BOOST_CHECK(session.referral == slip.referral);
    BOOST_CHECK(session.started_at == at_minute(3) && session.seen_at == at_minute(5));
    BOOST_TEST((session.village == given::found(slip.db, slip.referral).village));

    slip.db.write([](store::Writer& writer) { store::forget_family_sessions(writer, at_minute(6)); });
    BOOST_TEST(!slip.db.read(find).has_value());
}

BOOST_DATA_TEST_CASE(wrong_tries_are_counted_from_everywhere, support::kBoth, backend)
{
    support::TestDb db(backend);
    db.write([](store::Writer& writer) {
        for (const auto* address : {"10.0.0.1", "10.0.0.2", "10.0.0.3"})
            store::insert_failure(writer, "family|ABCD", address, at_minute(1));
    });

    db.read([](store::Reader& reader) {
        BOOST_TEST(store::count_failures_of(reader, "family|ABCD", at_minute(0)) == 3);
        BOOST_TEST(store::count_failures_of(reader, "family|ABCD", at_minute(2)) == 0);
        BOOST_TEST(store::count_failures_of(reader, "family|EFGH", at_minute(0)) == 0);
    });
}

BOOST_AUTO_TEST_CASE(codes_are_spread_over_all_symbols)
{
    const auto vault = store::Vault::for_tests();
    std::set<char> seen;
    std::set<std::string> codes;
    for (int i = 0; i < 1'000; ++i) {
        const auto code = vault->short_code(std::to_string(i));
        codes.insert(code);
        seen.insert(code.begin(), code.end());
    }
    BOOST_TEST(codes.size() == 1'000u);
    BOOST_TEST(seen.size() == store::kCodeSymbols.size());
}

BOOST_AUTO_TEST_SUITE_END()
