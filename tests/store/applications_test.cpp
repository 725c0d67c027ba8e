#include "models/store/applications.hpp"
#include "tests/store/given.hpp"
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

using namespace store;
using models::ApplicationState;
using support::at_minute;
using support::kBoth;
using support::TestDb;

static models::Application applied(models::Area area = given::kCounty)
{
    models::Application row;
    row.unified_code = "53520000500000001X";
    row.name = "春风基金会";
    row.kind = "foundation";
    row.area = area;
    row.public_fundraising = true;
    row.certificate_until = models::parse_date("2028-06-30").value();
    row.contact = models::PrivateText("石小玉");
    row.phone = models::PrivateText("13900000077");
    row.applied_at = at_minute(3);
    return row;
}

BOOST_AUTO_TEST_SUITE(charity_applications)

BOOST_DATA_TEST_CASE(it_is_read_back_within_its_area, kBoth, backend)
{
    TestDb db(backend);
    const auto id = db.write([](Writer& w) { return insert_application(w, applied()); });
    db.read([&](Reader& reader) {
        for (const auto area : {models::Area{}, given::kCounty, given::kProvince}) {
            const auto found = find_application(reader, area, id).value();
            BOOST_TEST(found.name == "春风基金会");
            BOOST_TEST((found.state == ApplicationState::applied));
            BOOST_TEST(found.contact.reveal() == "石小玉");
            BOOST_TEST(found.phone.reveal() == "13900000077");
            BOOST_TEST(found.public_fundraising);
            BOOST_TEST(list_applications(reader, area, ApplicationState::applied, {}, 5).size() == 1u);
            BOOST_TEST(count_applications(reader, area, ApplicationState::applied) == 1);
        }
        BOOST_TEST(!find_application(reader, given::kOtherCounty, id).has_value());
        BOOST_TEST(count_applications(reader, given::kOtherCounty, ApplicationState::applied) == 0);
        BOOST_TEST(count_applications(reader, {}, ApplicationState::refused) == 0);
    });
}

BOOST_DATA_TEST_CASE(it_is_decided_once, kBoth, backend)
{
    TestDb db(backend);
    const auto by = given::account(db, "county", models::Role::county, given::kCounty);
    const auto id = db.write([](Writer& w) { return insert_application(w, applied()); });
    auto row = db.read([&](Reader& reader) { return find_application(reader, {}, id).value(); });
    BOOST_TEST(db.read([&](Reader& reader) { return is_applied_for(reader, row.unified_code); }));
    row.state = ApplicationState::refused;
    row.reason = "查无此组织";
    BOOST_TEST(db.write([&](Writer& w) { return decide_application(w, row, by, at_minute(9)); }));
    BOOST_TEST(!db.write([&](Writer& w) { return decide_application(w, row, by, at_minute(9)); }));
    db.read([&](Reader& reader) {
        const auto found = find_application(reader, {}, id).value();
        BOOST_TEST(found.reason == "查无此组织");
        BOOST_TEST((found.decided_at == at_minute(9)));
        BOOST_TEST(found.version == 2);
        BOOST_TEST(!is_applied_for(reader, row.unified_code));
    });
}

BOOST_AUTO_TEST_SUITE_END()
