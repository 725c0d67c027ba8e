// What people see of an offer: the county makes it, the charity answers, nobody sees more than is theirs.
#include "server/http/idempotency.hpp"
#include "tests/server/offers/given.hpp"
#include "tests/server/referrals/given.hpp"
#include "tests/support/pages.hpp"
#include <boost/test/unit_test.hpp>

using namespace models;
using given::OfferWorld;
using support::page_faults;

namespace {

struct Pages : OfferWorld {
    std::string new_path(ReferralId id) { return "/referrals/" + to_text(id) + "/offer"; }
    std::string query(ReferralId id)
    {
        return "?need=" + to_text(living_need(id)) + "&program=" + to_text(program);
    }
    static std::string path(const server::offers::OfferRow& row) { return "/offers/" + to_text(row.id); }
    std::string version(OfferId id) { return std::to_string(now_of(id).version); }
    // A form as its page sends it.
    server::Response send_form(const Actor& actor, const std::string& target,
                               std::vector<std::pair<std::string, std::string>> fields)
    {
        fields.emplace_back("once", server::new_form_token());
        auto request = call(actor, server::Verb::post, target);
        request.form = server::Form(std::move(fields));
        return send(std::move(request));
    }
    static bool has(const server::Response& response, const std::string& text)
    {
        return response.body.contains(text);
    }
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(pages_of_offers, Pages)

BOOST_AUTO_TEST_CASE(a_county_officer_offers_on_one_page)
{
    const auto family = this->family();

    const auto asked = get(county(), new_path(family.id) + query(family.id));
    BOOST_TEST(page_faults(asked) == "");
    BOOST_TEST(asked.status == 200);
    BOOST_TEST(has(asked, "500.00"), asked.body);

    const auto done = send_form(county(), new_path(family.id),
                                {{"need", to_text(living_need(family.id))}, {"program", to_text(program)}});
    BOOST_TEST(done.status == 303);
    BOOST_TEST(support::location(done).starts_with("/offers/"));
}

BOOST_AUTO_TEST_CASE(what_stands_against_an_offer_is_said_before)
{
    const auto family = this->family(false);

    const auto asked = get(county(), new_path(family.id) + query(family.id));

    BOOST_TEST(page_faults(asked) == "");
    BOOST_TEST(has(asked, "请先取得授权"));
    BOOST_TEST(has(asked, "/consent"));
    BOOST_TEST(!has(asked, "name=\"once\""));
}

// Four people who have 560 yuan a head and month, under the rural line of 568.17; 500 yuan lift them over it.
BOOST_AUTO_TEST_CASE(money_that_may_lift_a_family_over_its_line_carries_a_caution)
{
    constexpr auto kCaution = "可能使这户超过当地低保标准";
    const auto other = offer(another_family().id).value();
    auto body = given::grandmother(*this);
    for (auto& record : body.household.facts)
        if (record.fact == Fact::income_year) record.value = std::int64_t{560 * 4 * 12 * 100};
    const auto reported = given::act(*this, village(), [&](const server::Desk& desk) {
                              return server::referrals::report_at_once(desk, body);
                          }).value();
    const auto rechecked = given::act(*this, township(), [&](const server::Desk& desk) {
                               return server::referrals::recheck(desk, given::seen(reported), given::visit());
                           }).value();
    const auto decided = given::decision(*this, rechecked);
    given::act(*this, county(), [&](const server::Desk& desk) {
        return server::referrals::confirm(desk, given::seen(rechecked), decided);
    }).value();
    consent(reported.id);

    BOOST_TEST(has(get(county(), new_path(reported.id) + query(reported.id)), kCaution));
    const auto id = offer(reported.id).value().id;
    act(charity(), [&](const server::Desk& desk) { return server::offers::open_offer(desk, id); }).value();
    const auto row = now_of(id);
    act(charity(), [&](const server::Desk& desk) {
        return server::offers::accept(desk, given::seen(row), {});
    }).value();

    const auto shown = get(county(), path(row));
    BOOST_TEST(support::page_faults(shown) == "");
    BOOST_TEST(has(shown, kCaution));
    BOOST_TEST(!has(get(county(), path(other)), kCaution)); // whose line is far below or above
    BOOST_TEST(!has(get(charity(), path(row)), kCaution));  // what a family has is not the charity's to know
    const auto delivering = get(charity(), path(row) + "/deliver");
    BOOST_TEST(page_faults(delivering) == "");
    BOOST_TEST(has(delivering, "先问县民政局"));
}

BOOST_AUTO_TEST_CASE(a_charity_sees_no_name_before_it_accepts)
{
    const auto row = offered();

    const auto inbox = get(charity(), "/offers");
    const auto shown = get(charity(), path(row));

    for (const auto* page : {&inbox, &shown}) {
        BOOST_TEST(page_faults(*page) == "");
        for (const auto* secret : {"石", "520324195", "139*", "13900000000", "东坝村", "/referrals/"})
            BOOST_TEST(!has(*page, secret), secret);
    }
    BOOST_TEST((now_of(row.id).state == OfferState::received));
    BOOST_TEST(has(shown, "承接"));
}

BOOST_AUTO_TEST_CASE(after_accepting_it_opens_what_the_consent_names)
{
    const auto row = received();
    const auto done = send_form(charity(), path(row) + "/accept", {{"version", version(row.id)}});
    BOOST_TEST(done.status == 303);

    const auto shown = get(charity(), path(row));
    BOOST_TEST(page_faults(shown) == "");
    BOOST_TEST(!has(shown, "石玉兰"));

    BOOST_TEST(send_form(charity(), path(row) + "/fields", {{"reason", "石玉兰\"}"}}).status == 422);
    const auto opened = send_form(charity(), path(row) + "/fields", {{"reason", "contact"}});
    BOOST_TEST(page_faults(opened) == "");
    BOOST_TEST(has(opened, "石玉兰"));
    BOOST_TEST(!has(opened, "东坝村")); // the consent does not name the address
}

BOOST_AUTO_TEST_CASE(help_is_recorded_and_completed)
{
    const auto row = accepted();
    const auto form = get(charity(), path(row) + "/deliver");
    BOOST_TEST(page_faults(form) == "");

    const auto wrong = send_form(charity(), path(row) + "/deliver",
                                 {{"version", version(row.id)}, {"units", "501"}, {"signer", "石玉兰"}});
    BOOST_TEST(wrong.status == 422);
    BOOST_TEST(page_faults(wrong) == "");
    BOOST_TEST(has(wrong, "value=\"501\""));

    const auto done = send_form(charity(), path(row) + "/deliver",
                                {{"version", version(row.id)},
                                 {"units", "500"},
                                 {"on", to_text(day_of(now))},
                                 {"way", "bank"},
                                 {"signer", "石玉兰"}});
    BOOST_TEST(done.status == 303);
    BOOST_TEST(send_form(charity(), path(row) + "/complete", {{"version", version(row.id)}}).status == 303);
    const auto shown = get(county(), path(row));
    BOOST_TEST(page_faults(shown) == "");
    BOOST_TEST(has(shown, "已完成"));
}

BOOST_AUTO_TEST_CASE(a_decline_needs_its_reason)
{
    const auto row = received();
    const auto form = get(charity(), path(row) + "/decline");
    BOOST_TEST(page_faults(form) == "");

    const auto wrong =
        send_form(charity(), path(row) + "/decline", {{"version", version(row.id)}, {"note", "字"}});
    BOOST_TEST(wrong.status == 422);
    BOOST_TEST(has(wrong, "请选一个退回的原因"));

    BOOST_TEST(
        send_form(charity(), path(row) + "/decline", {{"version", version(row.id)}, {"reason", "full"}})
            .status == 303);
    const auto taken_back = send_form(charity(), path(row) + "/take-back", {{"version", version(row.id)}});
    BOOST_TEST(taken_back.status == 303);
    BOOST_TEST((now_of(row.id).state == OfferState::received));
}

BOOST_AUTO_TEST_CASE(a_charity_sees_first_what_waits_for_its_answer)
{
    const auto row = received();
    const auto waiting = get(charity(), "/offers");
    BOOST_TEST(has(waiting, R"(href="/offers?box=to_answer" aria-current="page")"), waiting.body);
    BOOST_TEST(has(waiting, row.reference));

    BOOST_TEST(
        send_form(charity(), path(row) + "/decline", {{"version", version(row.id)}, {"reason", "full"}})
            .status == 303);
    const auto nothing_waits = get(charity(), "/offers");
    BOOST_TEST(has(nothing_waits, R"(href="/offers?box=all" aria-current="page")"));
    BOOST_TEST(has(nothing_waits, row.reference));
}

BOOST_AUTO_TEST_CASE(others_find_nothing)
{
    const auto row = offered();

    BOOST_TEST(get(other_charity(), path(row)).status == 404);
    BOOST_TEST(get(elsewhere(), path(row)).status == 404);
    BOOST_TEST(send_form(other_charity(), path(row) + "/accept", {{"version", "2"}}).status == 404);
    BOOST_TEST(get(officer(Role::admin, {}, "admin"), path(row)).status == 403);
    BOOST_TEST(!has(get(other_charity(), "/offers"), row.reference));
    BOOST_TEST(!has(get(elsewhere(), "/offers"), row.reference));
}

BOOST_AUTO_TEST_CASE(every_page_is_there_in_english)
{
    const auto row = received();
    language = server::Language::en;

    for (const auto* below : {"", "/accept", "/decline", "/ask"})
        BOOST_TEST(page_faults(get(charity(), path(row) + below)) == "", below);
    BOOST_TEST(page_faults(get(charity(), "/offers")) == "");
    BOOST_TEST(page_faults(get(county(), path(row))) == "");
    BOOST_TEST(page_faults(get(county(), path(row) + "/withdraw")) == "");
}

BOOST_AUTO_TEST_CASE(who_signed_is_read_in_the_file_alone)
{
    const auto row = accepted();
    send_form(charity(), path(row) + "/deliver",
              {{"version", version(row.id)},
               {"units", "500"},
               {"on", to_text(day_of(now))},
               {"way", "cash"},
               {"signer", "石玉兰"}});
    const auto to_charity = get(charity(), path(row)), to_county = get(county(), path(row));
    BOOST_TEST(!has(to_charity, "石玉兰"));
    BOOST_TEST(!has(to_charity, "石*"));
    BOOST_TEST(has(to_charity, "姓名在受助档案里"));
    BOOST_TEST(!has(to_county, "石玉兰"));
    BOOST_TEST(has(to_county, "石*兰"));
}

BOOST_AUTO_TEST_CASE(a_number_of_a_person_is_refused_in_every_note)
{
    const auto row = accepted();
    const auto told = send_form(charity(), path(row) + "/deliver",
                                {{"version", version(row.id)},
                                 {"units", "500"},
                                 {"on", to_text(day_of(now))},
                                 {"way", "cash"},
                                 {"signer", "本人"},
                                 {"note", "电话 138 0013 8000"}});
    BOOST_TEST(told.status == 422);
    BOOST_TEST(page_faults(told) == "");
    BOOST_TEST(has(told, "请去掉号码"));
    BOOST_TEST(has(told, "138 0013 8000")); // kept, to be mended
    BOOST_TEST((now_of(row.id).state == OfferState::accepted));
    BOOST_TEST(count("delivery") == 0);
}

BOOST_AUTO_TEST_CASE(what_cannot_be_given_is_said_with_a_reason)
{
    const auto row = accepted();
    const auto asked = get(charity(), path(row) + "/fail");
    BOOST_TEST(page_faults(asked) == "");
    BOOST_TEST(has(asked, "无法提供"));
    BOOST_TEST(has(asked, "县民政会收到消息"));

    const auto bare = send_form(charity(), path(row) + "/fail", {{"version", version(row.id)}});
    BOOST_TEST(bare.status == 422);
    BOOST_TEST(has(bare, "请选一个无法提供的原因"));
    const auto other =
        send_form(charity(), path(row) + "/fail", {{"version", version(row.id)}, {"reason", "other"}});
    BOOST_TEST(other.status == 422);
    const auto done =
        send_form(charity(), path(row) + "/fail", {{"version", version(row.id)}, {"reason", "no_money"}});
    BOOST_TEST(support::location(done) == path(row) + "?done=fail");

    BOOST_TEST((now_of(row.id).state == OfferState::failed));
    BOOST_TEST(held().committed == 0);
    BOOST_TEST(need(row.referral).promised == 0);
    for (const auto spoken : {server::Language::en, server::Language::zh}) {
        language = spoken;
        for (const auto& actor : {charity(), county()}) {
            const auto shown = get(actor, path(row));
            BOOST_TEST(page_faults(shown) == "");
            BOOST_TEST(
                has(shown, spoken == server::Language::zh ? "资金没有到位" : "the money did not come"));
            BOOST_TEST(has(shown, spoken == server::Language::zh ? "无法提供" : "Unable to give"));
        }
    }
}

BOOST_AUTO_TEST_CASE(what_was_unable_is_counted_apart_from_what_ended_with_its_referral)
{
    const auto accepted_by = [&] {
        const auto id = offer(another_family().id).value().id;
        act(charity(), [&](const server::Desk& desk) {
            return server::offers::open_offer(desk, id);
        }).value();
        act(charity(), [&](const server::Desk& desk) {
            return server::offers::accept(desk, given::seen(now_of(id)), {});
        }).value();
        return now_of(id);
    };
    const auto one = accepted_by(), two = accepted_by();
    act(charity(), [&](const server::Desk& desk) {
        return server::offers::fail(desk, given::seen(one), "no_goods", "");
    }).value();
    act(county(), [&](const server::Desk& desk) {
        return server::offers::fail(desk, given::seen(two), "", "家庭搬走");
    }).value();
    for (const auto& actor : {charity(), county()}) {
        const auto shown = get(actor, "/offers?box=ended");
        BOOST_TEST(has(shown, "组织无法提供 1 份；因转介单结束或由县里终止 1 份"));
        BOOST_TEST(has(shown, ">无法提供<"));
        BOOST_TEST(has(shown, ">未办成<"));
    }
}

BOOST_AUTO_TEST_SUITE_END()
