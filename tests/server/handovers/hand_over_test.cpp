// A charity hands a family to its township.
#include "models/store/notices.hpp"
#include "models/store/programs.hpp"
#include "models/store/referrals.hpp"
#include "server/handovers/routes.hpp"
#include "server/http/idempotency.hpp"
#include "server/notices/notices.hpp"
#include "tests/support/page_world.hpp"
#include "tests/support/pages.hpp"
#include <boost/test/unit_test.hpp>

using namespace models;
using support::page_faults;

namespace {

struct Handing : support::PageWorld {
    Handing() : PageWorld(server::handovers::routes())
    {
        organization = db.write([&](store::Writer& writer) {
            store::OrganizationRow row;
            row.uuid = store::new_uuid();
            row.unified_code = "53520000MJ0000018Q";
            row.name = "春风基金会";
            row.kind = "foundation";
            row.area = support::kCounty;
            return store::insert_organization(writer, row, now);
        });
    }
    Actor charity()
    {
        auto actor = officer(Role::caseworker, {}, "charity");
        actor.organization = organization;
        return actor;
    }
    server::Response hand(const std::string& phone, bool agreed, const std::string& name = "吴小芳")
    {
        return post(charity(), "/handovers/new",
                    {{"once", server::new_form_token()},
                     {"county", "520324"},
                     {"township", "520324103"},
                     {"name", name},
                     {"phone", phone},
                     {"need", "living"},
                     {"situation", "屋顶漏雨，老人独居"},
                     {agreed ? "agreed" : "x", "yes"}});
    }
    OrganizationId organization;
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(handing_over, Handing)

BOOST_AUTO_TEST_CASE(the_family_stands_in_the_townships_list_and_nowhere_else)
{
    BOOST_TEST(page_faults(get(charity(), "/handovers/new")) == "");
    BOOST_TEST(hand("13900000000", true).status == 303);

    const auto drafts = [&](Area area, AccountId account) {
        store::ReferralFilter filter;
        filter.state = ReferralState::draft;
        return db.read(
            [&](store::Reader& reader) { return store::count_referrals(reader, {area, account}, filter); });
    };
    BOOST_TEST(drafts(support::kTownship, township().account) == 1);
    BOOST_TEST(drafts(support::kOtherCounty, elsewhere().account) == 0);
    const auto desk = server::notices::office_at(Side::township, support::kTownship);
    BOOST_TEST(db.read([&](store::Reader& reader) { return store::count_unread(reader, desk); }) == 1);
    BOOST_TEST(count_events("referral.handed_over") == 1);
}

BOOST_AUTO_TEST_CASE(without_agreement_or_phone_nothing_is_handed_over_and_all_is_kept)
{
    const auto refused = hand("12", false);
    BOOST_TEST(refused.status == 422);
    BOOST_TEST(refused.body.contains("吴小芳"));
    BOOST_TEST(refused.body.contains("屋顶漏雨"));
    BOOST_TEST(count("referral") == 0);
}

BOOST_AUTO_TEST_CASE(a_text_that_is_no_name_is_refused)
{
    BOOST_TEST(hand("13900000000", true, std::string(5'000, 'x')).status == 422);
    BOOST_TEST(count("referral") == 0);
}

BOOST_AUTO_TEST_SUITE_END()
