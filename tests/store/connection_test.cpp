// What goes in and comes out, what is refused, and what an error tells.
#include "models/referral.hpp"
#include "tests/support/postgresql_server.hpp"
#include "tests/support/test_db.hpp"
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>
#include <functional>
#include <libpq-fe.h>

using namespace store;
using support::TestDb;
using Access = Connection::Access;
using Kind = DatabaseError::Kind;

static constexpr Sql kPut{"test.put", "INSERT INTO setting (name, value) VALUES (:name, :value)"};
static constexpr Sql kGet{"test.get", "SELECT value FROM setting WHERE name = :name"};
static constexpr Sql kAll{"test.all", "SELECT name FROM setting WHERE name LIKE 't%' ORDER BY name"};
static constexpr Sql kSlow{"test.slow", R"sql(
    WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2000000000) SELECT COUNT(*) FROM n
)sql"};

static void put(Writer& db, std::string_view name, std::string_view value)
{
    db.change(kPut, {{"name", name}, {"value", value}});
}

static std::string value_of(Reader& db, std::string_view name)
{
    std::string value;
    auto query = db.query(kGet, {{"name", name}});
    return query.next(value) ? value : "(none)";
}

static std::optional<Kind> kind_of(const std::function<void()>& act)
{
    try {
        act();
    } catch (const DatabaseError& error) {
        BOOST_TEST(std::string(error.what()).find("canary") == std::string::npos, error.what());
        BOOST_TEST(std::string(error.what()).find("INSERT") == std::string::npos, error.what());
        return error.kind();
    }
    return {};
}

BOOST_AUTO_TEST_SUITE(connection)

BOOST_DATA_TEST_CASE(hostile_texts_come_back_unchanged, support::kBoth, backend)
{
    const std::vector<std::string> texts{"'; DROP TABLE setting; --",
                                         "Robert'); DELETE FROM account WHERE ('1'='1",
                                         "\" OR \"\"=\"",
                                         ":name $1 ? %s \\' \\x00 \\",
                                         "{1,2}[1:2]::text",
                                         "",
                                         " ",
                                         "NULL",
                                         "石玉兰 𬭎 👩‍👧",
                                         std::string(200'000, 'x')};
    TestDb db(backend);
    for (std::size_t i = 0; i < texts.size(); ++i)
        db.write([&](Writer& writer) { put(writer, "t" + std::to_string(i), texts[i]); });
    db.read([&](Reader& reader) {
        for (std::size_t i = 0; i < texts.size(); ++i)
            BOOST_TEST(value_of(reader, "t" + std::to_string(i)) == texts[i]);
        BOOST_TEST(value_of(reader, "' OR '1'='1") == "(none)");
    });
}

BOOST_DATA_TEST_CASE(every_kind_of_value_comes_back, support::kBoth, backend)
{
    using namespace std::chrono;
    static constexpr Sql kEcho{"test.echo", R"sql(
        SELECT CAST(:id AS BIGINT), CAST(:none AS BIGINT), CAST(:money AS BIGINT), CAST(:time AS BIGINT),
               CAST(:date AS TEXT), CAST(:area AS BIGINT), CAST(:state AS TEXT), CAST(:yes AS BIGINT),
               CAST(:low AS BIGINT), CAST(:maybe AS TEXT)
    )sql"};
    const models::Date day{year{2024}, month{2}, std::chrono::day{29}};
    TestDb db(backend);
    db.read([&](Reader& reader) {
        models::AccountId id, none{7};
        models::Money money;
        models::Time time;
        models::Date date;
        models::Area area;
        models::ReferralState state{};
        bool yes = false;
        std::int64_t low{};
        std::optional<std::string> maybe = "x";
        auto query = reader.query(kEcho, {{"id", models::AccountId{INT64_MAX}},
                                          {"none", models::AccountId{}},
                                          {"money", models::Money{-1}},
                                          {"time", support::at_minute(1)},
                                          {"date", day},
                                          {"area", models::Area{520324101203}},
                                          {"state", models::ReferralState::in_support},
                                          {"yes", true},
                                          {"low", INT64_MIN},
                                          {"maybe", std::optional<std::string>()}});
        BOOST_REQUIRE(query.next(id, none, money, time, date, area, state, yes, low, maybe));
        BOOST_TEST(id.value == INT64_MAX);
        BOOST_TEST(none.value == 0);
        BOOST_TEST(money.fen == -1);
        BOOST_TEST((time == support::at_minute(1)));
        BOOST_TEST((date == day));
        BOOST_TEST(area.code == 520324101203);
        BOOST_TEST((state == models::ReferralState::in_support));
        BOOST_TEST(yes);
        BOOST_TEST(low == INT64_MIN);
        BOOST_TEST(!maybe.has_value());
        BOOST_TEST(!query.next(id, none, money, time, date, area, state, yes, low, maybe));
    });
}

BOOST_DATA_TEST_CASE(parameters_must_be_all_there_and_no_others, support::kBoth, backend)
{
    TestDb db(backend);
    BOOST_CHECK_THROW(db.write([](Writer& w) { w.change(kPut, {{"name", "a"}}); }), std::logic_error);
    BOOST_CHECK_THROW(db.write([](Writer& w) { w.change(kPut, {{"name", "a"}, {"valeu", "b"}}); }),
                      std::logic_error);
    BOOST_CHECK_THROW(
        db.write([](Writer& w) { w.change(kPut, {{"name", "a"}, {"value", "b"}, {"more", "c"}}); }),
        std::logic_error);
    db.write([](Writer& w) { put(w, "a", "b"); });
    BOOST_CHECK_THROW(db.write([](Writer& w) { w.change(kPut, {{"value", "b"}, {"name", "a"}}); }),
                      std::logic_error);
    db.read([](Reader& reader) { BOOST_TEST(value_of(reader, "a") == "b"); });
}

BOOST_DATA_TEST_CASE(what_cannot_be_stored_whole_is_refused, support::kBoth, backend)
{
    TestDb db(backend);
    const auto cut = std::string("before\0after", 12);
    BOOST_TEST((kind_of([&] { db.write([&](Writer& w) { put(w, "a", cut); }); }) == Kind::broken));
    BOOST_TEST((kind_of([&] {
                    db.read([](Reader& reader) {
                        std::int64_t number{};
                        auto query = reader.query({"test.word", "SELECT 'word'"});
                        query.next(number);
                    });
                }) == Kind::broken));
    BOOST_TEST((kind_of([&] {
                    db.read([](Reader& reader) {
                        std::string text;
                        auto query = reader.query({"test.null", "SELECT CAST(NULL AS TEXT)"});
                        query.next(text);
                    });
                }) == Kind::broken));
}

BOOST_DATA_TEST_CASE(errors_tell_their_kind_and_no_value, support::kBoth, backend)
{
    static constexpr Sql kSession{"test.session", R"sql(
        INSERT INTO session (token_hash, account_id, language, started_at, seen_at)
        VALUES (:canary, 77, '', 1, 1)
    )sql"};
    static constexpr Sql kFailure{"test.failure", R"sql(
        INSERT INTO sign_in_failure (login_hash, address_hash, at) VALUES (:canary, NULL, 1)
    )sql"};
    static constexpr Sql kCode{"test.code", R"sql(
        INSERT INTO one_time_code (code_hash, purpose, account_id, expires_at, used)
        VALUES ('x', :canary, NULL, 1, 0)
    )sql"};
    TestDb db(backend);
    const auto change = [&](const Sql& sql) {
        return kind_of([&] { db.write([&](Writer& w) { w.change(sql, {{"canary", "canary"}}); }); });
    };
    db.write([](Writer& w) { put(w, "canary", "canary"); });
    BOOST_TEST((kind_of([&] { db.write([](Writer& w) { put(w, "canary", "canary"); }); }) == Kind::unique));
    BOOST_TEST((change(kSession) == Kind::foreign_key));
    BOOST_TEST((change(kFailure) == Kind::check));
    BOOST_TEST((change(kCode) == Kind::check));
    BOOST_TEST((change({"test.nonsense", "SELECT canary FROM nowhere WHERE x = :canary"}) == Kind::broken));
}

BOOST_DATA_TEST_CASE(a_reader_cannot_change_anything, support::kBoth, backend)
{
    TestDb db(backend);
    BOOST_TEST(kind_of([&] {
                   db.read([](Reader& reader) { reader.query(kPut, {{"name", "a"}, {"value", "b"}}).run(); });
               }).has_value());
    db.read([](Reader& reader) { BOOST_TEST(value_of(reader, "a") == "(none)"); });
}

BOOST_DATA_TEST_CASE(a_reader_sees_one_picture_and_the_next_one_the_new, support::kBoth, backend)
{
    TestDb db(backend);
    db.write([](Writer& w) { put(w, "t1", ""), put(w, "t2", ""); });
    const auto connection = db.open(Access::read);
    const auto first_of = [](Reader& reader) { // leaves the second row unread
        std::string name;
        auto query = reader.query(kAll);
        query.next(name);
        return name;
    };
    {
        Reader reader(*connection);
        BOOST_TEST(first_of(reader) == "t1");
        db.write([](Writer& w) { put(w, "t0", ""); });
        BOOST_TEST(first_of(reader) == "t1");
    }
    Reader reader(*connection);
    BOOST_TEST(first_of(reader) == "t0");
}

BOOST_DATA_TEST_CASE(a_statement_is_not_used_twice_at_once, support::kBoth, backend)
{
    TestDb db(backend);
    db.write([](Writer& w) { put(w, "t1", ""), put(w, "t2", ""); });
    db.read([](Reader& reader) {
        std::string name;
        auto outer = reader.query(kAll);
        BOOST_TEST(outer.next(name));
        auto inner = reader.query(kAll);
        BOOST_CHECK_THROW(inner.next(name), std::logic_error);
        BOOST_TEST(outer.next(name));
        BOOST_TEST(name == "t2");
    });
}

BOOST_DATA_TEST_CASE(reading_too_long_is_ended, support::kBoth, backend)
{
    TestDb db(backend);
    const auto connection = db.open(Access::read);
    connection->limit_reading(std::chrono::milliseconds(100));
    BOOST_TEST((kind_of([&] {
                    Reader reader(*connection);
                    std::int64_t count{};
                    reader.query(kSlow).next(count);
                }) == Kind::too_slow));
    Reader reader(*connection);
    BOOST_TEST(value_of(reader, "a") == "(none)");
}

BOOST_AUTO_TEST_CASE(postgresql_with_another_collation_or_encoding_is_refused)
{
    auto& server = support::PostgresqlServer::running();
    server.execute("postgres",
                   "CREATE DATABASE other_order TEMPLATE template0 LOCALE_PROVIDER icu ICU_LOCALE 'zh'");
    server.execute("postgres",
                   "CREATE DATABASE other_bytes TEMPLATE template0 ENCODING 'SQL_ASCII' LOCALE 'C'");
    for (const auto* name : {"other_order", "other_bytes"})
        BOOST_CHECK_EXCEPTION(Connection("postgresql:" + server.conninfo(name), Access::read, nullptr),
                              std::runtime_error, [](const auto& error) {
                                  return std::string(error.what()).find("createdb") != std::string::npos;
                              });
}

BOOST_AUTO_TEST_CASE(a_lost_postgresql_connection_is_told_and_made_anew)
{
    TestDb db(Backend::postgresql);
    db.write([](Writer& w) { put(w, "a", "1"); });
    const auto name = db.url().substr(db.url().find("dbname=") + 7);
    const auto drop = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '" + name + "'";
    BOOST_TEST((kind_of([&] {
                    db.write([&](Writer& w) {
                        support::PostgresqlServer::running().execute("postgres", drop);
                        put(w, "b", "2");
                    });
                }) == Kind::lost_connection));
    db.write([](Writer& w) { put(w, "c", "3"); });
    db.read([](Reader& reader) {
        BOOST_TEST(value_of(reader, "b") == "(none)");
        BOOST_TEST(value_of(reader, "c") == "3");
    });
}

BOOST_AUTO_TEST_CASE(other_addresses_are_refused_with_a_sentence)
{
    for (const auto* url : {"", "sqlite:", "mysql:x", "parasol.db", "sqlite:/nowhere/at/all/parasol.db",
                            "postgresql:host=/nowhere dbname=x"})
        BOOST_CHECK_THROW(Connection(url, Access::write, nullptr), std::runtime_error);
}

BOOST_AUTO_TEST_SUITE_END()
