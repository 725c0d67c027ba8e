// A certificate that runs out: the county looks at it again and writes down until when it is good.
#include "models/store/programs.hpp"
#include "server/http/idempotency.hpp"
#include "server/organizations/routes.hpp"
#include "tests/support/page_world.hpp"
#include "tests/support/pages.hpp"
#include <boost/test/unit_test.hpp>

using namespace models;
using support::page_faults;

namespace {

struct Renewing : support::PageWorld {
    Renewing() : PageWorld(server::organizations::routes()) {}
    OrganizationId organization = db.write([&](store::Writer& writer) {
        store::OrganizationRow row;
        row.uuid = store::new_uuid();
        row.unified_code = "53520000MJ0000018Q";
        row.name = "春风基金会";
        row.kind = "foundation";
        row.area = support::kCounty;
        row.certificate_until = plus_days(day_of(now), -1);
        return store::insert_organization(writer, row, now);
    });
    std::string path() const { return "/organizations/" + to_text(organization); }
    store::OrganizationRow row()
    {
        return db.read(
            [&](store::Reader& reader) { return store::find_organization(reader, organization).value(); });
    }
    server::Response sent(const Actor& by, const std::string& until, const std::string& version = "1")
    {
        return post(by, path() + "/renew",
                    {{"once", server::new_form_token()},
                     {"version", version},
                     {"checked_code", "yes"},
                     {"certificate_until", until},
                     {"public_fundraising", "yes"}});
    }
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(certificates, Renewing)

BOOST_AUTO_TEST_CASE(a_county_officer_renews_it_and_nobody_from_elsewhere)
{
    const auto shown = get(county(), path());
    BOOST_TEST(page_faults(shown) == "");
    BOOST_TEST(shown.body.contains(path() + "/renew"));
    BOOST_TEST(!get(township(), path()).body.contains(path() + "/renew"));
    const auto form = get(county(), path() + "/renew");
    BOOST_TEST(page_faults(form) == "");
    BOOST_TEST(get(elsewhere(), path() + "/renew").status == 404);
    BOOST_TEST(sent(elsewhere(), "2028-06-30").status == 404);

    BOOST_TEST(sent(county(), "2028-06-30").status == 303);

    BOOST_TEST(to_text(row().certificate_until.value()) == "2028-06-30");
    BOOST_TEST(row().public_fundraising);
    BOOST_TEST(count_events("organization.renewed") == 1);
    BOOST_TEST(sent(county(), "2029-06-30").status == 409); // an older page
    language = server::Language::en;
    BOOST_TEST(page_faults(get(county(), path() + "/renew")) == "");
}

BOOST_AUTO_TEST_CASE(each_point_is_checked_and_nothing_typed_is_lost)
{
    const auto late = sent(county(), "2020-01-01");
    BOOST_TEST(late.status == 422);
    BOOST_TEST(page_faults(late) == "");
    BOOST_TEST(late.body.contains("value=\"2020-01-01\""));
    const auto empty =
        post(county(), path() + "/renew", {{"once", server::new_form_token()}, {"version", "1"}});
    BOOST_TEST(empty.status == 422);
    for (const auto* field : {"checked_code", "certificate_until", "public_fundraising"})
        BOOST_TEST(empty.body.contains("href=\"#" + std::string(field) + "\""), field);
    BOOST_TEST(row().version == 1);
}

BOOST_AUTO_TEST_SUITE_END()
