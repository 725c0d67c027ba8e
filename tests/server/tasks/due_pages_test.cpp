// What is due, what was told, standing rules and the demo's next day, as people see them.
#include "models/store/notices.hpp"
#include "server/html/messages.hpp"
#include "server/http/idempotency.hpp"
#include "server/jobs/routes.hpp"
#include "server/life_cycle/routes.hpp"
#include "server/notices/routes.hpp"
#include "server/offers/told.hpp"
#include "server/referrals/told.hpp"
#include "server/standing_rules/routes.hpp"
#include "server/tasks/due.hpp"
#include "server/tasks/routes.hpp"
#include "tests/server/offers/given.hpp"
#include "tests/support/pages.hpp"
#include <boost/test/unit_test.hpp>

using namespace models;
using given::OfferWorld;
using support::page_faults;
using support::PageWorld;

namespace {

std::span<const server::Route> all_routes()
{
    static const std::vector<server::Route> kAll = [] {
        std::vector<server::Route> all;
        for (const auto table :
             {server::tasks::routes(), server::notices::routes(), server::standing_rules::routes(),
              server::life_cycle::routes(), server::jobs::routes()})
            all.insert(all.end(), table.begin(), table.end());
        return all;
    }();
    return kAll;
}

// The offers' world, with these pages.
struct Pages : OfferWorld {
    Pages() : OfferWorld({}, all_routes()) {}
    server::Response post(const Actor& actor, const std::string& target,
                          std::vector<std::pair<std::string, std::string>> fields = {})
    {
        auto request = call(actor, server::Verb::post, target);
        request.local = true;
        fields.emplace_back("once", server::new_form_token());
        request.form = server::Form(std::move(fields));
        return send(std::move(request));
    }
    Actor admin() { return officer(Role::admin, {}, "admin"); }
};

bool has(const server::Response& response, const std::string& text) { return response.body.contains(text); }

} // namespace

BOOST_FIXTURE_TEST_SUITE(due_pages, Pages)

BOOST_AUTO_TEST_CASE(a_charity_sees_what_it_has_to_answer_and_by_when)
{
    const auto row = offered();
    const auto page = get(charity(), "/due");
    BOOST_TEST(page_faults(page) == "");
    BOOST_TEST(has(page, row.reference), page.body);
    BOOST_TEST(has(page, "答复对接单"));
    BOOST_TEST(has(page, "12月1日"));
    BOOST_TEST(has(page, "基本生活 · 正安县 · "), page.body); // never the village, before it accepts
    BOOST_TEST(!has(page, "东坝村"));
    BOOST_TEST(!has(get(other_charity(), "/due"), row.reference));
}

BOOST_AUTO_TEST_CASE(a_certificate_that_ends_within_a_month_is_on_the_list_of_its_charity_and_its_county)
{
    const auto path = "/organizations/" + to_text(organization);
    certify(organization, plus_days(day_of(now), 60));
    BOOST_TEST(!has(get(county(), "/due"), path));
    certify(organization, plus_days(day_of(now), 20));
    const auto page = get(county(), "/due");
    BOOST_TEST(page_faults(page) == "");
    BOOST_TEST(has(page, path + "/renew"));
    BOOST_TEST(has(get(charity(), "/due"), path));
    for (const auto& other : {other_charity(), elsewhere(), township()})
        BOOST_TEST(!has(get(other, "/due"), path));
}

BOOST_AUTO_TEST_CASE(a_year_that_is_not_entered_is_told_to_the_county_in_time_and_beside_its_clocks)
{
    const auto note = "2027 年的放假和调休还没有录入";
    BOOST_TEST(!has(get(county(), "/due"), note)); // November
    now = start_of(parse_date("2026-12-01").value());
    const auto page = get(county(), "/due");
    BOOST_TEST(page_faults(page) == "");
    BOOST_TEST(has(page, note));
    BOOST_TEST(!has(get(charity(), "/due"), note));
    now = start_of(parse_date("2026-12-28").value());
    const auto row = offered(); // answered within five working days
    BOOST_TEST(has(get(charity(), "/due"), row.reference));
    BOOST_TEST(has(get(charity(), "/due"), note));
}

BOOST_AUTO_TEST_CASE(who_waits_in_line_is_asked_about_from_the_lists_of_township_and_county)
{
    const auto row = received();
    act(charity(), [&](const server::Desk& desk) {
        return server::offers::put_in_line(desk, given::seen(row));
    }).value();
    now += std::chrono::days(18);
    for (const auto& actor : {township(), county()}) {
        const auto page = get(actor, "/due");
        BOOST_TEST(page_faults(page) == "");
        BOOST_TEST(has(page, "问候补的家庭是否仍然需要"));
        BOOST_TEST(has(page, "/offers/" + to_text(row.id)));
    }
    BOOST_TEST(!has(get(charity(), "/due"), row.reference));
    for (const auto& actor : {township(), county()}) // where the list leads, one button does it
        BOOST_TEST(may(server::side_of(actor), now_of(row.id).state, OfferAct::reconfirm));
}

BOOST_AUTO_TEST_CASE(a_task_is_done_by_whose_it_is_and_nobody_else)
{
    const auto known = family();
    declined(offer(known.id).value(), DeclineReason::cannot_reach);
    const auto task = tasks(known.id).at(0);
    const auto path = "/due/" + to_text(task.id) + "/done";

    BOOST_TEST(has(get(township(), "/due"), path));
    BOOST_TEST(has(get(township(), "/due"), "东坝村"));
    BOOST_TEST(post(charity(), path).status == 404);
    BOOST_TEST(post(elsewhere(), path).status == 404);
    BOOST_TEST(post(township(), path).status == 303);
    BOOST_TEST(!has(get(township(), "/due"), path));
    BOOST_TEST(post(township(), path).status == 404);
    BOOST_TEST((tasks(known.id).at(0).kind == TaskKind::next_best)); // somebody has looked: it goes on
}

BOOST_AUTO_TEST_CASE(notices_are_numbers_and_read_at_once)
{
    const auto row = accepted();
    now += kTakeBack;
    db.write([&](store::Writer& writer) { store::tell_notices(writer, now); });
    const auto page = get(county(), "/notices");
    BOOST_TEST(page_faults(page) == "");
    BOOST_TEST(has(page, row.reference));
    BOOST_TEST(has(page, "对接单已承接"));
    BOOST_TEST(!has(page, "石"));
    BOOST_TEST(has(page, "/notices/read"));
    BOOST_TEST(post(county(), "/notices/read").status == 303);
    BOOST_TEST(!has(get(county(), "/notices"), "/notices/read"));
    const auto outbox = get(admin(), "/outbox");
    BOOST_TEST(page_faults(outbox) == "");
    BOOST_TEST(has(outbox, "春风基金会"));
    BOOST_TEST(has(outbox, "已读"));
}

BOOST_AUTO_TEST_CASE(a_county_approves_a_standing_rule_and_ends_it)
{
    BOOST_TEST(page_faults(get(county(), "/standing-rules")) == "");
    const auto wrong =
        post(county(), "/standing-rules", {{"need", "living"}, {"most", "-5"}, {"tries", "9"}});
    BOOST_TEST(wrong.status == 422);
    BOOST_TEST(has(wrong, "value=\"-5\""));
    BOOST_TEST(
        post(county(), "/standing-rules", {{"need", "living"}, {"most", "3000"}, {"tries", "3"}}).status ==
        303);
    const auto page = get(county(), "/standing-rules");
    BOOST_TEST(has(page, "3,000"), page.body);
    const auto at = page.body.find("/standing-rules/");
    const auto path = page.body.substr(at, page.body.find('"', at) - at);
    BOOST_TEST(post(elsewhere(), path).status == 404);
    BOOST_TEST(post(county(), path).status == 303);
    BOOST_TEST(has(get(county(), "/standing-rules"), "已停用"));
}

BOOST_AUTO_TEST_CASE(the_tables_of_moves_are_drawn_from_the_code)
{
    const auto page = get({}, "/life-cycle");
    BOOST_TEST(page_faults(page) == "");
    for (const auto* text : {"标为录入错误", "授权终止", "冲正", "驳回"}) BOOST_TEST(has(page, text), text);
    language = server::Language::en;
    BOOST_TEST(page_faults(get({}, "/life-cycle")) == "");
}

BOOST_AUTO_TEST_CASE(whatever_is_told_or_due_has_its_words)
{
    const auto& messages = *library->messages;
    for (const auto& row : server::offers::told())
        BOOST_TEST(messages.has("notice.offer." + std::string(name_of(row.act))));
    for (const auto& row : server::referrals::told())
        BOOST_TEST(messages.has("notice.referral." + std::string(name_of(row.act))));
    for (const auto& row : kClocks) {
        BOOST_TEST(messages.has("notice.clock." + std::string(name_of(row.clock))));
        BOOST_TEST(messages.has("due.clock." + std::string(name_of(row.clock))));
    }
    for (const auto& [kind, name] : kNames<TaskKind>) {
        BOOST_TEST(messages.has("due.task." + std::string(name)));
        BOOST_TEST((rule_of(kind).kind == kind), name);
    }
}

BOOST_AUTO_TEST_CASE(the_demos_day_goes_on_and_what_fell_due_is_done)
{
    BOOST_TEST(post(county(), "/demo/next-day").status == 404); // no demo
    library->demo_clock = std::make_shared<server::DemoClock>();
    const auto row = offered();
    for (int day = 0; day < 6; ++day) {
        BOOST_TEST(post(county(), "/demo/next-day").status == 303);
        now = support::at_minute(0) + library->demo_clock->ahead();
    }
    BOOST_TEST((now_of(row.id).state == OfferState::expired));
    library->demo_clock->set({});
    db.read([&](store::Reader& reader) {
        server::jobs::resume_demo_clock(reader, *library);
        return true;
    });
    BOOST_TEST((support::at_minute(0) + library->demo_clock->ahead() == now));
}

BOOST_AUTO_TEST_SUITE_END()
