// What two people have to want: asked by one, decided by another, at most once.
#include "server/approvals/service.hpp"
#include "server/jobs/sweep.hpp"
#include "tests/server/approvals/given.hpp"

using namespace models;
using support::page_faults;
using namespace std::chrono_literals;

BOOST_FIXTURE_TEST_SUITE(two_person_approval, given::ApprovalWorld)

BOOST_AUTO_TEST_CASE(who_asks_cannot_approve_and_a_second_officer_can)
{
    const auto family = withdrawn();
    const auto asking = ask_erasure(county(), family.id);
    BOOST_REQUIRE(asking.status == 303);
    const auto path = support::location(asking);

    const auto mine = get(county(), path);
    BOOST_TEST(page_faults(mine) == "");
    BOOST_TEST(has(mine, "要由另一个人同意"));
    BOOST_TEST(!has(mine, "/decide"));
    BOOST_TEST(decide(county(), path, "approve").status == 403);
    BOOST_TEST(!referral(family.id).erased_at);

    const auto theirs = get(second_county(), path);
    BOOST_TEST(page_faults(theirs) == "");
    BOOST_TEST(has(theirs, "来信要求"));
    BOOST_TEST(has(theirs, "会计法"));
    BOOST_TEST(decide(second_county(), path, "approve").status == 303);
    BOOST_TEST(referral(family.id).erased_at.has_value());
    BOOST_TEST(has(get(county(), path), "已同意"));
    BOOST_TEST(decide(second_county(), path, "refuse", "太晚", "2").status == 409);
    BOOST_TEST(count_events("approval.asked") == 1);
    BOOST_TEST(count_events("approval.approved") == 1);
    BOOST_TEST(count_events("family.erased") == 1);
    BOOST_TEST(count_events("approval.read") == 3);
}

BOOST_AUTO_TEST_CASE(a_refusal_needs_its_words_and_changes_nothing)
{
    const auto family = withdrawn();
    const auto path = asked(family.id);
    const auto wordless = decide(second_county(), path, "refuse");
    BOOST_TEST(wordless.status == 422);
    BOOST_TEST(has(wordless, "请写为什么不同意"));
    BOOST_TEST(decide(second_county(), path, "").status == 422);
    BOOST_TEST(decide(second_county(), path, "refuse", "身份没有核实").status == 303);
    BOOST_TEST(has(get(county(), path), "身份没有核实"));
    BOOST_TEST(!referral(family.id).erased_at);
    BOOST_TEST(count_events("approval.refused") == 1);
    BOOST_TEST(ask_erasure(county(), family.id).status == 303); // asked anew
}

BOOST_AUTO_TEST_CASE(the_same_is_asked_once_at_a_time_and_only_by_its_county)
{
    const auto family = withdrawn();
    const auto path = asked(family.id);
    BOOST_TEST(ask_erasure(second_county(), family.id).status == 409);
    BOOST_TEST(ask_erasure(elsewhere(), family.id).status == 404);
    BOOST_TEST(ask_erasure(village(), family.id).status == 403);
    BOOST_TEST(get(elsewhere(), path).status == 404);
    BOOST_TEST(decide(elsewhere(), path, "approve").status == 404);
    BOOST_TEST(get(charity(), path).status == 403);
    BOOST_TEST(has(get(second_county(), "/approvals"), family.reference));
    BOOST_TEST(has(get(second_county(), "/due"), path)); // on the second one's desk, not on the asker's
    BOOST_TEST(!has(get(county(), "/due"), path));
    BOOST_TEST(!has(get(elsewhere(), "/approvals"), family.reference));
}

BOOST_AUTO_TEST_CASE(who_asked_may_take_it_back_and_nobody_else)
{
    const auto path = asked(withdrawn().id);
    BOOST_TEST(post(second_county(), path + "/take-back", {{"once", once()}, {"version", "1"}}).status ==
               403);
    BOOST_TEST(post(county(), path + "/take-back", {{"once", once()}, {"version", "7"}}).status == 409);
    BOOST_TEST(post(county(), path + "/take-back", {{"once", once()}, {"version", "1"}}).status == 303);
    BOOST_TEST(decide(second_county(), path, "approve", "", "2").status == 409);
    BOOST_TEST(count_events("approval.taken_back") == 1);
}

BOOST_AUTO_TEST_CASE(what_nobody_decides_lapses)
{
    const auto family = withdrawn();
    const auto path = asked(family.id);
    now += 24h * 14;
    BOOST_TEST(decide(second_county(), path, "approve").status == 409);
    db.write([&](store::Writer& w) { server::jobs::minute_sweep(library)(w, now); });
    BOOST_TEST(has(get(county(), path), "过期未办"));
    BOOST_TEST(count_events("approval.lapsed") == 1);
    BOOST_TEST(!referral(family.id).erased_at);
}

BOOST_AUTO_TEST_CASE(what_is_wrong_is_said_at_its_field_and_kept)
{
    const auto family = withdrawn();
    const auto wrong = ask_erasure(county(), family.id, "neighbor", "");
    BOOST_TEST(wrong.status == 422);
    BOOST_TEST(page_faults(wrong) == "");
    BOOST_TEST(has(wrong, "请选择谁要求删除"));
    BOOST_TEST(has(wrong, "请写理由"));
    BOOST_TEST(has(ask_erasure(county(), family.id, "neighbor", "来信要求"), "来信要求"));
    std::string longer;
    for (int i = 0; i < 501; ++i) longer += "长";
    BOOST_TEST(ask_erasure(county(), family.id, "family", longer).status == 422);
}

BOOST_AUTO_TEST_SUITE_END()
