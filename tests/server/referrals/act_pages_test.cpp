// The acts as pages: a form each, faults beside what was typed, once and only on what was seen.
#include "server/referrals/offered.hpp"
#include "tests/server/referrals/page_given.hpp"
#include <algorithm>
#include <boost/test/unit_test.hpp>

using namespace models;
using namespace server;
using namespace server::referrals;
using namespace given;

namespace {

server::Response send_recheck(Pages& world, const Referral& referral, const std::string& once)
{
    return world.post(world.township(), path(referral) + "/recheck",
                      {{"version", version(referral)},
                       {"once", once},
                       {"way", "on_site"},
                       {"on", "2026-11-24"},
                       {"who", "township officer"},
                       {"found", "The roof leaks."}});
}

// A confirmation that assesses every need at 5,000 yuan or 5 of its unit.
Pairs<std::string> confirmation(Pages& world, const Referral& referral)
{
    Pairs<std::string> fields{{"version", version(referral)},  {"once", "c-1"},
                              {"kind", "beyond_aid"},          {"aid_check", "granted"},
                              {"spot_check", "Seen at home."}, {"reason", "The operation is tomorrow."}};
    for (const auto& need : document(world, referral).body.household.needs)
        fields.emplace_back("need_" + to_text(need.id), need.unit == NeedUnit::fen ? "５,000.50" : "5");
    return fields;
}

server::Response send_decision(Pages& world, const Referral& referral, const std::string& below,
                               Pairs<std::string> fields)
{
    auto call = world.call(world.county(), Verb::post, path(referral) + below);
    call.form = Form(std::move(fields));
    return world.send(std::move(call));
}

} // namespace

BOOST_FIXTURE_TEST_SUITE(acts_as_pages, Pages)

BOOST_AUTO_TEST_CASE(every_button_opens_its_form_in_both_languages)
{
    const Referral all[] = {reported(*this), rechecked(*this), returned(*this), confirmed(*this)};

    for (const auto spoken : {Language::zh, Language::en})
        for (const auto& referral : all)
            for (const auto& actor : {village(), township(), county()})
                for (const auto& [act, barred] : offered(actor, referral, village())) {
                    language = spoken;
                    const auto below = std::string(std::ranges::find(kActPaths, act, &ActPath::act)->path);
                    const auto page = get(actor, path(referral) + "/" + below);
                    BOOST_TEST(page.status == (barred.empty() ? 200 : 403), below);
                    if (barred.empty())
                        BOOST_TEST(has(get(actor, path(referral)), path(referral) + "/" + below));
                }
}

BOOST_AUTO_TEST_CASE(a_recheck_leads_back_with_a_word_of_success)
{
    const auto referral = reported(*this);

    const auto answer = send_recheck(*this, referral, "r-1");

    BOOST_TEST(answer.status == 303);
    BOOST_TEST(location(answer) == path(referral) + "?done=recheck");
    const auto page = get(county(), location(answer));
    BOOST_TEST(has(page, "复核已登记"));
    BOOST_TEST(has(page, "The roof leaks."));
    BOOST_CHECK(read(*this, referral).state == ReferralState::rechecked);
}

BOOST_AUTO_TEST_CASE(pressed_twice_it_is_done_once)
{
    const auto referral = reported(*this);

    const auto first = send_recheck(*this, referral, "r-1"), second = send_recheck(*this, referral, "r-1");

    BOOST_TEST(second.status == 303);
    BOOST_TEST(location(second) == location(first));
    BOOST_TEST(moves(*this, referral).size() == 3u); // start, report, recheck
}

BOOST_AUTO_TEST_CASE(what_is_missing_is_said_beside_what_was_typed)
{
    const auto referral = reported(*this);

    const auto page = post(township(), path(referral) + "/recheck",
                           {{"version", version(referral)}, {"once", "r-1"}, {"found", "Dry & warm."}});

    BOOST_TEST(page.status == 422);
    for (const auto* text :
         {"请选择复核方式", "请填写由谁复核", "Dry &amp; warm.", "href=\"#way\"", "错误：复核通过"})
        BOOST_TEST(has(page, text), text);
    BOOST_CHECK(read(*this, referral).state == ReferralState::reported);
}

BOOST_AUTO_TEST_CASE(a_page_opened_before_a_change_keeps_what_was_typed_and_tells_the_change)
{
    const auto referral = reported(*this);
    auto told = document(*this, referral).body;
    told.household.members[0].phone = PrivateText("13900000001");
    act(*this, village(), [&](const Desk& desk) { return change_facts(desk, seen(referral), told); });

    const auto page = send_recheck(*this, referral, "r-1");

    BOOST_TEST(page.status == 409);
    for (const auto* text : {"有人改过这张转介单", "The roof leaks.", "township officer"})
        BOOST_TEST(has(page, text), text);
    BOOST_TEST(has(page, "name=\"version\" value=\"" + version(read(*this, referral)) + "\""));
    BOOST_CHECK(read(*this, referral).state == ReferralState::reported);
}

BOOST_AUTO_TEST_CASE(an_act_that_came_too_late_says_so_and_loses_no_words)
{
    const auto referral = reported(*this);
    send_recheck(*this, referral, "r-1");

    const auto page = send_recheck(*this, referral, "r-2");

    BOOST_TEST(page.status == 409);
    BOOST_TEST(has(page, "这张转介单现在是“已复核”"));
    BOOST_TEST(has(page, "The roof leaks."));
    BOOST_TEST(has(page, "href=\"" + path(referral) + "\""));
}

BOOST_AUTO_TEST_CASE(the_county_ticks_that_the_township_has_nobody_else)
{
    const auto referral = reported(*this);

    const auto page = post(county(), path(referral) + "/recheck",
                           {{"version", version(referral)},
                            {"once", "r-1"},
                            {"way", "phone"},
                            {"on", "2026-11-24"},
                            {"who", "county officer"},
                            {"found", "As reported."}});

    BOOST_TEST(page.status == 403);
    BOOST_TEST(has(page, "请勾选说明后再提交"));
    BOOST_TEST(has(page, "As reported."));
}

BOOST_AUTO_TEST_CASE(a_return_and_a_resubmission_go_there_and_back)
{
    const auto referral = reported(*this);
    post(township(), path(referral) + "/return",
         {{"version", version(referral)}, {"once", "a"}, {"wanted", "income"}, {"text", "Of 12 months."}});
    const auto back = read(*this, referral);
    BOOST_CHECK(back.state == ReferralState::returned);
    BOOST_TEST(has(get(village(), path(referral)), "Of 12 months."));

    const auto answer = post(village(), path(referral) + "/resubmit",
                             {{"version", version(back)}, {"once", "b"}, {"text", "It is as it was."}});

    BOOST_TEST(answer.status == 303);
    BOOST_CHECK(read(*this, referral).state == ReferralState::reported);
}

BOOST_AUTO_TEST_CASE(a_confirmation_takes_amounts_as_people_type_them)
{
    const auto referral = rechecked(*this);
    BOOST_TEST(has(get(county(), path(referral) + "/confirm"), "value=\"26000.00\""));

    const auto answer = send_decision(*this, referral, "/confirm", confirmation(*this, referral));

    BOOST_TEST(answer.status == 303);
    const auto now_known = read(*this, referral);
    BOOST_CHECK(now_known.state == ReferralState::confirmed);
    BOOST_TEST(document(*this, now_known).body.household.needs[0].assessed.value() == 500050);
}

BOOST_AUTO_TEST_CASE(an_amount_that_is_none_is_shown_again_as_typed)
{
    const auto referral = rechecked(*this);
    auto fields = confirmation(*this, referral);
    fields.back().second = "about -5";

    const auto page = send_decision(*this, referral, "/confirm", fields);

    BOOST_TEST(page.status == 422);
    BOOST_TEST(has(page, "about -5"));
    BOOST_TEST(has(page, "href=\"#" + fields.back().first + "\""));
}

BOOST_AUTO_TEST_CASE(what_cannot_wait_is_confirmed_and_rechecked_late)
{
    const auto referral = reported(*this);
    const auto urgent = send_decision(*this, referral, "/confirm-urgently", confirmation(*this, referral));
    BOOST_TEST(urgent.status == 303);
    const auto live = read(*this, referral);
    BOOST_TEST(has(get(township(), path(referral)), path(referral) + "/recheck-late"));

    const auto late = post(township(), path(referral) + "/recheck-late",
                           {{"version", version(live)},
                            {"once", "l"},
                            {"way", "phone"},
                            {"on", "2026-11-24"},
                            {"who", "township officer"},
                            {"found", "As reported."}});

    BOOST_TEST(late.status == 303);
    BOOST_TEST(!has(get(township(), path(referral)), "recheck-late"));
}

BOOST_AUTO_TEST_CASE(a_refusal_and_a_withdrawal_close_with_their_words)
{
    const auto one = reported(*this), two = confirmed(*this);

    post(county(), path(one) + "/refuse",
         {{"version", version(one)}, {"once", "a"}, {"reason", "duplicate"}, {"text", "Already referred."}});
    post(village(), path(two) + "/withdraw",
         {{"version", version(two)}, {"once", "b"}, {"text", "She asked by phone."}});

    BOOST_CHECK(read(*this, one).close_reason == CloseReason::duplicate);
    BOOST_CHECK(read(*this, two).close_reason == CloseReason::withdrawn);
    BOOST_TEST(has(get(county(), path(one)), "Already referred."));
}

BOOST_AUTO_TEST_CASE(a_discarded_draft_is_gone_and_the_list_says_so)
{
    const auto draft =
        act(*this, village(), [&](const Desk& desk) { return Moved(start_draft(desk)); }).value();

    const auto answer =
        post(village(), path(draft) + "/discard", {{"version", version(draft)}, {"once", "d"}});

    BOOST_TEST(location(answer) == "/referrals?done=discard");
    BOOST_TEST(has(get(village(), location(answer)), "草稿已放弃"));
    BOOST_TEST(count("referral") == 0);
}

BOOST_AUTO_TEST_CASE(a_form_without_its_once_mark_is_refused)
{
    const auto referral = reported(*this);

    const auto answer =
        post(county(), path(referral) + "/refuse", {{"version", version(referral)}, {"text", "x"}});

    BOOST_TEST(answer.status == 400);
}

BOOST_AUTO_TEST_CASE(a_village_is_not_let_at_the_countys_pages)
{
    const auto referral = rechecked(*this);

    for (const auto* below : {"/confirm", "/confirm-urgently", "/refuse", "/recheck", "/return"})
        BOOST_TEST(get(village(), path(referral) + below).status == 403, below);
}

BOOST_AUTO_TEST_SUITE_END()
