#include "models/store/accounts.hpp"
#include "tests/store/given.hpp"
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>
#include <thread>

using namespace store;
using support::at_minute;
using support::kBoth;
using support::TestDb;

BOOST_AUTO_TEST_SUITE(accounts)

BOOST_DATA_TEST_CASE(an_account_is_found_by_login_and_by_id, kBoth, backend)
{
    TestDb db(backend);
    const auto organization = given::organization(db);
    AccountRow row;
    row.login = "li.na";
    row.actor.name = "李娜";
    row.actor.role = models::Role::charity_manager;
    row.actor.organization = organization;
    row.password_hash = "$argon2id$…";
    row.lead = true;
    const auto id = db.write([&](Writer& writer) { return insert_account(writer, row, at_minute(0)); });
    db.read([&](Reader& reader) {
        const auto found = find_account(reader, "li.na");
        BOOST_REQUIRE(found.has_value());
        BOOST_TEST(found->actor.account.value == id.value);
        BOOST_TEST(found->actor.name == "李娜");
        BOOST_TEST((found->actor.role == models::Role::charity_manager));
        BOOST_TEST(found->actor.organization.value == organization.value);
        BOOST_TEST(found->actor.area.code == 0);
        BOOST_TEST(found->password_hash == row.password_hash);
        BOOST_TEST(found->active);
        BOOST_TEST(found->lead);
        BOOST_TEST(found->version == 1);
        BOOST_TEST(find_account(reader, id)->login == "li.na");
        BOOST_TEST(!find_account(reader, "li.Na").has_value());
        BOOST_TEST(!find_account(reader, models::AccountId{5}).has_value());
    });
}

BOOST_DATA_TEST_CASE(a_login_is_given_once, kBoth, backend)
{
    TestDb db(backend);
    given::account(db, "wang");
    BOOST_CHECK_THROW(given::account(db, "wang"), DatabaseError);
}

BOOST_DATA_TEST_CASE(saving_is_guarded_by_the_version, kBoth, backend)
{
    TestDb db(backend);
    const auto id = given::account(db, "wang");
    const auto row = db.read([&](Reader& reader) { return *find_account(reader, id); });
    auto changed = row;
    changed.active = false;
    changed.actor.area = given::kNeighbor;
    BOOST_TEST(db.write([&](Writer& writer) { return save_account(writer, changed); }));
    BOOST_TEST(!db.write([&](Writer& writer) { return save_account(writer, row); }));
    db.write([&](Writer& writer) { save_password(writer, id, "new hash"); });
    db.read([&](Reader& reader) {
        const auto found = *find_account(reader, id);
        BOOST_TEST(!found.active);
        BOOST_TEST(found.actor.area.code == given::kNeighbor.code);
        BOOST_TEST(found.password_hash == "new hash");
        BOOST_TEST(found.version == 3);
    });
}

BOOST_DATA_TEST_CASE(the_list_goes_on_after_a_cursor, kBoth, backend)
{
    TestDb db(backend);
    for (const auto* login : {"a", "b", "c"}) given::account(db, login);
    db.read([](Reader& reader) {
        const auto first = list_accounts(reader, {}, 2);
        BOOST_REQUIRE(first.size() == 2u);
        const auto rest = list_accounts(reader, first.back().actor.account, 2);
        BOOST_REQUIRE(rest.size() == 1u);
        BOOST_TEST(rest[0].login == "c");
        BOOST_TEST(list_accounts(reader, rest[0].actor.account, 2).empty());
    });
}

BOOST_DATA_TEST_CASE(only_an_active_admin_counts, kBoth, backend)
{
    TestDb db(backend);
    const auto any = [&] { return db.read([](Reader& reader) { return has_any_admin(reader); }); };
    given::account(db, "wang");
    BOOST_TEST(!any());
    const auto admin = given::account(db, "root", models::Role::admin, {});
    BOOST_TEST(any());
    db.write([&](Writer& writer) {
        auto row = *find_account(writer, admin);
        row.active = false;
        save_account(writer, row);
    });
    BOOST_TEST(!any());
}

BOOST_DATA_TEST_CASE(a_session_lives_until_it_is_ended, kBoth, backend)
{
    TestDb db(backend);
    const auto wang = given::account(db, "wang");
    const auto li = given::account(db, "li");
    db.write([&](Writer& w) {
        insert_session(w, "token 1", wang, at_minute(0));
        insert_session(w, "token 2", wang, at_minute(0));
        insert_session(w, "token 3", li, at_minute(0));
        touch_session(w, "token 1", at_minute(5));
        save_language(w, "token 1", "en");
    });
    db.read([&](Reader& reader) {
        const auto session = *find_session(reader, "token 1");
        BOOST_TEST(session.account.value == wang.value);
        BOOST_TEST((session.started_at == at_minute(0)));
        BOOST_TEST((session.seen_at == at_minute(5)));
        BOOST_TEST(session.language == "en");
        BOOST_TEST(find_session(reader, "token 2")->language == "");
        BOOST_TEST(!find_session(reader, "token").has_value());
    });
    db.write([&](Writer& w) { end_session(w, "token 1"); });
    db.read([](Reader& reader) {
        BOOST_TEST(!find_session(reader, "token 1").has_value());
        BOOST_TEST(find_session(reader, "token 2").has_value());
    });
    db.write([&](Writer& w) { end_sessions_of(w, wang); });
    db.read([](Reader& reader) {
        BOOST_TEST(!find_session(reader, "token 2").has_value());
        BOOST_TEST(find_session(reader, "token 3").has_value());
    });
}

BOOST_DATA_TEST_CASE(forgotten_sessions_are_the_idle_and_the_old, kBoth, backend)
{
    TestDb db(backend);
    const auto wang = given::account(db, "wang");
    db.write([&](Writer& w) {
        insert_session(w, "idle", wang, at_minute(30));
        insert_session(w, "old", wang, at_minute(0));
        insert_session(w, "live", wang, at_minute(30));
        touch_session(w, "old", at_minute(60));
        touch_session(w, "live", at_minute(60));
        forget_sessions(w, at_minute(45), at_minute(10));
    });
    db.read([](Reader& reader) {
        BOOST_TEST(!find_session(reader, "idle").has_value());
        BOOST_TEST(!find_session(reader, "old").has_value());
        BOOST_TEST(find_session(reader, "live").has_value());
    });
}

BOOST_DATA_TEST_CASE(an_api_token_expires_and_ends_only_by_its_owner, kBoth, backend)
{
    TestDb db(backend);
    const auto wang = given::account(db, "wang");
    const auto li = given::account(db, "li");
    const TokenRow row{
        .account = wang, .label = "county system", .may_write = true, .expires_at = at_minute(60)};
    const auto id = db.write([&](Writer& w) { return insert_token(w, row, "secret", at_minute(0)); });
    db.write([&](Writer& w) { end_token(w, li, id), touch_token(w, id, at_minute(7)); });
    db.read([&](Reader& reader) {
        const auto token = find_token(reader, "secret", at_minute(59));
        BOOST_REQUIRE(token.has_value());
        BOOST_TEST(token->account.value == wang.value);
        BOOST_TEST(token->label == "county system");
        BOOST_TEST(token->may_write);
        BOOST_TEST((token->last_used == at_minute(7)));
        BOOST_TEST(!find_token(reader, "secret", at_minute(60)).has_value());
        BOOST_TEST(!find_token(reader, "Secret", at_minute(1)).has_value());
        BOOST_TEST(list_tokens(reader, wang).size() == 1u);
        BOOST_TEST(list_tokens(reader, li).empty());
    });
    db.write([&](Writer& w) { end_token(w, wang, id); });
    db.read([&](Reader& reader) {
        BOOST_TEST(!find_token(reader, "secret", at_minute(1)).has_value());
        BOOST_TEST(list_tokens(reader, wang).empty());
    });
}

BOOST_DATA_TEST_CASE(failures_are_counted_by_login_here_and_by_address, kBoth, backend)
{
    TestDb db(backend);
    db.write([](Writer& w) {
        insert_failure(w, "wang", "10.0.0.1", at_minute(0));
        insert_failure(w, "wang", "10.0.0.1", at_minute(10));
        insert_failure(w, "wang", "10.0.0.2", at_minute(10));
        insert_failure(w, "li", "10.0.0.1", at_minute(10));
    });
    const auto count = [&](std::string_view login, std::string_view address, int since) {
        return db.read(
            [&](Reader& reader) { return count_failures(reader, login, address, at_minute(since)); });
    };
    BOOST_TEST(count("wang", "10.0.0.1", 0).of_login_here == 2);
    BOOST_TEST(count("wang", "10.0.0.1", 0).from_address == 3);
    BOOST_TEST(count("wang", "10.0.0.1", 5).of_login_here == 1);
    BOOST_TEST(count("wang", "10.0.0.3", 0).of_login_here == 0); // the owner elsewhere is not locked out
    db.write([](Writer& w) { forget_failures(w, at_minute(5)); });
    BOOST_TEST(count("wang", "10.0.0.1", 0).of_login_here == 1);
}

BOOST_DATA_TEST_CASE(a_code_is_used_once_in_time_and_for_its_purpose, kBoth, backend)
{
    TestDb db(backend);
    const auto wang = given::account(db, "wang");
    db.write([&](Writer& w) {
        insert_one_time_code(w, "first_admin", "code 1", {}, at_minute(60));
        insert_one_time_code(w, "reset", "code 2", wang, at_minute(60));
    });
    const auto use = [&](std::string_view purpose, std::string_view code, int minute) {
        return db.write([&](Writer& w) { return use_one_time_code(w, purpose, code, at_minute(minute)); });
    };
    BOOST_TEST(!use("first_admin", "code 3", 1).has_value());
    BOOST_TEST(!use("reset", "code 1", 1).has_value());
    BOOST_TEST(!use("first_admin", "code 1", 60).has_value());
    const auto first = use("first_admin", "code 1", 1);
    BOOST_REQUIRE(first.has_value());
    BOOST_TEST(first->value == 0);
    BOOST_TEST(!use("first_admin", "code 1", 1).has_value());
    BOOST_TEST(use("reset", "code 2", 1)->value == wang.value);
}

BOOST_DATA_TEST_CASE(secrets_are_stored_only_as_keyed_hashes, kBoth, backend)
{
    TestDb db(backend);
    const auto wang = given::account(db, "wang");
    db.write([&](Writer& w) {
        insert_session(w, "canary", wang, at_minute(0));
        insert_token(w, {.account = wang, .label = "x", .expires_at = at_minute(1)}, "canary", at_minute(0));
        insert_one_time_code(w, "reset", "canary", wang, at_minute(1));
        insert_failure(w, "canary", "canary", at_minute(0));
    });
    for (const auto* sql : {"SELECT token_hash FROM session", "SELECT token_hash FROM api_token",
                            "SELECT code_hash FROM one_time_code", "SELECT login_hash FROM sign_in_failure",
                            "SELECT address_hash FROM sign_in_failure"}) {
        BOOST_TEST(db.value_of(sql) == db.vault()->secret_hash("canary"), sql);
        BOOST_TEST(db.value_of(sql).size() == 32u, sql); // 192 bits
    }
}

// Two administrators disable each other at one instant, on two servers: one of them stays.
BOOST_AUTO_TEST_CASE(the_last_administrator_stays_also_when_two_go_at_once)
{
    TestDb db(Backend::postgresql);
    const auto one = given::account(db, "one", models::Role::admin),
               other = given::account(db, "other", models::Role::admin);
    const auto disable = [](Writer& writer, models::AccountId id) {
        if (!has_other_admin(writer, id)) return false;
        auto row = find_account(writer, id).value();
        row.active = false;
        return save_account(writer, row);
    };
    const auto second = db.open(Connection::Access::write);
    bool went = true;
    std::thread meanwhile;
    const bool first_went = db.write([&](Writer& writer) {
        const bool done = disable(writer, one);
        meanwhile = std::thread(
            [&] { went = TestDb::write_on(*second, [&](Writer& later) { return disable(later, other); }); });
        std::this_thread::sleep_for(std::chrono::milliseconds(200)); // the other one has begun
        return done;
    });
    meanwhile.join();
    BOOST_TEST(first_went);
    BOOST_TEST(!went);
    BOOST_TEST(db.value_of("SELECT COUNT(*) FROM account WHERE role = 'admin' AND active = 1") == "1");
}

BOOST_AUTO_TEST_SUITE_END()
