// The audit chain: whatever is done to it with SQL shows. And first answers.
#include "models/store/audit.hpp"
#include "models/store/migrate.hpp"
#include "models/store/seal.hpp"
#include "tests/store/given.hpp"
#include "tests/support/dice.hpp"
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>
#include <cstdlib>
#include <fstream>

using namespace store;
using support::at_minute;
using support::kBoth;
using support::TestDb;

// Two processes wrote, five events each; the heads are kept as of then.
struct Chain {
    TestDb db;
    std::vector<ChainHead> kept;
    explicit Chain(Backend backend) : db(backend)
    {
        append(5);
        db.reopen();
        append(5);
        kept = db.read([](Reader& reader) { return audit_heads(reader); });
    }
    void append(int events)
    {
        db.write([&](Writer& w) {
            for (int i = 0; i < events; ++i)
                append_audit(w,
                             {at_minute(i), {7}, "referral.reported", "ZJ-520324-2026-000417", R"({"n":1})"});
        });
    }
    // "chain = 1" is the first of the two, "chain = 2" the second, whatever their numbers.
    std::string named(std::string sql) const
    {
        const auto name = [&](const std::string& word, const ChainHead& head) {
            if (const auto at = sql.find(word); at != std::string::npos)
                sql.replace(at, word.size(), "chain = 0" + std::to_string(head.chain));
        };
        name("chain = 1", kept[0]);
        name("chain = 2", kept[1]);
        return sql;
    }
    // Whether the edits are found: without the heads kept outside, and with them. They are undone again.
    struct Found {
        bool alone = false, with_heads = false;
    };
    Found found_after(const std::vector<std::string>& edits)
    {
        auto& connection = db.connection();
        connection.begin();
        Found found;
        {
            Writer writer(connection);
            for (const auto& sql : edits) connection.execute("test.edit", named(sql));
            found = {verify_audit(writer).has_value(), verify_audit(writer, kept).has_value()};
        }
        connection.rollback();
        return found;
    }
    std::optional<ChainFault> fault()
    {
        return db.read([&](Reader& reader) { return verify_audit(reader, kept); });
    }
};

BOOST_AUTO_TEST_SUITE(audit)

BOOST_DATA_TEST_CASE(an_untouched_chain_is_whole_and_grows, kBoth, backend)
{
    Chain chain(backend);
    BOOST_TEST(!chain.fault().has_value());
    BOOST_REQUIRE(chain.kept.size() == 2u);
    BOOST_TEST(chain.kept[0].sequence == 6); // its opening row and five events
    BOOST_TEST(chain.kept[1].chain > chain.kept[0].chain);
    chain.append(3);
    BOOST_TEST(!chain.fault().has_value());
    const auto opening = "SELECT subject FROM audit WHERE sequence = 1 ORDER BY chain DESC";
    BOOST_TEST(chain.db.value_of(opening) == std::to_string(chain.kept[0].chain) + ":6:" + chain.kept[0].mac);
}

// A third process goes on; the second's chain is not over when the key is changed.
struct Rekeyed : Chain {
    explicit Rekeyed(Backend backend) : Chain(backend)
    {
        db.vault()->add_key(KeyUse::audit, 1'800'000'000'000);
        append(5);
        db.reopen();
        append(3);
        kept = db.read([](Reader& reader) { return audit_heads(reader); });
    }
};

BOOST_DATA_TEST_CASE(a_chain_goes_on_under_a_new_key_and_verifies_as_a_whole, kBoth, backend)
{
    Rekeyed chain(backend);
    BOOST_TEST(!chain.fault().has_value());
    const auto rows = "SELECT COUNT(*) FROM audit WHERE event = 'audit.key_changed'";
    BOOST_TEST(chain.db.value_of(rows) == "1");
    BOOST_TEST(chain.db.value_of("SELECT sequence FROM audit WHERE event = 'audit.key_changed'") == "7");
    chain.db.vault()->add_key(KeyUse::audit, 1'800'000'000'001); // and again
    chain.append(2);
    BOOST_TEST(!chain.fault().has_value());
    BOOST_TEST(chain.db.value_of(rows) == "2");
}

BOOST_DATA_TEST_CASE(an_edit_on_either_side_of_a_change_of_key_shows, kBoth, backend)
{
    Rekeyed chain(backend);
    for (const std::string edit :
         {"UPDATE audit SET facts = '' WHERE chain = 2 AND sequence = 5",
          "UPDATE audit SET facts = '' WHERE chain = 2 AND sequence = 9",
          "UPDATE audit SET facts = '99' WHERE chain = 2 AND sequence = 7", // the row of the change
          "UPDATE audit SET mac = substr(mac, 8) WHERE chain = 2 AND sequence = 9",
          "DELETE FROM audit WHERE chain = 2 AND sequence = 7",
          "DELETE FROM audit WHERE chain = 2 AND sequence < 7"})
        BOOST_TEST(chain.found_after({edit}).alone, edit);
}

// A row as who has the oldest key would write it.
static std::string forged(const Vault& vault, const ChainHead& at, const std::string& event,
                          const std::string& subject, const std::string& previous)
{
    std::string text;
    for (const auto& part : {std::to_string(at.chain), std::to_string(at.sequence), std::string("1"),
                             models::to_text(models::AccountId()), event, subject, std::string()})
        text += std::to_string(part.size()) + ":" + part;
    return "INSERT INTO audit (chain, sequence, at, by_id, event, subject, facts, mac) VALUES (" +
           std::to_string(at.chain) + ", " + std::to_string(at.sequence) + ", 1, NULL, '" + event + "', '" +
           subject + "', '', '" + vault.audit_mac(text, previous, 0) + "')";
}

// Who has the old key alone can sign nothing new with it: neither go on with a chain nor begin one.
BOOST_DATA_TEST_CASE(an_old_key_signs_nothing_after_it_was_changed, kBoth, backend)
{
    const auto signed_well = [](Chain& chain) {
        const auto& vault = *chain.db.vault();
        const auto& last = chain.kept.back();
        const ChainHead next{last.chain, last.sequence + 1, ""}, another{last.chain + 1, 1, ""};
        return std::array{
            !chain.found_after({forged(vault, next, "x", "", last.mac)}).alone,
            !chain.found_after({forged(vault, another, "audit.chain_opened", "first", "")}).alone};
    };
    Chain before(backend);
    BOOST_TEST((signed_well(before) == std::array{true, true}));
    Rekeyed after(backend);
    BOOST_TEST((signed_well(after) == std::array{false, false}));
}

BOOST_DATA_TEST_CASE(an_undone_job_leaves_no_gap, kBoth, backend)
{
    Chain chain(backend);
    auto& connection = chain.db.connection();
    connection.begin();
    {
        Writer writer(connection);
        append_audit(writer, {at_minute(1), {}, "referral.reported", "1", ""});
    }
    {
        Writer writer(connection);
        append_audit(writer, {at_minute(1), {}, "referral.reported", "2", ""});
        writer.keep();
    }
    connection.commit();
    BOOST_TEST(!chain.fault().has_value());
    BOOST_TEST(chain.db.value_of("SELECT COUNT(*) FROM audit") == "13");
}

BOOST_DATA_TEST_CASE(every_changed_column_shows, kBoth, backend)
{
    Chain chain(backend);
    for (const std::string change :
         {"at = at + 1", "by_id = NULL", "by_id = 8", "event = 'referral.refused'",
          "subject = 'ZJ-520324-2026-000418'", "facts = ''", "mac = 'x'", "sequence = 40", "chain = 40"}) {
        const auto found =
            chain.found_after({"UPDATE audit SET " + change + " WHERE chain = 1 AND sequence = 4"});
        BOOST_TEST((found.alone && found.with_heads), change);
    }
}

BOOST_DATA_TEST_CASE(deleted_inserted_and_swapped_rows_show, kBoth, backend)
{
    const std::vector<std::vector<std::string>> edits{
        {"DELETE FROM audit WHERE chain = 1 AND sequence = 1"},
        {"DELETE FROM audit WHERE chain = 1 AND sequence = 3"},
        {"DELETE FROM audit WHERE chain = 1 AND sequence = 3",
         "UPDATE audit SET sequence = 3 WHERE chain = 1 AND sequence = 4",
         "UPDATE audit SET sequence = 4 WHERE chain = 1 AND sequence = 5",
         "UPDATE audit SET sequence = 5 WHERE chain = 1 AND sequence = 6"},
        {"INSERT INTO audit SELECT chain, 7, at, by_id, event, subject, facts, mac FROM audit "
         "WHERE chain = 1 AND sequence = 6"},
        {"UPDATE audit SET sequence = 99 WHERE chain = 1 AND sequence = 3",
         "UPDATE audit SET sequence = 3 WHERE chain = 1 AND sequence = 4",
         "UPDATE audit SET sequence = 4 WHERE chain = 1 AND sequence = 99"},
        {"DELETE FROM audit WHERE chain = 1"}, // named by the next one's opening row
        {"DELETE FROM audit WHERE chain = 1 AND sequence = 6"}};
    Chain chain(backend);
    for (const auto& edit : edits) BOOST_TEST(chain.found_after(edit).alone, edit[0]);
    BOOST_TEST(!chain.fault().has_value());
}

BOOST_DATA_TEST_CASE(a_cut_tail_shows_by_the_heads_kept_outside, kBoth, backend)
{
    Chain chain(backend);
    for (const std::string sql : {"DELETE FROM audit WHERE chain = 2 AND sequence = 6",
                                  "DELETE FROM audit WHERE chain = 2 AND sequence > 1",
                                  "DELETE FROM audit WHERE chain = 2", "DELETE FROM audit"}) {
        const auto found = chain.found_after({sql});
        BOOST_TEST((!found.alone && found.with_heads), sql);
    }
}

// One thing that somebody with SQL may do to a trail: a value, a row, an order, an end.
static std::vector<std::string> any_edit(tests::Dice& dice)
{
    const auto chain = dice.pick<std::string>({"chain = 1", "chain = 2"});
    constexpr int kRows = 6;
    const int one = dice.small(1, kRows), other = one % kRows + 1;
    const auto at = [&](int sequence) {
        return " WHERE " + chain + " AND sequence = " + std::to_string(sequence);
    };
    const auto more = std::to_string(dice.small(1, 1'000'000));
    const std::string copied =
        "INSERT INTO audit SELECT chain, 7, at + " + more + ", by_id, event, subject, facts, mac FROM audit";
    switch (dice.small(0, 4)) {
    case 0:
        return {"UPDATE audit SET " +
                dice.pick<std::string>({"at = at + " + more, "by_id = 10 + " + more,
                                        "event = 'x" + more + "'", "subject = subject || '" + more + "'",
                                        "facts = '{\"n\":" + more + "}'", "mac = '" + more + "' || mac",
                                        "sequence = 10 + " + more, "chain = 40 + " + more}) +
                at(one)};
    case 1: return {"DELETE FROM audit" + at(one)};
    case 2: return {copied + at(one)};
    case 3:
        return {"UPDATE audit SET sequence = 99" + at(one),
                "UPDATE audit SET sequence = " + std::to_string(one) + at(other),
                "UPDATE audit SET sequence = " + std::to_string(other) + at(99)};
    default: return {"DELETE FROM audit WHERE " + chain + " AND sequence >= " + std::to_string(one)};
    }
}

// quality.md 52: 500 by hand, all found.
BOOST_DATA_TEST_CASE(any_edit_shows, kBoth, backend)
{
    Chain chain(backend);
    tests::Dice dice(52);
    const int edits = std::getenv("PARASOL_LONG") ? 500 : 60;
    for (int i = 0; i < edits; ++i) {
        const auto edit = any_edit(dice);
        BOOST_TEST(chain.found_after(edit).with_heads, edit.front());
    }
    BOOST_TEST(!chain.fault().has_value());
}

// quality.md 52, by hand: within half a minute.
BOOST_DATA_TEST_CASE(a_million_rows_are_verified, kBoth, backend)
{
    if (!std::getenv("PARASOL_LONG")) return;
    Chain chain(backend);
    constexpr int kEvents = 1'000'000, kAtOnce = 10'000;
    for (int i = 0; i < kEvents; i += kAtOnce) chain.append(kAtOnce);
    const auto connection = chain.db.open(Connection::Access::read);
    connection->limit_reading(std::chrono::minutes(5));
    Reader reader(*connection);
    const auto began = std::chrono::steady_clock::now();
    BOOST_TEST(!verify_audit(reader, chain.kept).has_value());
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - began;
    BOOST_TEST_MESSAGE(backend << ": " << took.count() << " s");
    BOOST_TEST(took.count() <= 30);
}

BOOST_DATA_TEST_CASE(another_key_makes_no_rows_that_fit, kBoth, backend)
{
    Chain chain(backend);
    const support::TempFolder folder;
    const auto other = Vault::open_or_make(folder.path() / "key");
    Connection connection(chain.db.url(), Connection::Access::read, other);
    Reader reader(connection);
    BOOST_TEST(verify_audit(reader).has_value());
}

BOOST_DATA_TEST_CASE(a_connection_without_a_number_cannot_append, kBoth, backend)
{
    TestDb db(backend);
    db.close();
    const auto connection = db.open(Connection::Access::write);
    const auto append = [](Writer& w) { append_audit(w, {at_minute(0), {}, "x", "", ""}); };
    BOOST_CHECK_THROW(TestDb::write_on(*connection, append), std::logic_error);
    connection->lease_process_number();
    BOOST_CHECK_NO_THROW(TestDb::write_on(*connection, append));
}

BOOST_AUTO_TEST_CASE(heads_are_kept_in_a_file)
{
    const support::TempFolder folder;
    const auto file = folder.path() / "audit-head";
    BOOST_TEST(kept_heads(file).empty());
    keep_heads(file, {{1, 6, "mac-1"}, {2, 900, "mac_2"}});
    const auto heads = kept_heads(file);
    BOOST_REQUIRE(heads.size() == 2u);
    BOOST_TEST((heads[1].chain == 2 && heads[1].sequence == 900 && heads[1].mac == "mac_2"));
    keep_heads(file, {});
    BOOST_TEST(kept_heads(file).empty());
    std::ofstream(file) << "1 six\n";
    BOOST_CHECK_THROW(kept_heads(file), std::runtime_error);
    BOOST_CHECK_THROW(keep_heads("/nowhere/at/all/audit-head", {}), std::runtime_error);
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(answers)

BOOST_DATA_TEST_CASE(the_first_answer_of_a_key_stays, kBoth, backend)
{
    TestDb db(backend);
    const models::AccountId wang{7}, li{8};
    const FirstAnswer first{"hash", 201, R"({"name":"石玉兰"})", "/referrals/1"};
    const auto keep = [&](models::AccountId who, const FirstAnswer& answer, int minute) {
        return db.write([&](Writer& w) { return keep_answer(w, who, "key", answer, at_minute(minute)); });
    };
    BOOST_TEST(keep(wang, first, 0));
    BOOST_TEST(!keep(wang, {"other", 409, "", ""}, 1));
    BOOST_TEST(keep(li, {"other", 200, "", ""}, 1));
    db.read([&](Reader& reader) {
        const auto found = find_answer(reader, wang, "key");
        BOOST_REQUIRE(found.has_value());
        BOOST_TEST(found->body_hash == "hash");
        BOOST_TEST(found->status == 201);
        BOOST_TEST(found->body == first.body);
        BOOST_TEST(found->location == "/referrals/1");
        BOOST_TEST(find_answer(reader, li, "key")->status == 200);
        BOOST_TEST(!find_answer(reader, wang, "other key").has_value());
    });
    BOOST_TEST(db.value_of("SELECT sealed FROM first_answer WHERE account_id = 7").find("石玉兰") ==
               std::string::npos);
    db.write([](Writer& w) { forget_answers(w, at_minute(1)); });
    db.read([&](Reader& reader) {
        BOOST_TEST(!find_answer(reader, wang, "key").has_value());
        BOOST_TEST(find_answer(reader, li, "key").has_value());
    });
}

BOOST_AUTO_TEST_SUITE_END()
