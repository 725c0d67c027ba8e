// What two people have to want, and what is on legal hold, the same in both databases.
#include "models/store/approvals.hpp"
#include "models/store/holds.hpp"
#include "tests/store/given.hpp"
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

using namespace models;
using support::at_minute;
using support::kBoth;

namespace {

struct Office {
    explicit Office(store::Backend backend) : db(backend) {}
    support::TestDb db;
    AccountId by = given::account(db, "county", Role::county, given::kCounty);
    AccountId second = given::account(db, "second", Role::county, given::kCounty);
    ReferralId referral = given::reported(db, by);

    store::ApprovalRow ask(ApprovalKind kind = ApprovalKind::erase_family)
    {
        const auto id = db.write([&](store::Writer& writer) {
            return store::insert_approval(writer, {.kind = kind,
                                                   .area = given::kCounty,
                                                   .referral = referral,
                                                   .ask = "family",
                                                   .reason = "来信要求",
                                                   .asked_by = by,
                                                   .asked_at = at_minute(1),
                                                   .until_at = at_minute(10)});
        });
        return find(id);
    }
    store::ApprovalRow find(ApprovalId id)
    {
        return db.read([&](store::Reader& reader) { return store::find_approval(reader, id).value(); });
    }
    bool decide(store::ApprovalRow row, ApprovalState to)
    {
        row.state = to;
        row.decided_by = second;
        row.decided_at = at_minute(2);
        row.answer = "同意";
        return db.write([&](store::Writer& writer) { return store::decide_approval(writer, row); });
    }
};

} // namespace

BOOST_AUTO_TEST_SUITE(approvals)

BOOST_DATA_TEST_CASE(what_is_asked_is_decided_once, kBoth, backend)
{
    Office office(backend);
    const auto row = office.ask();
    BOOST_TEST(row.reason == "来信要求");
    BOOST_TEST(!row.reference.empty());
    BOOST_TEST(office.db.value_of("SELECT reason_sealed FROM approval").find("来信") == std::string::npos);
    BOOST_TEST(office.decide(row, ApprovalState::approved));
    BOOST_TEST(!office.decide(row, ApprovalState::refused));
    const auto decided = office.find(row.id);
    BOOST_CHECK(decided.state == ApprovalState::approved && decided.decided_by == office.second);
    BOOST_TEST(decided.answer == "同意");
    BOOST_TEST(!office.decide(decided, ApprovalState::refused)); // though its version is the newest
}

BOOST_DATA_TEST_CASE(an_area_sees_its_own_and_what_is_over_is_found, kBoth, backend)
{
    Office office(backend);
    const auto row = office.ask();
    office.db.read([&](store::Reader& reader) {
        BOOST_TEST(store::list_approvals(reader, given::kPrefecture).size() == 1u);
        BOOST_TEST(store::list_approvals(reader, given::kOtherCounty).empty());
        BOOST_TEST(store::is_asked_for(reader, ApprovalKind::erase_family, office.referral));
        BOOST_TEST(!store::is_asked_for(reader, ApprovalKind::export_referrals, office.referral));
        BOOST_TEST(store::approvals_over(reader, at_minute(9)).empty());
        BOOST_TEST(store::approvals_over(reader, at_minute(10)).size() == 1u);
    });
    office.decide(row, ApprovalState::lapsed);
    office.db.read([&](store::Reader& reader) {
        BOOST_TEST(!store::is_asked_for(reader, ApprovalKind::erase_family, office.referral));
        BOOST_TEST(store::approvals_over(reader, at_minute(10)).empty());
    });
}

BOOST_DATA_TEST_CASE(a_file_is_fetched_once_and_only_when_approved, kBoth, backend)
{
    Office office(backend);
    const auto row = office.ask(ApprovalKind::export_referrals);
    const auto fetch = [&](store::Writer& w) { return store::fetch_approval(w, row.id, "{}", at_minute(3)); };
    BOOST_TEST(!office.db.write(fetch));
    office.decide(row, ApprovalState::approved);
    BOOST_TEST(office.db.write(fetch));
    BOOST_TEST(!office.db.write(fetch));
}

BOOST_DATA_TEST_CASE(a_hold_holds_until_it_is_lifted, kBoth, backend)
{
    Office office(backend);
    const auto set = [&](store::Writer& w) {
        return store::set_hold(
            w,
            {.referral = office.referral, .reason = "案件调查", .set_by = office.by, .set_at = at_minute(1)});
    };
    BOOST_TEST(office.db.write(set).has_value());
    BOOST_TEST(!office.db.write(set).has_value());
    auto hold =
        office.db.read([&](store::Reader& r) { return store::find_hold(r, office.referral).value(); });
    BOOST_TEST(hold.reason == "案件调查");
    hold.lifted_by = office.second;
    hold.lifted_at = at_minute(2);
    hold.lifting = "调查结束";
    const auto lift = [&](store::Writer& w) { return store::lift_hold(w, hold); };
    BOOST_TEST(office.db.write(lift));
    BOOST_TEST(!office.db.write(lift));
    office.db.read([&](store::Reader& reader) {
        BOOST_TEST(!store::find_hold(reader, office.referral).has_value());
        BOOST_TEST(store::list_holds(reader, given::kCounty).front().lifting == "调查结束");
        BOOST_TEST(store::list_holds(reader, given::kOtherCounty).empty());
    });
}

BOOST_AUTO_TEST_SUITE_END()
