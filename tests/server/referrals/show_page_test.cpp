// The page of one referral, its print sheet and its reveal: what stands there, and what never does.
#include "models/store/consents.hpp"
#include "models/store/programs.hpp"
#include "tests/server/referrals/page_given.hpp"
#include <boost/test/unit_test.hpp>

using namespace models;
using namespace server;
using namespace server::referrals;
using namespace given;

BOOST_FIXTURE_TEST_SUITE(the_page_of_a_referral, Pages)

BOOST_AUTO_TEST_CASE(every_state_is_shown_to_every_officer_in_both_languages)
{
    const auto first = reported(*this);
    const Referral all[] = {first, rechecked(*this), returned(*this), confirmed(*this)};

    for (const auto& referral : all)
        for (const auto& actor : {village(), township(), county()})
            for (const auto spoken : {Language::zh, Language::en}) {
                language = spoken;
                const auto page = get(actor, path(referral));
                BOOST_TEST(page.status == 200);
                BOOST_TEST(has(page, referral.reference));
            }
}

BOOST_AUTO_TEST_CASE(persons_stand_masked_everywhere)
{
    const auto referral = confirmed(*this);
    reported(*this);

    for (const auto* below : {"", "/withdraw", "/refuse", "/reveal"}) {
        const auto page = get(county(), path(referral) + below);
        BOOST_TEST(page.status == 200);
        BOOST_TEST(told_secret(page) == "", below);
        BOOST_TEST(has(page, "石*兰家"));
    }
    BOOST_TEST(has(get(county(), path(referral)), "5299**************"));
}

BOOST_AUTO_TEST_CASE(the_family_is_told_in_words_and_the_income_beside_the_line_of_its_place)
{
    const auto page = get(county(), path(reported(*this)));

    for (const auto* text :
         {"低保边缘", "初三", "先天性心脏病", "806.00 元/月", "农村 6,818.00 元/年", "1.42 倍，在 1.5 倍以内",
          "852.25 元/月", "临时救助", "2026年11月6日", "20,000.00", "正安县安场镇"})
        BOOST_TEST(has(page, text), text);
}

BOOST_AUTO_TEST_CASE(the_clock_is_said_in_working_days_with_its_day)
{
    const auto page = get(township(), path(reported(*this)));

    BOOST_TEST(has(page, "2026年12月1日（星期二）前"));
    BOOST_TEST(has(page, "还有 5 个工作日"));
}

BOOST_AUTO_TEST_CASE(each_viewing_is_written_down)
{
    const auto referral = reported(*this);

    get(county(), path(referral));
    get(county(), path(referral) + "/refuse");

    BOOST_TEST(count_events("referral.read") == 2);
}

BOOST_AUTO_TEST_CASE(a_past_day_is_shown_and_one_that_cannot_be_is_told_at_its_field)
{
    const auto referral = reported(*this);
    const auto reported_on = day_of(now);
    now += std::chrono::days{3};

    const auto then = get(county(), path(referral) + "?as_of=" + to_text(reported_on));
    BOOST_TEST(then.status == 200);
    BOOST_TEST(has(then, "回到今天"));
    BOOST_TEST(has(then, "name=\"as_of\" value=\"" + to_text(reported_on) + "\""));
    BOOST_TEST(db.value_of("SELECT COUNT(*) FROM audit WHERE facts LIKE '%as_of%'") == "1");
    BOOST_TEST(!has(get(county(), path(referral) + "?as_of=" + to_text(day_of(now))), "回到今天"));

    const std::pair<std::string, const char*> wrong[] = {
        {to_text(plus_days(day_of(now), 1)), "这一天还没有到"},
        {to_text(plus_days(reported_on, -1)), "到那一天为止，这户家庭还没有上报"},
        {"2026-02-30", "请写成 2026-03-31 这样的日期"},
        {"yesterday", "请写成 2026-03-31 这样的日期"}};
    for (const auto& [day, sentence] : wrong) {
        const auto page = get(county(), path(referral) + "?as_of=" + day);
        BOOST_TEST(page.status == 422, day);
        BOOST_TEST(has(page, std::string("id=\"as_of-problem\">") + sentence), day);
        BOOST_TEST(has(page, referral.reference), day);
    }
}

BOOST_AUTO_TEST_CASE(out_of_scope_there_is_no_such_referral)
{
    const auto referral = reported(*this);

    for (const auto* below : {"", "/print", "/reveal", "/recheck", "/refuse", "/withdraw"})
        BOOST_TEST(get(elsewhere(), path(referral) + below).status == 404, below);
    BOOST_TEST(has(get(elsewhere(), path(referral)), "您的账号只能查看贵州省毕节市纳雍县的家庭"));
    BOOST_TEST(count_events("referral.read") == 0);
    BOOST_TEST(get(county(), "/referrals/1").status == 404);
    BOOST_TEST(get(county(), "/referrals/x").status == 404);
}

BOOST_AUTO_TEST_CASE(a_charity_and_an_administrator_see_no_referral)
{
    const auto referral = reported(*this);

    for (const auto role : {Role::caseworker, Role::charity_manager, Role::analyst, Role::admin}) {
        const auto actor = officer(role, {}, std::string(name_of(role)));
        BOOST_TEST(get(actor, "/referrals").status == 403);
        BOOST_TEST(get(actor, path(referral)).status == 403);
    }
}

BOOST_AUTO_TEST_CASE(the_same_family_stands_beside_it)
{
    const auto first = reported(*this), second = reported(*this);

    const auto page = get(county(), path(second));

    BOOST_TEST(has(page, "同一户已有在办的转介单"));
    BOOST_TEST(has(page, "href=\"" + path(first) + "\""));
}

BOOST_AUTO_TEST_CASE(what_people_typed_stays_text)
{
    const std::string evil = "<script>alert(1)</script>\"'><img src=x onerror=a>{{csrf}}";
    auto body = grandmother(*this);
    body.household.situation = PrivateText(evil);
    body.household.address = PrivateText(evil);
    for (auto& member : body.household.members) member.name = PrivateText(evil);
    const auto referral =
        act(*this, village(), [&](const Desk& desk) { return report_at_once(desk, body); }).value();
    act(*this, township(),
        [&](const Desk& desk) { return return_for_facts(desk, seen(referral), {{"other"}, evil}); });

    for (const auto* below : {"", "/print", "/reveal", "/refuse"}) {
        const auto page = get(county(), path(referral) + below);
        BOOST_TEST(page.status == 200);
        BOOST_TEST(!has(page, "<script>alert"), below);
        BOOST_TEST(!has(page, "<img src=x"), below);
    }
    BOOST_TEST(!has(get(county(), "/referrals?q=%3Cscript%3Ealert(1)"), "<script>alert"));
}

BOOST_AUTO_TEST_CASE(a_name_in_free_text_is_masked_too)
{
    auto body = grandmother(*this);
    body.household.situation = PrivateText("石玉兰说电话是13900000000");
    const auto referral =
        act(*this, village(), [&](const Desk& desk) { return report_at_once(desk, body); }).value();

    const auto page = get(county(), path(referral));

    BOOST_TEST(has(page, "石*兰说电话是139********"));
    BOOST_TEST(!has(page, "石玉兰"));
}

BOOST_AUTO_TEST_CASE(a_reveal_takes_a_reason_and_is_written_down)
{
    const auto referral = reported(*this);

    const auto silent = post(county(), path(referral) + "/reveal", {});
    const auto told = post(county(), path(referral) + "/reveal", {{"reason", "contact"}});

    BOOST_TEST(silent.status == 422);
    BOOST_TEST(!has(silent, "石玉兰"));
    BOOST_TEST(told.status == 200);
    BOOST_TEST(!told.cacheable);
    for (const auto* text : {"石玉兰", "529903196304120024", "13900000000", "竹坪组17号"})
        BOOST_TEST(has(told, text), text);
    BOOST_TEST(count_events("household.revealed") == 1);
}

BOOST_AUTO_TEST_CASE(the_printed_sheet_has_amounts_in_capitals_and_no_last_four)
{
    const auto referral = confirmed(*this);

    const auto page = get(county(), path(referral) + "/print");

    BOOST_TEST(page.status == 200);
    for (const auto* text : {"石玉兰", "5299**************", "人民币贰万捌仟元整", "人民币玖仟元整"})
        BOOST_TEST(has(page, text), text);
    BOOST_TEST(!has(page, "0024"));
    BOOST_TEST(has(page, "查询码："));
    BOOST_TEST(count_events("referral.printed") == 1);
}

BOOST_AUTO_TEST_CASE(the_printed_sheet_says_what_is_promised_and_whom_the_family_allowed)
{
    const auto referral = confirmed(*this);
    const auto before = get(county(), path(referral) + "/print");
    BOOST_TEST(has(before, "已承诺"));
    BOOST_TEST(has(before, "□ ________________"));
    BOOST_TEST(!has(before, "☑"));

    const auto by = county().account;
    db.write([&](store::Writer& writer) {
        const auto one = store::insert_organization(writer,
                                                    {.unified_code = "53520000MJ00000001",
                                                     .name = "春风基金会",
                                                     .kind = "foundation",
                                                     .area = support::kCounty},
                                                    now);
        store::insert_consent(writer, {.referral = referral.id,
                                       .state = ConsentState::given,
                                       .way = ConsentWay::paper,
                                       .text_version = "2026-11",
                                       .purposes = {"living"},
                                       .fields = {"name"},
                                       .organizations = {one},
                                       .given = "{}",
                                       .from = day_of(now),
                                       .until = plus_days(day_of(now), 30),
                                       .recorded_by = by,
                                       .recorded_at = now});
    });

    const auto after = get(county(), path(referral) + "/print");
    BOOST_TEST(has(after, "☑ 春风基金会"));
    BOOST_TEST(has(after, "家庭已经同意"));
    BOOST_TEST(!has(after, "□ ________________"));
}

BOOST_AUTO_TEST_CASE(the_printed_sheet_of_a_long_story_is_set_smaller)
{
    const auto referral = reported(*this);
    BOOST_TEST(!has(get(county(), path(referral) + "/print"), "sheet-long"));
    auto told = document(*this, referral).body;
    std::string story;
    for (int i = 0; i < 110; ++i) story += "难";
    told.household.situation = PrivateText(story);
    for (int i = 0; i < 4; ++i) told.household.members.push_back(told.household.members.back());
    for (std::size_t i = 4; i < told.household.members.size(); ++i)
        told.household.members[i].number = static_cast<int>(i) + 1;

    BOOST_TEST(why(act(*this, village(),
                       [&](const Desk& desk) { return change_facts(desk, seen(referral), told); })) == "");

    BOOST_TEST(has(get(county(), path(referral) + "/print"), "sheet-long"));
}

BOOST_AUTO_TEST_CASE(a_draft_is_its_authors_and_leads_back_to_the_form)
{
    const auto draft =
        act(*this, village(), [&](const Desk& desk) { return Moved(start_draft(desk)); }).value();

    const auto page = get(village(), path(draft));

    BOOST_TEST(page.status == 200);
    BOOST_TEST(has(page, path(draft) + "/form/who"));
    BOOST_TEST(has(page, path(draft) + "/discard"));
    BOOST_TEST(get(township(), path(draft)).status == 404);
    BOOST_TEST(get(village(), path(draft) + "/print").status == 409);
}

BOOST_AUTO_TEST_SUITE_END()
