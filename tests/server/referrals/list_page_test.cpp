// The list: who sees what, how it is found, and how it goes on.
#include "server/referrals/hits.hpp"
#include "tests/server/referrals/page_given.hpp"
#include <boost/test/unit_test.hpp>

using namespace models;
using namespace server;
using namespace server::referrals;
using namespace given;

BOOST_FIXTURE_TEST_SUITE(the_list_of_referrals, Pages)

BOOST_AUTO_TEST_CASE(an_empty_list_says_what_to_do)
{
    const auto page = get(village(), "/referrals");

    BOOST_TEST(page.status == 200);
    BOOST_TEST(has(page, "这里还没有转介单"));
    BOOST_TEST(has(page, "href=\"/referrals/new\""));
    BOOST_TEST(has(get(village(), "/referrals?state=closed"), "没有找到。请减少筛选条件"));
}

BOOST_AUTO_TEST_CASE(a_row_has_masked_name_number_place_needs_and_state)
{
    const auto referral = reported(*this);

    const auto page = get(county(), "/referrals");

    for (const auto* text :
         {"石*兰家", "ZJ-520324-2026-000001", "安场镇", "医疗费用", "已上报", "2026年11月24日"})
        BOOST_TEST(has(page, text), text);
    BOOST_TEST(told_secret(page) == "");
    BOOST_TEST(has(page, "href=\"" + path(referral) + "\""));
}

BOOST_AUTO_TEST_CASE(it_is_found_by_name_initials_number_and_last_four)
{
    const auto referral = reported(*this);

    for (const auto* words : {"%E7%8E%89%E5%85%B0", "syl", "ZJ-520324-2026-000001", "0024"}) {
        const auto page = get(county(), std::string("/referrals?q=") + words);
        BOOST_TEST(has(page, path(referral)), words);
    }
    BOOST_TEST(!has(get(county(), "/referrals?q=%E5%85%B0%E7%8E%89"), path(referral)));
    BOOST_TEST(!has(get(elsewhere(), "/referrals?q=0024"), path(referral)));
}

BOOST_AUTO_TEST_CASE(characters_of_two_names_in_a_row_are_no_hit)
{
    auto household = grandmother(*this).household;
    household.members.resize(2);
    household.members[0].name = PrivateText("韦秀兰");
    household.members[1].name = PrivateText("兰花");

    BOOST_TEST(is_hit(household, "韦秀兰"));
    BOOST_TEST(is_hit(household, "秀兰"));
    BOOST_TEST(!is_hit(household, "秀兰花"));
}

BOOST_AUTO_TEST_CASE(filters_narrow_and_what_is_none_is_told)
{
    const auto first = reported(*this);
    const auto second = rechecked(*this);

    const auto page = get(county(), "/referrals?state=rechecked&need=medical&kind=beyond_aid&only_open=true");

    BOOST_TEST(has(page, path(second)));
    BOOST_TEST(!has(page, path(first) + "\""));
    BOOST_TEST(has(page, "共 1 张转介单"));
    BOOST_TEST(has(get(county(), "/referrals?area=520324103"), "共 2 张转介单"));
    BOOST_TEST(get(county(), "/referrals?state=gone").status == 422);
}

BOOST_AUTO_TEST_CASE(the_next_page_keeps_the_filters)
{
    for (int i = 0; i < 3; ++i) reported(*this);

    const auto page = get(county(), "/referrals?state=reported&limit=2");
    const auto at = page.body.find("rel=\"next\" href=\"");
    BOOST_REQUIRE(at != std::string::npos);
    const auto begin = page.body.find("/referrals", at);
    auto next = page.body.substr(begin, page.body.find('"', begin) - begin);
    for (auto mark = next.find("&amp;"); mark != std::string::npos; mark = next.find("&amp;"))
        next.replace(mark, 5, "&");

    BOOST_TEST(next.find("state=reported") != std::string::npos);
    const auto second = get(county(), next);
    BOOST_TEST(second.status == 200);
    BOOST_TEST(has(second, "ZJ-520324-2026-000001"));
    BOOST_TEST(!has(second, "ZJ-520324-2026-000003"));
    BOOST_TEST(has(second, "回到第一页"));
}

BOOST_AUTO_TEST_CASE(a_draft_stands_in_its_authors_list_alone)
{
    const auto draft =
        act(*this, village(), [&](const Desk& desk) { return Moved(start_draft(desk)); }).value();

    BOOST_TEST(has(get(village(), "/referrals"), path(draft)));
    BOOST_TEST(has(get(village(), "/referrals"), "还没填姓名的家庭"));
    BOOST_TEST(!has(get(township(), "/referrals"), path(draft)));
}

BOOST_AUTO_TEST_CASE(in_english_every_word_is_english)
{
    reported(*this);
    language = Language::en;

    const auto page = get(county(), "/referrals");

    for (const auto* text : {"New referral", "1 referral", "medical costs", "reported"})
        BOOST_TEST(has(page, text), text);
}

BOOST_AUTO_TEST_SUITE_END()
