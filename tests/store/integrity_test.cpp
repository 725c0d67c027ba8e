// Bytes that change on the disk, and leases.
#include "models/store/audit.hpp"
#include "models/store/integrity.hpp"
#include "models/store/lease.hpp"
#include "tests/store/given.hpp"
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>
#include <fstream>
#include <random>

using namespace store;
using support::at_minute;
using support::kBoth;
using support::TestDb;

static void flip_a_byte(const std::filesystem::path& file, std::uint64_t at, unsigned bit)
{
    std::fstream stream(file, std::ios::in | std::ios::out | std::ios::binary);
    stream.seekg(static_cast<std::streamoff>(at));
    char byte{};
    stream.get(byte);
    stream.seekp(static_cast<std::streamoff>(at));
    stream.put(static_cast<char>(byte ^ (1 << bit)));
}

struct Verdict {
    bool noticed = false, wrong_plaintext = false;
};

// Reads all that is sealed or chained, as every page and the daily check do.
static Verdict read_all(const std::string& url, std::shared_ptr<const Vault> vault,
                        const std::vector<models::ReferralId>& ids, const std::string& plain)
{
    Verdict verdict;
    try {
        Connection connection(url, Connection::Access::read, vault);
        Reader reader(connection);
        verdict.noticed = !is_sound(reader) || verify_audit(reader).has_value();
        for (const auto id : ids) verdict.wrong_plaintext |= find_document(reader, id, 1) != plain;
    } catch (const std::exception&) {
        verdict.noticed = true;
    }
    return verdict;
}

BOOST_AUTO_TEST_SUITE(integrity)

BOOST_DATA_TEST_CASE(an_untouched_database_is_sound, kBoth, backend)
{
    TestDb db(backend);
    db.read([](Reader& reader) { BOOST_TEST(is_sound(reader)); });
}

BOOST_AUTO_TEST_CASE(flipped_bits_never_give_a_wrong_text)
{
    TestDb db(Backend::sqlite);
    const std::string plain(2'000, 'p');
    const auto wang = given::account(db, "wang");
    std::vector<models::ReferralId> ids;
    for (int i = 0; i < 80; ++i) ids.push_back(given::reported(db, wang, given::kVillage, plain));
    db.write([](Writer& w) {
        for (int i = 0; i < 200; ++i) append_audit(w, {at_minute(i), {}, "referral.reported", "1", "{}"});
    });
    db.close(); // all of the WAL is in the file now
    const auto file = db.folder() / "parasol.db", copy = db.folder() / "copy.db";
    const auto url = "sqlite:" + copy.string();
    std::filesystem::copy_file(file, copy);
    BOOST_TEST(!read_all(url, db.vault(), ids, plain).noticed);
    std::mt19937_64 chance(20261124);
    int noticed = 0;
    for (int flip = 0; flip < 200; ++flip) {
        std::filesystem::copy_file(file, copy, std::filesystem::copy_options::overwrite_existing);
        flip_a_byte(copy, chance() % std::filesystem::file_size(copy), static_cast<unsigned>(chance() % 8));
        const auto verdict = read_all(url, db.vault(), ids, plain);
        BOOST_TEST(!verdict.wrong_plaintext, "flip " << flip);
        noticed += verdict.noticed ? 1 : 0;
    }
    BOOST_TEST_MESSAGE(noticed << " of 200 flips noticed; the others hit free space and plain columns");
    BOOST_TEST(noticed > 25); // about a quarter of the file is sealed text or chained
}

BOOST_AUTO_TEST_CASE(a_reader_does_not_make_a_database)
{
    const support::TempFolder folder;
    const auto file = folder.path() / "parasol.db";
    BOOST_CHECK_THROW(Connection("sqlite:" + file.string(), Connection::Access::read, nullptr),
                      std::runtime_error);
    BOOST_TEST(!std::filesystem::exists(file));
}

BOOST_AUTO_TEST_CASE(the_files_are_their_owners_alone)
{
    TestDb db(Backend::sqlite);
    const auto open = db.open(Connection::Access::read);
    int files = 0;
    for (const auto& entry : std::filesystem::directory_iterator(db.folder())) {
        const auto others = entry.status().permissions() &
                            (std::filesystem::perms::group_all | std::filesystem::perms::others_all);
        BOOST_TEST((others == std::filesystem::perms::none), entry.path());
        ++files;
    }
    BOOST_TEST(files == 4); // database, WAL, its index, lock
}

BOOST_DATA_TEST_CASE(a_lease_is_one_holders_until_it_runs_out, kBoth, backend)
{
    TestDb db(backend);
    const auto take = [&](std::string_view holder, int now, int until) {
        return db.write(
            [&](Writer& w) { return take_lease(w, "clocks", holder, at_minute(now), at_minute(until)); });
    };
    BOOST_TEST(take("one", 0, 5));
    BOOST_TEST(!take("other", 4, 9));
    BOOST_TEST(take("one", 4, 9)); // its own, for longer
    BOOST_TEST(!take("other", 8, 12));
    BOOST_TEST(take("other", 9, 12));
    BOOST_TEST(!take("one", 10, 12));
    db.write([](Writer& w) { give_lease_back(w, "clocks", "one"); });
    BOOST_TEST(!take("one", 10, 12));
    db.write([](Writer& w) { give_lease_back(w, "clocks", "other"); });
    BOOST_TEST(take("one", 10, 12));
}

BOOST_AUTO_TEST_SUITE_END()
