// A family's consent in both databases: its lists whole, its giver sealed, its end guarded by the version.
#include "models/store/consents.hpp"
#include "tests/store/given.hpp"
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

using namespace models;

BOOST_AUTO_TEST_SUITE(consents)

BOOST_DATA_TEST_CASE(a_consent_comes_back_whole_and_ends_once, support::kBoth, backend)
{
    support::TestDb db(backend);
    const auto by = given::account(db, "officer");
    const auto organization = given::organization(db);
    const auto referral = given::reported(db, by);
    const Date from = parse_date("2026-11-24").value(), until = parse_date("2027-11-23").value();

    const auto id = db.write([&](store::Writer& writer) {
        return store::insert_consent(writer, {.referral = referral,
                                              .way = ConsentWay::phone_with_witness,
                                              .text_version = "2026-11",
                                              .member = 2,
                                              .purposes = {"medical", "living"},
                                              .fields = {"name"},
                                              .organizations = {organization},
                                              .given = "石玉兰",
                                              .from = from,
                                              .until = until,
                                              .recorded_by = by,
                                              .recorded_at = support::at_minute(0)});
    });
    const auto end = [&](store::Writer& writer) {
        return store::save_consent_state(writer, id, 1, ConsentState::withdrawn);
    };
    const bool first = db.write(end), second = db.write(end);

    const auto rows = db.read([&](store::Reader& reader) { return store::list_consents(reader, referral); });
    BOOST_REQUIRE(rows.size() == 1u);
    BOOST_TEST(rows[0].given == "石玉兰");
    BOOST_CHECK(rows[0].purposes == (std::vector<std::string>{"medical", "living"}));
    BOOST_CHECK(rows[0].organizations == std::vector{organization});
    BOOST_CHECK(rows[0].until == until && rows[0].member == 2 &&
                rows[0].way == ConsentWay::phone_with_witness);
    BOOST_CHECK(rows[0].state == ConsentState::withdrawn);
    BOOST_TEST(first);
    BOOST_TEST(!second);
    BOOST_TEST(db.value_of("SELECT sealed FROM consent").find("石玉兰") == std::string::npos);
}

BOOST_AUTO_TEST_SUITE_END()
