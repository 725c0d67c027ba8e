// Attendance on a phone whose network comes and goes: sent twice it is written once, a correction is a new
// entry, and who was slower is told what differs.
#include "server/http/idempotency.hpp"
#include "tests/server/sites/given.hpp"
#include "tests/support/pages.hpp"
#include <boost/test/unit_test.hpp>

using namespace models;
using given::mark_field;
using support::page_faults;

namespace {

struct Sheets : given::SiteWorld {
    SiteSessionId today() { return session(day_of(now)); }
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(attendance, Sheets)

BOOST_AUTO_TEST_CASE(who_works_there_sees_names_and_each_opening_is_logged)
{
    const auto row = child();
    const auto id = today();
    const auto shown = get(charity(), path_of(id));
    BOOST_TEST(shown.status == 200);
    BOOST_TEST(page_faults(shown) == "");
    BOOST_TEST(shown.body.contains("name=\"" + mark_field(row)));
    BOOST_TEST(!shown.body.contains(row.reference));
    BOOST_TEST(count_events("offer.fields_opened") == 1);
    BOOST_TEST(db.value_of("SELECT facts FROM audit WHERE event = 'offer.fields_opened'") ==
               R"({"reason":"attendance"})");
    BOOST_TEST(get(manager(), path_of(id)).status == 200);
    language = server::Language::en;
    BOOST_TEST(page_faults(get(charity(), path_of(id))) == "");
}

BOOST_AUTO_TEST_CASE(who_does_not_work_there_sees_none)
{
    child();
    const auto id = today();
    BOOST_TEST(get(stranger(), path_of(id)).status == 403);
    BOOST_TEST(get(other_charity(), path_of(id)).status == 404);
    BOOST_TEST(get(county(), path_of(id)).status == 403);
    BOOST_TEST(count_events("offer.fields_opened") == 0);
}

BOOST_AUTO_TEST_CASE(a_form_that_comes_twice_is_written_once_in_any_session)
{
    const auto first = child(), second = child();
    const auto id = today();
    const auto once = server::new_form_token();
    const auto send = [&](const char* csrf) {
        return post(charity(), path_of(id),
                    {{"csrf", csrf},
                     {"once", once},
                     {"sheet", "0"},
                     {mark_field(first).c_str(), "absent"},
                     {"rest", "present"}});
    };
    const auto sent = send("one session");
    BOOST_TEST(sent.status == 303);
    BOOST_TEST(support::location(send("another session")) == support::location(sent));
    BOOST_TEST(entries(id).size() == 2u);
    BOOST_TEST(count_events("session.hold") == 1);
    const auto shown = get(charity(), path_of(id, "?done=attendance"));
    BOOST_TEST(page_faults(shown) == "");
    BOOST_TEST(shown.body.contains("到场 1 人，请假 0 人，缺席 1 人"));
    BOOST_TEST(second.id.value != 0);
}

BOOST_AUTO_TEST_CASE(what_a_guardian_did_not_agree_to_stands_beside_the_child)
{
    const auto agreed = child(), silent = child();
    const auto id = today();
    const auto by = charity().account;
    for (const auto kind : {GuardianConsentKind::activities, GuardianConsentKind::pictures})
        db.write([&](store::Writer& writer) {
            store::give_guardian_consent(writer, {.child = agreed.id,
                                                  .kind = kind,
                                                  .way = ConsentWay::paper,
                                                  .who = "吴奶奶",
                                                  .from = day_of(now),
                                                  .until = day_of(now),
                                                  .recorded_by = by,
                                                  .recorded_at = now});
        });
    const auto shown = get(charity(), path_of(id)).body;
    const auto row = [&](const server::offers::OfferRow& of) {
        const auto begin = shown.rfind("<fieldset", shown.find(mark_field(of)));
        return shown.substr(begin, shown.find("</fieldset>", begin) - begin);
    };
    BOOST_TEST(!row(agreed).contains("未同意参加"), row(agreed));
    BOOST_TEST(!row(agreed).contains("不拍照"));
    BOOST_TEST(row(silent).contains("未同意参加"), row(silent));
    BOOST_TEST(row(silent).contains("不拍照"));
}

BOOST_AUTO_TEST_CASE(who_was_left_out_is_told_by_number_with_the_way_on)
{
    const auto marked = child(), first = child(), second = child();
    const auto id = today();
    BOOST_TEST(!get(charity(), path_of(id)).body.contains("left-out-title")); // nothing is saved yet
    const auto send = [&](const char* sheet, const server::offers::OfferRow& row, const char* rest) {
        return post(charity(), path_of(id),
                    {{"once", server::new_form_token()},
                     {"sheet", sheet},
                     {mark_field(row).c_str(), "present"},
                     {rest, "present"}})
            .status;
    };
    BOOST_TEST(send("0", marked, "x") == 303);
    const auto saved = get(charity(), path_of(id, "?done=attendance"));
    BOOST_TEST(page_faults(saved) == "");
    BOOST_TEST(saved.body.contains("还有 2 名孩子没有点到"));
    for (const auto* row : {&first, &second})
        BOOST_TEST(saved.body.contains("href=\"#" + mark_field(*row) + "_present\">" + row->reference));
    BOOST_TEST(!saved.body.contains(marked.reference));
    language = server::Language::en;
    BOOST_TEST(get(charity(), path_of(id)).body.contains("2 children are not marked yet"));
    BOOST_TEST(send("1", first, "rest") == 303);
    BOOST_TEST(!get(charity(), path_of(id, "?done=attendance")).body.contains("left-out-title"));
}

BOOST_AUTO_TEST_CASE(a_correction_is_a_new_entry_and_the_same_again_is_none)
{
    const auto row = child();
    const auto id = today();
    const auto send = [&](const char* sheet, const char* mark) {
        return post(charity(), path_of(id),
                    {{"once", server::new_form_token()}, {"sheet", sheet}, {mark_field(row).c_str(), mark}})
            .status;
    };
    BOOST_TEST(send("0", "absent") == 303);
    BOOST_TEST(send("1", "absent") == 303);
    BOOST_TEST(entries(id).size() == 1u);
    BOOST_TEST(send("1", "present") == 303);
    const auto all = entries(id);
    BOOST_TEST_REQUIRE(all.size() == 2u);
    BOOST_CHECK(all[0].mark == Mark::absent && all[1].mark == Mark::present && all[1].number == 2);
    BOOST_TEST(count_events("session.correct") == 1);
}

BOOST_AUTO_TEST_CASE(who_was_slower_is_told_what_differs_and_may_insist)
{
    const auto row = child(), same = child();
    const auto id = today();
    const auto send = [&](const Actor& who, const char* sheet, const char* mark) {
        return post(who, path_of(id),
                    {{"once", server::new_form_token()},
                     {"sheet", sheet},
                     {mark_field(row).c_str(), mark},
                     {mark_field(same).c_str(), "present"}});
    };
    BOOST_TEST(send(manager(), "0", "present").status == 303);
    const auto clash = send(charity(), "0", "absent");
    BOOST_TEST(clash.status == 409);
    BOOST_TEST(page_faults(clash) == "");
    BOOST_TEST(clash.body.contains("clash-title"));
    BOOST_TEST(clash.body.contains("manager"));
    BOOST_TEST(clash.body.contains("name=\"sheet\" value=\"1\""));
    BOOST_TEST(entries(id).size() == 2u);
    BOOST_TEST(send(charity(), "1", "absent").status == 303);
    BOOST_TEST(entries(id).size() == 3u);
}

BOOST_AUTO_TEST_CASE(what_another_has_added_meanwhile_is_no_clash)
{
    const auto mine = child(), theirs = child();
    const auto id = today();
    const auto send = [&](const Actor& who, const server::offers::OfferRow& row) {
        return post(
                   who, path_of(id),
                   {{"once", server::new_form_token()}, {"sheet", "0"}, {mark_field(row).c_str(), "present"}})
            .status;
    };
    BOOST_TEST(send(manager(), theirs) == 303);
    BOOST_TEST(send(charity(), mine) == 303);
    BOOST_TEST(entries(id).size() == 2u);
}

BOOST_AUTO_TEST_CASE(nothing_ticked_a_strange_child_or_a_day_to_come_is_refused_and_ticks_stay)
{
    const auto row = child();
    const auto id = today(), tomorrow = session(plus_days(day_of(now), 1));
    const auto send = [&](SiteSessionId at, const std::string& field, const char* mark) {
        return post(charity(), path_of(at),
                    {{"once", server::new_form_token()}, {"sheet", "0"}, {field.c_str(), mark}});
    };
    BOOST_TEST(send(id, "x", "y").status == 422);
    const auto strange = send(id, "mark_99", "present");
    BOOST_TEST(strange.status == 422);
    BOOST_TEST(page_faults(strange) == "");
    const auto early = send(tomorrow, mark_field(row), "excused");
    BOOST_TEST(early.status == 409);
    BOOST_TEST(early.body.contains("value=\"excused\" checked"));
    BOOST_TEST(count("attendance") == 0);
}

BOOST_AUTO_TEST_CASE(whose_consent_was_withdrawn_is_on_the_sheet_without_a_name)
{
    const auto row = child();
    const auto id = today();
    db.write([&](store::Writer& writer) {
        const auto consents = store::list_consents(writer, row.referral);
        store::save_consent_state(writer, consents.front().id, consents.front().version,
                                  ConsentState::withdrawn);
    });
    const auto shown = get(charity(), path_of(id));
    BOOST_TEST(shown.status == 200);
    BOOST_TEST(shown.body.contains(row.reference));
    BOOST_TEST(count_events("offer.fields_opened") == 0);
}

BOOST_AUTO_TEST_SUITE_END()
