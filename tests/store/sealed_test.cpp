// What lies on the disk names nobody; what is sealed opens only in its row.
#include "models/store/audit.hpp"
#include "tests/store/given.hpp"
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>
#include <fstream>
#include <sodium.h>

using namespace store;
using support::at_minute;
using support::kBoth;
using support::TestDb;

static const std::vector<std::string> kCanaries{"石玉兰金丝雀",  "529903196304120028",
                                                "13900001234",   "安场镇竹坪村十二组七号",
                                                "3868800金丝雀", "尿毒症金丝雀"};

static std::string document()
{
    std::string text;
    for (const auto& canary : kCanaries) text += "\"" + canary + "\",";
    return "[" + text + "0]";
}

static std::string encoded(const std::string& text, int variant)
{
    const auto* bytes = reinterpret_cast<const unsigned char*>(text.data());
    std::string out(sodium_base64_encoded_len(text.size(), variant), '\0');
    sodium_bin2base64(out.data(), out.size(), bytes, text.size(), variant);
    out.resize(out.find_first_of(std::string("=\0", 2)));
    return out;
}

static std::string hex_of(const std::string& text)
{
    std::string out(text.size() * 2 + 1, '\0');
    sodium_bin2hex(out.data(), out.size(), reinterpret_cast<const unsigned char*>(text.data()), text.size());
    out.pop_back();
    return out;
}

static std::string utf16_of(const std::string& digits)
{
    std::string out;
    for (const char c : digits) out += {c, '\0'};
    return out;
}

// The canary in every dress it may wear on a disk. Base64 depends on what stands before: all three offsets,
// without the characters that neighbors share.
static std::vector<std::string> dresses_of(const std::string& canary)
{
    std::vector<std::string> dresses{canary, hex_of(canary), utf16_of(canary)};
    for (const auto variant : {sodium_base64_VARIANT_ORIGINAL, sodium_base64_VARIANT_URLSAFE})
        for (std::size_t offset = 0; offset < 3; ++offset) {
            const auto text = encoded(std::string(offset, ' ') + canary, variant);
            dresses.push_back(text.substr(4, text.size() - 6));
        }
    return dresses;
}

static std::string everything_in(const std::filesystem::path& folder)
{
    std::string all;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
        if (!entry.is_regular_file()) continue;
        std::ifstream in(entry.path(), std::ios::binary);
        all.append(std::istreambuf_iterator<char>(in), {});
    }
    return all;
}

static models::ReferralId one_of_everything(TestDb& db)
{
    const auto wang = given::account(db, "wang");
    const auto id = given::reported(db, wang, given::kVillage, document());
    db.write([&](Writer& w) {
        auto texts = texts_of_name(kCanaries[0]);
        texts.push_back({"last4", "0028"});
        replace_search_tokens(w, id, given::kCounty, texts);
        replace_blind_indexes(w, id, {kCanaries[1]});
        insert_move(w,
                    {.referral = id,
                     .act = models::ReferralAct::report,
                     .side = models::Side::village,
                     .at = at_minute(1)},
                    document());
        keep_answer(w, wang, kCanaries[2], {"hash", 201, document(), "/referrals/1"}, at_minute(1));
        insert_failure(w, kCanaries[1], "10.0.0.1", at_minute(1));
    });
    return id;
}

BOOST_AUTO_TEST_SUITE(sealed)

BOOST_AUTO_TEST_CASE(the_search_for_canaries_finds_them)
{
    const support::TempFolder folder;
    const auto plain = document();
    for (const auto& text : {plain, hex_of(plain), encoded(plain, sodium_base64_VARIANT_ORIGINAL),
                             encoded("x" + plain, sodium_base64_VARIANT_URLSAFE),
                             encoded("xy" + plain, sodium_base64_VARIANT_URLSAFE)}) {
        std::ofstream(folder.path() / "file") << text;
        const auto all = everything_in(folder.path());
        int found = 0;
        for (const auto& canary : kCanaries)
            for (const auto& dress : dresses_of(canary))
                found += all.find(dress) != std::string::npos ? 1 : 0;
        BOOST_TEST(found >= static_cast<int>(kCanaries.size()));
    }
}

BOOST_AUTO_TEST_CASE(no_file_of_the_database_holds_a_canary)
{
    TestDb db(Backend::sqlite);
    one_of_everything(db);
    for (const bool closed : {false, true}) { // with its WAL, and after the last checkpoint
        if (closed) db.close();
        const auto all = everything_in(db.folder());
        BOOST_TEST(all.size() > 100'000u);
        for (const auto& canary : kCanaries)
            for (const auto& dress : dresses_of(canary))
                BOOST_TEST(all.find(dress) == std::string::npos, canary);
    }
}

BOOST_AUTO_TEST_CASE(no_column_of_postgresql_holds_a_canary)
{
    TestDb db(Backend::postgresql);
    one_of_everything(db);
    static constexpr Sql kTables{"test.tables", R"sql(
        SELECT query_to_xml('SELECT * FROM ' || table_name, true, false, '')::text
          FROM information_schema.tables
         WHERE table_schema = 'public'
    )sql"};
    const auto all = db.read([](Reader& reader) {
        std::string text;
        auto query = reader.query(kTables);
        for (std::string table; query.next(table);) text += table;
        return text;
    });
    BOOST_TEST(all.find("x1.") != std::string::npos);
    for (const auto& canary : kCanaries)
        for (const auto& dress : dresses_of(canary)) BOOST_TEST(all.find(dress) == std::string::npos, canary);
}

BOOST_DATA_TEST_CASE(a_document_comes_back_by_version_and_is_never_overwritten, kBoth, backend)
{
    TestDb db(backend);
    const auto wang = given::account(db, "wang");
    const auto id = given::reported(db, wang, given::kVillage, document());
    db.write([&](Writer& w) { insert_document(w, id, 2, "second", wang, at_minute(3)); });
    db.read([&](Reader& reader) {
        BOOST_TEST(find_document(reader, id, 1) == document());
        BOOST_TEST(find_document(reader, id, 2) == "second");
        BOOST_CHECK_THROW(find_document(reader, id, 3), DatabaseError);
    });
    const auto again = [&](Writer& w) { insert_document(w, id, 2, "other", wang, at_minute(4)); };
    BOOST_CHECK_THROW(db.write(again), DatabaseError);
}

BOOST_DATA_TEST_CASE(only_a_drafts_document_is_replaced, kBoth, backend)
{
    TestDb db(backend);
    const auto wang = given::account(db, "wang");
    const auto draft = given::draft(db, wang), reported = given::reported(db, wang);
    db.write([&](Writer& w) {
        replace_draft_document(w, draft, "typed on", at_minute(2));
        replace_draft_document(w, reported, "typed on", at_minute(2));
    });
    db.read([&](Reader& reader) {
        BOOST_TEST(find_document(reader, draft, 0) == "typed on");
        BOOST_TEST(find_document(reader, reported, 0) == "{}");
        BOOST_TEST(find_document(reader, reported, 1) == "{}");
    });
}

BOOST_DATA_TEST_CASE(a_ciphertext_moved_to_another_row_does_not_open, kBoth, backend)
{
    TestDb db(backend);
    const auto wang = given::account(db, "wang");
    const auto one = given::reported(db, wang, given::kVillage, "one"), other = given::reported(db, wang);
    db.connection().execute("test.move",
                            "UPDATE household_document SET sealed = (SELECT sealed FROM "
                            "household_document WHERE referral_id = " +
                                models::to_text(one) +
                                " AND facts_version = 1) WHERE referral_id = " + models::to_text(other));
    db.read([&](Reader& reader) {
        BOOST_TEST(find_document(reader, one, 1) == "one");
        BOOST_CHECK_THROW(find_document(reader, other, 1), SealBroken);
        BOOST_CHECK_THROW(find_document(reader, other, 0), SealBroken);
    });
}

BOOST_DATA_TEST_CASE(no_error_tells_a_value, kBoth, backend)
{
    TestDb db(backend);
    const auto id = one_of_everything(db);
    try {
        db.write([&](Writer& w) {
            w.change({"test.twice", "INSERT INTO blind_index (digest, referral_id) VALUES (:digest, :id)"},
                     {{"digest", w.vault().blind_index(kCanaries[1])}, {"id", id}});
        });
        BOOST_ERROR("twice the same row");
    } catch (const DatabaseError& error) {
        const std::string text = error.what();
        BOOST_TEST(text.find(db.vault()->blind_index(kCanaries[1])) == std::string::npos, text);
        BOOST_TEST(text.find("test.twice") != std::string::npos, text);
    }
}

BOOST_AUTO_TEST_SUITE_END()
