// The key of what families are looked up by changes under load: nobody is missed at any moment.
#include "models/store/look_up.hpp"
#include "models/store/offers.hpp"
#include "models/store/seal.hpp"
#include "tests/store/given.hpp"
#include <atomic>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>
#include <fstream>
#include <thread>

using namespace models;
using store::KeyUse;
using support::kBoth;
using support::TestDb;
using Access = store::Connection::Access;

namespace {

constexpr auto kPerson = "52990319630412002X";
constexpr auto kName = "石玉兰";
constexpr std::int64_t kLater = 1'800'000'000'000;

// A family with an offer, in a database of which two processes know the key file.
struct Office {
    explicit Office(store::Backend backend) : db(backend)
    {
        by = given::account(db, "officer");
        organization = given::organization(db);
        program = given::program(db, organization, "p");
        referral = given::reported(db, by);
        db.write([&](store::Writer& w) {
            store::replace_needs(w, referral, {{NeedId{71}, "living", 1, "", NeedState::open}});
        });
        std::ofstream(file) << "AQID" + std::string(39, 'A') + "\n"; // the root of the tests' key
        std::filesystem::permissions(file, std::filesystem::perms::owner_read |
                                               std::filesystem::perms::owner_write);
        one = store::Vault::open_or_make(file);
        other = store::Vault::open_or_make(file);
        db.close();
        writer = std::make_unique<store::Connection>(db.url(), Access::write, one);
        writer->lease_process_number();
    }
    template <class Job> auto write(Job job) { return TestDb::write_on(*writer, job); }
    void index()
    {
        write([&](store::Writer& w) {
            store::replace_blind_indexes(w, referral, {kPerson});
            store::replace_search_tokens(w, referral, given::kCounty, store::texts_of_name(kName));
        });
    }
    OfferId offer()
    {
        return write([&](store::Writer& w) {
            return store::insert_offer(w, {.referral = referral,
                                           .need = NeedId{71},
                                           .need_type = "living",
                                           .member = 1,
                                           .unit = NeedUnit::fen,
                                           .program = program,
                                           .organization = organization,
                                           .state = OfferState::offered,
                                           .person = store::person_digest(w, kPerson),
                                           .person_next = store::next_person_digest(w, kPerson)});
        });
    }
    void fill()
    {
        index();
        write([&](store::Writer& w) {
            for (auto row : store::persons_of_offers(w, referral)) {
                row.next = store::next_person_digest(w, kPerson);
                if (row.next.empty()) row.person = store::person_digest(w, kPerson);
                store::save_person(w, row);
            }
        });
    }
    // In how many of the three ways the family is found, and how many of its offers.
    static std::pair<int, std::size_t> found(store::Reader& r)
    {
        const auto groups = store::groups_of_query(kName);
        const auto offers = store::offers_of_person(r, store::person_digest(r, kPerson), "living");
        const int ways =
            (store::same_household_open(r, {kPerson}, {}).size() == 1 ? 1 : 0) +
            (store::list_referrals(r, given::scope(given::kCounty), {.search = groups}, {}).size() == 1 ? 1
                                                                                                        : 0) +
            (offers.empty() ? 0 : 1);
        return {ways, offers.size()};
    }
    std::pair<int, std::size_t> found_by(const std::shared_ptr<const store::Vault>& vault)
    {
        store::Connection connection(db.url(), Access::read, vault);
        store::Reader r(connection);
        return found(r);
    }
    bool all_see(std::size_t offers)
    {
        const std::pair<int, std::size_t> wanted{3, offers};
        return found_by(one) == wanted && found_by(other) == wanted;
    }

    TestDb db;
    support::TempFolder folder;
    std::filesystem::path file = folder.path() / "key";
    std::shared_ptr<const store::Vault> one, other;
    std::unique_ptr<store::Connection> writer;
    AccountId by;
    OrganizationId organization;
    ProgramId program;
    ReferralId referral;
};

} // namespace

BOOST_AUTO_TEST_SUITE(look_up)

BOOST_DATA_TEST_CASE(a_family_is_found_at_every_step_of_a_change, kBoth, backend)
{
    Office office(backend);
    office.index();
    office.offer();
    BOOST_TEST(office.all_see(1));

    office.one->add_key(KeyUse::search, kLater);
    BOOST_TEST(office.all_see(1)); // the other process has not heard of it
    office.other->refresh();
    BOOST_TEST(office.all_see(1));
    office.offer(); // under both
    BOOST_TEST(office.all_see(2));
    office.fill();
    BOOST_TEST(office.all_see(2));
    office.write([](store::Writer& w) { store::change_look_up_key(w); });
    BOOST_TEST(office.all_see(2));
    office.one->drop_old_keys(KeyUse::search);
    BOOST_TEST(office.all_see(2)); // the other process still has both
    office.offer();
    BOOST_TEST(office.all_see(3));
    office.other->refresh();
    office.fill(); // and what the old key had made goes
    BOOST_TEST(office.all_see(3));
    office.write([&](store::Writer& w) {
        BOOST_TEST(store::look_up_name(w) == office.one->key_names(KeyUse::search).front().id);
        BOOST_TEST(store::list_indexed(w, {}, 10).size() == 1u);
        for (const auto& row : store::persons_of_offers(w, office.referral)) {
            BOOST_TEST(row.person == office.one->blind_index(kPerson));
            BOOST_TEST(row.next == "");
        }
    });
}

// An earlier backup comes back when the old key is gone: nothing is found until it is made anew.
BOOST_DATA_TEST_CASE(a_database_of_before_is_known_by_its_key, kBoth, backend)
{
    Office office(backend);
    office.index();
    office.one->add_key(KeyUse::search, kLater);
    office.one->drop_old_keys(KeyUse::search);
    office.write([&](store::Writer& w) {
        BOOST_TEST(store::look_up_name(w) != office.one->key_names(KeyUse::search).back().id);
    });
    office.fill();
    office.write([](store::Writer& w) { store::change_look_up_key(w); });
    office.offer();
    BOOST_TEST((office.found_by(office.one) == std::pair<int, std::size_t>{3, 1}));
}

BOOST_DATA_TEST_CASE(nobody_is_missed_while_the_key_changes, kBoth, backend)
{
    Office office(backend);
    office.index();
    office.offer();
    std::atomic<bool> over = false;
    std::atomic<int> reads = 0, missed = 0;
    std::thread reading([&] {
        store::Connection connection(office.db.url(), Access::read, office.other);
        while (!over) {
            try {
                store::Reader r(connection);
                if (Office::found(r).first != 3) ++missed;
                ++reads;
            } catch (const std::exception&) {
                ++missed;
            }
        }
    });
    const auto wait = [&] {
        for (const int before = reads; reads < before + 10 && missed == 0;) std::this_thread::yield();
    };
    for (int change = 0; change < 3; ++change) {
        office.one->add_key(KeyUse::search, kLater + change);
        wait();
        office.other->refresh(); // once a minute
        for (int i = 0; i < 10; ++i) office.fill();
        wait();
        office.write([](store::Writer& w) { store::change_look_up_key(w); });
        wait();
        office.one->drop_old_keys(KeyUse::search);
        wait();
        office.other->refresh();
        office.fill();
        wait();
    }
    over = true;
    reading.join();
    BOOST_TEST(missed == 0);
    BOOST_TEST(reads > 100);
}

BOOST_AUTO_TEST_SUITE_END()
