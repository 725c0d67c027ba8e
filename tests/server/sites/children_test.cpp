// Enrolment is an accepted offer of a seat; leaving is its end. Guardians' consents are records of their own.
#include "models/store/capacity.hpp"
#include "models/store/guardian_consents.hpp"
#include "server/http/idempotency.hpp"
#include "tests/server/sites/given.hpp"
#include "tests/support/pages.hpp"
#include <algorithm>
#include <boost/test/unit_test.hpp>

using namespace models;
using support::page_faults;

namespace {

struct Children : given::SiteWorld {
    explicit Children(std::int64_t places = 40) : SiteWorld(places) {}
    std::int64_t taken(const std::string& code)
    {
        const auto rows =
            db.read([&](store::Reader& reader) { return store::list_capacity(reader, program); });
        return std::ranges::find(rows, code, &store::CapacityRow::site)->committed;
    }
    std::string path_of_child(const server::offers::OfferRow& row, const std::string& rest = "")
    {
        return path("/children/" + to_text(row.id) + rest);
    }
};
struct OneSeat : Children {
    OneSeat() : Children(1) {}
};

} // namespace

BOOST_AUTO_TEST_SUITE(children)

BOOST_FIXTURE_TEST_CASE(an_accepted_offer_takes_a_seat_at_the_nearest_site_and_its_end_frees_it, Children)
{
    const auto row = child();
    BOOST_TEST(row.site == "near");
    BOOST_TEST(taken("near") == 1);
    BOOST_TEST(get(charity(), path()).body.contains("已有 1 人，还有 39 个名额"));
    act(charity(), [&](const server::Desk& desk) {
        return server::offers::fail(desk, given::seen(row), "other", "搬家了");
    }).value();
    BOOST_TEST(taken("near") == 0);
    BOOST_TEST(db.read([&](store::Reader& reader) {
        return server::sites::roll_now(reader, place()).size();
    }) == 0u);
}

BOOST_FIXTURE_TEST_CASE(a_full_site_sends_to_the_next_and_without_a_free_seat_nothing_is_offered, OneSeat)
{
    BOOST_TEST(child().site == "near");
    BOOST_TEST(child().site == "far");
    BOOST_TEST(given::why(offer(another_family().id)) == "error.offer.obstacle.no_places");
}

BOOST_FIXTURE_TEST_CASE(the_roll_opens_with_a_reason_and_to_staff_alone, Children)
{
    child();
    const auto open = [&](const Actor& who, const char* reason) {
        return post(who, path("/children"), {{"reason", reason}});
    };
    BOOST_TEST(open(charity(), "curious").status == 422);
    BOOST_TEST(open(stranger(), "contact").status == 403);
    BOOST_TEST(count_events("offer.fields_opened") == 0);
    const auto opened = open(charity(), "contact");
    BOOST_TEST(opened.status == 200);
    BOOST_TEST(page_faults(opened) == "");
    BOOST_TEST(count_events("offer.fields_opened") == 1);
    BOOST_TEST(page_faults(get(charity(), path())) == "");
    BOOST_TEST(!get(stranger(), path()).body.contains("/children\""));
    BOOST_TEST(page_faults(get(charity(), "/sites")) == "");
    BOOST_TEST(get(other_charity(), path()).status == 404);
}

BOOST_FIXTURE_TEST_CASE(a_guardian_says_what_is_allowed_and_takes_it_back, Children)
{
    const auto row = child();
    const auto bad =
        post(charity(), path_of_child(row), {{"once", server::new_form_token()}, {"who", "吴奶奶"}});
    BOOST_TEST(bad.status == 422);
    BOOST_TEST(bad.body.contains("吴奶奶"));
    BOOST_TEST(page_faults(bad) == "");
    const auto given = post(charity(), path_of_child(row),
                            {{"once", server::new_form_token()},
                             {"kinds", "activities"},
                             {"kinds", "pictures"},
                             {"way", "paper"},
                             {"who", "吴奶奶"},
                             {"until", to_text(plus_days(day_of(now), 90))}});
    BOOST_TEST(given.status == 303);
    const auto shown = get(charity(), path_of_child(row));
    BOOST_TEST(page_faults(shown) == "");
    BOOST_TEST(shown.body.contains("拍照和使用照片"));
    BOOST_TEST(count_events("guardian_consent.given") == 2);

    const auto rows =
        db.read([&](store::Reader& reader) { return store::guardian_consents_of(reader, row.id); });
    const auto withdraw = [&](const store::GuardianConsentRow& consent) {
        return post(charity(), path_of_child(row, "/consents/" + to_text(consent.id) + "/withdraw"),
                    {{"once", server::new_form_token()}})
            .status;
    };
    BOOST_TEST(withdraw(rows[0]) == 303);
    BOOST_TEST(withdraw(rows[0]) == 409);
    BOOST_TEST(count_events("guardian_consent.withdrawn") == 1);
}

BOOST_FIXTURE_TEST_CASE(the_manager_sets_hours_and_staff_and_mistakes_stand_at_their_field, Children)
{
    const auto set = [&](const Actor& who, const char* version, const char* from, const char* until) {
        return post(who, path("/setting"),
                    {{"once", server::new_form_token()},
                     {"version", version},
                     {"contact", "0851-1234"},
                     {"places", "40"},
                     {"from_1", from},
                     {"until_1", until}});
    };
    BOOST_TEST(set(charity(), "0", "16:30", "18:30").status == 403);
    const auto wrong = set(manager(), "0", "18:30", "16:30");
    BOOST_TEST(wrong.status == 422);
    BOOST_TEST(wrong.body.contains("id=\"from_1-problem\""));
    BOOST_TEST(page_faults(wrong) == "");
    BOOST_TEST(set(manager(), "0", "16:30", "18:30").status == 303);
    BOOST_TEST(set(manager(), "0", "9:00", "18:30").status != 303); // somebody was faster
    BOOST_TEST(get(charity(), path()).body.contains("16:30–18:30"));

    const auto added = post(manager(), path("/staff"),
                            {{"once", server::new_form_token()}, {"name", "龙小雨"}, {"role", "volunteer"}});
    BOOST_TEST(added.status == 303);
    BOOST_TEST(get(manager(), path()).body.contains("龙小雨"));
    BOOST_TEST(post(manager(), path("/staff"), {{"once", server::new_form_token()}}).status == 422);
}

BOOST_FIXTURE_TEST_CASE(the_manager_changes_places_but_not_below_those_taken, Children)
{
    child();
    child();
    const auto set = [&](const char* version, const char* program_version, const char* places) {
        return post(manager(), path("/setting"),
                    {{"once", server::new_form_token()},
                     {"version", version},
                     {"program_version", program_version},
                     {"contact", "0851-1234"},
                     {"places", places}});
    };
    const auto program_version = [&] { return db.value_of("SELECT version FROM program"); };
    const auto few = set("0", program_version().c_str(), "1");
    BOOST_TEST(few.status == 409);
    BOOST_TEST(few.body.contains("id=\"places-problem\""));
    BOOST_TEST(set("0", program_version().c_str(), "many").status == 422);
    BOOST_TEST(set("0", "77", "2").status == 409); // somebody has changed the program
    BOOST_TEST(set("0", program_version().c_str(), "2").status == 303);
    BOOST_TEST(get(charity(), path()).body.contains("已有 2 人，还有 0 个名额"));
    BOOST_TEST(set("1", program_version().c_str(), "").status == 303);
    BOOST_TEST(get(charity(), path()).body.contains("名额不限"));
}

BOOST_AUTO_TEST_SUITE_END()
