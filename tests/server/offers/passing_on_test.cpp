// 转办: an organization asks for it, the county names another program; nothing stays held, nothing leads
// nowhere.
#include "server/http/idempotency.hpp"
#include "tests/server/offers/given.hpp"
#include "tests/support/pages.hpp"
#include <algorithm>
#include <boost/test/unit_test.hpp>

using namespace models;
using namespace server::offers;
using given::seen;
using given::why;
using server::Desk;

namespace {

struct TwoPrograms : given::OfferWorld {
    TwoPrograms() { second = add_program(other_organization, "second"); }
    Moved ask(const OfferRow& row, const std::string& reason = "outside_our_work")
    {
        return act(charity(), [&](const Desk& desk) { return pass_on(desk, seen(row), {reason, {}, ""}); });
    }
    Moved name(const OfferRow& row, ProgramId to)
    {
        return act(county(), [&](const Desk& desk) {
            return pass_on(desk, seen(now_of(row.id)), {"", to, "请同心互助会看一看"});
        });
    }
    OfferRow received_by_another(bool accepts)
    {
        const auto id = offer(another_family().id).value().id;
        act(charity(), [&](const Desk& desk) { return open_offer(desk, id); }).value();
        const auto row = now_of(id);
        if (accepts) act(charity(), [&](const Desk& desk) { return accept(desk, seen(row), {}); }).value();
        return now_of(id);
    }
    bool has_task(ReferralId id, TaskKind kind)
    {
        const auto all = tasks(id);
        return std::ranges::find(all, kind, &store::TaskRow::kind) != all.end();
    }
    server::Response send_form(const Actor& actor, const std::string& target,
                               std::vector<std::pair<std::string, std::string>> fields)
    {
        fields.emplace_back("once", server::new_form_token());
        auto request = call(actor, server::Verb::post, target);
        request.form = server::Form(std::move(fields));
        return send(std::move(request));
    }
    ProgramId second;
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(passing_on, TwoPrograms)

BOOST_AUTO_TEST_CASE(an_organization_asks_and_the_county_names_another_program)
{
    for (const bool accepts : {false, true}) {
        const auto row = received_by_another(accepts);
        BOOST_TEST(why(ask(row, "no_such_reason")) == "error.offer.pass_on.reason");
        BOOST_TEST(why(name(row, second)) == "error.offer.pass_on.not_asked");
        BOOST_TEST(why(ask(row)) == "");
        BOOST_TEST((now_of(row.id).state == row.state)); // nothing has changed yet
        BOOST_TEST(why(ask(row)) == "error.offer.pass_on.asked");
        BOOST_TEST(why(name(row, program)) == "error.offer.pass_on.program");

        BOOST_TEST(why(name(row, second)) == "");

        BOOST_TEST((now_of(row.id).state == OfferState::passed_on));
        BOOST_TEST(!now_of(row.id).due_at.has_value());
        const auto next =
            db.read([&](store::Reader& reader) { return passed_on_to(reader, now_of(row.id)); });
        BOOST_REQUIRE(next.has_value());
        BOOST_TEST((next->state == OfferState::draft));
        BOOST_TEST(next->program.value == second.value);
        BOOST_TEST(need(row.referral).promised == 0);
        BOOST_TEST(!has_task(row.referral, TaskKind::pass_on));
    }
    BOOST_TEST(held().reserved == 0);
    BOOST_TEST(held().committed == 0);
    BOOST_TEST(held().reserved_money.fen + held().committed_money.fen == 0);
    BOOST_TEST(count_events("offer.pass_on_asked") == 2);
    BOOST_TEST(count_events("offer.pass_on") == 2);
}

BOOST_AUTO_TEST_CASE(the_first_organization_reads_the_family_no_more)
{
    const auto row = accepted();
    act(charity(), [&](const Desk& desk) { return open_fields(desk, row.id, "contact"); }).value();
    ask(now_of(row.id)).value();
    name(row, second).value();

    const auto opened =
        act(charity(), [&](const Desk& desk) { return open_fields(desk, row.id, "contact"); });

    BOOST_TEST(!opened);
    const auto shown = get(charity(), "/offers/" + to_text(row.id));
    BOOST_TEST(support::page_faults(shown) == "");
    BOOST_TEST(!shown.body.contains("/fields"));
    BOOST_TEST((referral(row.referral).state == ReferralState::planned));
}

BOOST_AUTO_TEST_CASE(a_program_that_could_not_be_offered_is_not_named)
{
    const auto row = received();
    ask(row).value();
    const auto full = add_program(other_organization, "full", {.places = 0});

    BOOST_TEST(why(name(row, full)) == "error.offer.obstacle.no_places");

    BOOST_TEST((now_of(row.id).state == OfferState::received)); // all of it is undone
    BOOST_TEST(held().reserved == 1);
    BOOST_TEST(offers_of(row.referral).size() == 1u);
}

BOOST_AUTO_TEST_CASE(the_draft_is_sent_or_a_consent_is_asked_for_first)
{
    const auto row = received(); // the consent names the first organization only
    ask(row).value();
    name(row, second).value();
    BOOST_TEST(has_task(row.referral, TaskKind::ask_consent));

    consent(row.referral, {organization, other_organization});
    program = second;
    const auto sent = offer(row.referral);

    BOOST_TEST(why(sent) == "");
    BOOST_TEST(sent->passed_from.value == row.id.value);
    BOOST_TEST((sent->state == OfferState::offered));
    BOOST_TEST(!has_task(row.referral, TaskKind::ask_consent));
}

BOOST_AUTO_TEST_CASE(what_was_asked_for_is_over_once_the_offer_moves_on)
{
    const auto row = received();
    ask(row).value();

    act(charity(), [&](const Desk& desk) { return accept(desk, seen(now_of(row.id)), {}); }).value();

    BOOST_TEST(why(name(row, second)) == "error.offer.pass_on.not_asked");
    BOOST_TEST(!has_task(row.referral, TaskKind::pass_on));
}

BOOST_AUTO_TEST_CASE(its_pages_lead_from_one_to_the_next_and_back)
{
    const auto row = received();
    const auto path = "/offers/" + to_text(row.id);
    const auto version = [&] { return std::to_string(now_of(row.id).version); };
    BOOST_TEST(get(county(), path + "/pass-on").status == 409);
    BOOST_TEST(!get(county(), path).body.contains("/pass-on"));

    const auto form = get(charity(), path + "/pass-on");
    BOOST_TEST(support::page_faults(form) == "");
    BOOST_TEST(form.body.contains("outside_our_work"));
    BOOST_TEST(send_form(charity(), path + "/pass-on", {{"version", version()}}).status == 422);
    BOOST_TEST(send_form(charity(), path + "/pass-on", {{"version", version()}, {"reason", "cannot_go_on"}})
                   .status == 303);

    const auto shown = get(county(), path);
    BOOST_TEST(support::page_faults(shown) == "");
    BOOST_TEST(shown.body.contains("本组织没有力量继续"));
    BOOST_TEST(shown.body.contains(path + "/pass-on"));
    const auto choice = get(county(), path + "/pass-on");
    BOOST_TEST(support::page_faults(choice) == "");
    BOOST_TEST(choice.body.contains("value=\"" + to_text(second) + "\""));
    BOOST_TEST(!choice.body.contains("value=\"" + to_text(program) + "\""));
    const auto nothing = send_form(county(), path + "/pass-on", {{"version", version()}, {"note", "说明"}});
    BOOST_TEST(nothing.status == 422);
    BOOST_TEST(nothing.body.contains("说明"));

    const auto done = send_form(county(), path + "/pass-on",
                                {{"version", version()}, {"program", to_text(second)}, {"note", ""}});

    BOOST_TEST(done.status == 303);
    const auto draft = offers_of(row.referral).back();
    BOOST_TEST(support::location(done) == "/offers/" + to_text(draft.id) + "?done=pass_on");
    const auto next = get(county(), "/offers/" + to_text(draft.id));
    BOOST_TEST(support::page_faults(next) == "");
    BOOST_TEST(next.body.contains("href=\"" + path + "\""));
    BOOST_TEST(next.body.contains("/offer?need="));
    BOOST_TEST(get(county(), path).body.contains("href=\"/offers/" + to_text(draft.id) + "\""));
    BOOST_TEST(!get(charity(), path).body.contains("/offers/" + to_text(draft.id)));
    language = server::Language::en;
    BOOST_TEST(support::page_faults(get(county(), "/offers/" + to_text(draft.id))) == "");
}

BOOST_AUTO_TEST_CASE(whom_the_family_has_not_named_is_said_before_anything_is_asked)
{
    const auto row = received_by_another(false);
    ask(row).value();
    const auto page = get(county(), "/offers/" + to_text(row.id) + "/pass-on");
    const auto href =
        "/referrals/" + to_text(row.referral) + "/consent?organization=" + to_text(other_organization);
    BOOST_TEST(support::page_faults(page) == "");
    BOOST_TEST(page.body.contains(href));
    BOOST_TEST(page.body.find(href) < page.body.find("<form class=\"card reading\" id=\"act\""));
    BOOST_TEST(page.body.contains("还要先请家庭同意"));

    consent(row.referral, {organization, other_organization});
    const auto named = get(county(), "/offers/" + to_text(row.id) + "/pass-on");
    BOOST_TEST(!named.body.contains("/consent?organization="));
    BOOST_TEST(!named.body.contains("还要先请家庭同意"));
}

BOOST_AUTO_TEST_SUITE_END()
