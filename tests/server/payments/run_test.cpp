// One payment to many families: prepared, checked by another person, taken out, read back; nothing twice.
#include "server/offers/acts.hpp"
#include "server/offers/projection.hpp"
#include "server/payments/routes.hpp"
#include "tests/server/payments/given.hpp"
#include <boost/test/unit_test.hpp>

using namespace models;
using namespace server::payments;
using given::failed;
using given::paid;
using given::seen;
using given::why_not;

namespace {

struct Runs : given::PaymentWorld {
    Runs() : PaymentWorld(server::payments::routes()) {}
    template <class Step> std::string refused(const Actor& actor, Step step)
    {
        return why_not(act(actor, step));
    }
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(runs, Runs)

BOOST_AUTO_TEST_CASE(what_is_undelivered_of_accepted_offers_can_be_paid)
{
    act(clerk(), [&](const server::Desk& desk) {
        return server::offers::deliver(
            desk, given::seen(offers[0]),
            {.units = 20'000, .on = day_of(now), .way = "cash", .signer = "x", .note = ""});
    }).value();
    const auto all =
        db.read([&](store::Reader& reader) { return payable(reader, clerk(), program, day_of(now)); });
    BOOST_REQUIRE(all.size() == 3U);
    BOOST_TEST(all[0].undelivered.fen == 30'000);
    BOOST_TEST(all[1].undelivered.fen == 50'000);
    BOOST_TEST(all[0].named);
    BOOST_TEST(db.read([&](store::Reader& reader) {
                     return payable(reader, other_charity(), program, day_of(now));
                 }).empty());
}

BOOST_AUTO_TEST_CASE(an_offer_stands_in_one_open_run)
{
    const auto run = prepared();
    BOOST_TEST(run.number == 1);
    BOOST_TEST(lines_of(run.id).size() == 3U);
    BOOST_TEST(refused(clerk(), [&](const server::Desk& desk) { return prepare(desk, program, lines()); }) ==
               "error.payment.not_payable");

    act(clerk(), [&](const server::Desk& desk) { return cancel(desk, seen(run)); }).value();
    BOOST_TEST(prepared().number == 2);
}

BOOST_AUTO_TEST_CASE(what_is_in_a_list_at_the_bank_is_not_delivered_by_hand_as_well)
{
    issued();
    const auto offer = now_of(offers[0].id);
    for (const auto by_hand : {OfferAct::deliver, OfferAct::stop_short, OfferAct::pass_on})
        BOOST_TEST(refused(clerk(), [&](const server::Desk& desk) {
                       return server::offers::perform(desk, given::seen(offer), by_hand, server::Form{},
                                                      NeedUnit::fen);
                   }) == "error.offer.being_paid");
}

struct OverTheApi : given::PaymentWorld {
    OverTheApi() : PaymentWorld(server::offers::routes()) {}
};

BOOST_FIXTURE_TEST_CASE(nor_is_it_over_the_api, OverTheApi)
{
    issued();
    const auto row = now_of(offers[0].id);
    const std::string rest =
        R"(","units":50000,"on":")" + to_text(day_of(now)) + R"(","way":"cash","signer":"x","note":"x"})";
    for (const std::string act : {"deliver", "fail"}) {
        auto request = call(clerk(), server::Verb::post, "/api/v1/offers/" + to_text(row.id) + "/moves");
        request.api = true;
        request.body = R"({"act":")" + act + rest;
        request.if_match = "\"v" + std::to_string(row.version) + "\"";
        request.idempotency_key = act;
        const auto response = send(std::move(request));
        BOOST_TEST(response.status == 409, response.body);
        BOOST_TEST(response.body.contains("error.offer.being_paid"), response.body);
    }
    BOOST_TEST(arrived(row.id) == 0);
    BOOST_TEST((now_of(row.id).state == OfferState::accepted));
}

BOOST_AUTO_TEST_CASE(amounts_are_what_is_owed_at_most)
{
    for (const auto fen : {std::int64_t{0}, std::int64_t{-1}, std::int64_t{50'001}})
        BOOST_TEST(refused(clerk(), [&](const server::Desk& desk) {
                       return prepare(desk, program, lines(fen));
                   }) == "error.payment.amount");
    BOOST_TEST(refused(clerk(), [&](const server::Desk& desk) { return prepare(desk, program, {}); }) ==
               "error.payment.nothing");
    auto twice = lines();
    twice.push_back(twice.front());
    BOOST_TEST(refused(clerk(), [&](const server::Desk& desk) { return prepare(desk, program, twice); }) ==
               "error.payment.not_payable");
    BOOST_TEST(refused(other_charity(), [&](const server::Desk& desk) {
                   return prepare(desk, program, lines());
               }) == "error.payment.not_payable");
    BOOST_TEST(count("payment_run") == 0);
}

BOOST_AUTO_TEST_CASE(a_second_person_checks)
{
    const auto run = prepared();
    BOOST_TEST(refused(clerk(), [&](const server::Desk& desk) { return check(desk, seen(run)); }) ==
               "error.payment.second");
    BOOST_TEST(refused(other_charity(), [&](const server::Desk& desk) { return check(desk, seen(run)); }) ==
               "error.payment.unknown");
    BOOST_TEST(refused(clerk(), [&](const server::Desk& desk) { return issue(desk, seen(run)); }) ==
               "error.payment.now.prepared");

    // Whoever changes it has prepared it.
    const auto changed = act(second(), [&](const server::Desk& desk) {
                             return change(desk, seen(run), lines(40'000));
                         }).value();
    BOOST_TEST(lines_of(run.id).front().amount.fen == 40'000);
    BOOST_TEST(refused(second(), [&](const server::Desk& desk) { return check(desk, seen(changed)); }) ==
               "error.payment.second");
    BOOST_TEST(refused(clerk(), [&](const server::Desk& desk) { return check(desk, seen(run)); }) ==
               "error.payment.changed");
    const auto done =
        act(clerk(), [&](const server::Desk& desk) { return check(desk, seen(changed)); }).value();
    BOOST_TEST((done.state == PaymentRunState::checked));
    BOOST_TEST(refused(second(), [&](const server::Desk& desk) {
                   return change(desk, seen(done), lines());
               }) == "error.payment.now.checked");
}

BOOST_AUTO_TEST_CASE(taken_out_it_opens_what_the_families_allowed_and_tells_them)
{
    const auto run = checked();
    const auto out = act(clerk(), [&](const server::Desk& desk) { return issue(desk, seen(run)); }).value();
    BOOST_TEST(out.families.size() == 3U);
    BOOST_TEST(out.families.front().household.members.front().name.reveal() == "石玉兰");
    BOOST_TEST(count_events("offer.fields_opened") == 3);

    const auto again =
        act(second(), [&](const server::Desk& desk) { return issue(desk, seen(out.run)); }).value();
    BOOST_TEST(again.lines.size() == 3U);
    BOOST_TEST((again.run.issued_at == out.run.issued_at));
    BOOST_TEST(refused(clerk(), [&](const server::Desk& desk) { return cancel(desk, seen(again.run)); }) ==
               "error.payment.now.issued");
}

// The page stays open while its file is saved: the next click still shows the version of before.
BOOST_AUTO_TEST_CASE(the_same_list_is_taken_out_again_from_the_same_page)
{
    const auto run = checked();
    const auto out = [&] {
        return act(clerk(), [&](const server::Desk& desk) { return issue(desk, seen(run)); });
    };
    BOOST_TEST(why_not(out()) == "");
    BOOST_TEST(why_not(out()) == "");

    end_consent(offers[1].referral);
    const auto over = out();
    BOOST_TEST(why_not(over) == "error.payment.consent_over_out"); // nothing can be sent back any more
    BOOST_TEST(over.error().faults.front().values.at("lines") == "2");
}

BOOST_AUTO_TEST_CASE(a_line_names_whom_the_help_is_for)
{
    Household household;
    household.members.push_back(
        {.number = 3, .name = PrivateText("石小宝"), .phone = PrivateText("13900000003")});
    household.members.push_back(
        {.number = 1, .name = PrivateText("石玉兰"), .phone = PrivateText("13900000001")});
    household.members.push_back({.number = 2, .name = PrivateText("石大宝")});
    const auto told = [&](std::int64_t member, const std::vector<std::string>& fields) {
        std::string text;
        for (const auto& fact : server::offers::told_person(household, member, fields))
            text += fact.field + "=" + fact.value + " ";
        return text;
    };
    BOOST_TEST(told(0, {"name", "phone"}) == "name=石玉兰 phone=13900000001 ");
    BOOST_TEST(told(1, {"name"}) == "name=石玉兰 ");
    BOOST_TEST(told(2, {"name", "phone"}) == "name=石大宝 ");
    BOOST_TEST(told(2, {"phone"}) == ""); // not another's
    BOOST_TEST(told(3, {"name"}) == "name=石小宝 ");
    BOOST_TEST(told(4, {"name"}) == "");
}

BOOST_AUTO_TEST_CASE(where_a_consent_is_over_nothing_is_taken_out)
{
    const auto run = checked();
    end_consent(offers[1].referral);
    const auto out = act(clerk(), [&](const server::Desk& desk) { return issue(desk, seen(run)); });
    BOOST_REQUIRE(!out.has_value());
    BOOST_TEST(out.error().faults.front().key == "error.payment.consent_over");
    BOOST_TEST(out.error().faults.front().values.at("lines") == "2");
    BOOST_TEST(count_events("offer.fields_opened") == 0);

    const auto back =
        act(clerk(), [&](const server::Desk& desk) { return send_back(desk, seen(run)); }).value();
    auto two = lines();
    two.erase(two.begin() + 1);
    act(clerk(), [&](const server::Desk& desk) { return change(desk, seen(back), two); }).value();
    BOOST_TEST(lines_of(run.id).size() == 2U);
}

BOOST_AUTO_TEST_CASE(results_become_deliveries_or_go_back_with_their_reason)
{
    const auto run = issued();
    const auto taken = take(run, {paid(1), failed(2)});
    BOOST_TEST(taken.paid == 1);
    BOOST_TEST(taken.failed == 1);
    BOOST_TEST(arrived(offers[0].id) == 50'000);
    BOOST_TEST((now_of(offers[0].id).state == OfferState::delivering));
    BOOST_TEST(arrived(offers[1].id) == 0);
    const auto lines = lines_of(run.id);
    BOOST_TEST(lines[1].told == "户名不符");
    BOOST_TEST((this->run(run.id).state == PaymentRunState::issued));
    BOOST_TEST(db.value_of("SELECT COUNT(*) FROM payment_line WHERE sealed LIKE '%户名%'") == "0");

    // What failed may stand in another run while this one is still open.
    const auto next = act(clerk(), [&](const server::Desk& desk) {
        return prepare(desk, program, {{offers[1].id, Money{50'000}}});
    });
    BOOST_TEST(why_not(next) == "");

    take(run, {paid(3)});
    BOOST_TEST((this->run(run.id).state == PaymentRunState::settled));
    BOOST_TEST(count_events("payment.settle") == 1);
}

BOOST_AUTO_TEST_CASE(read_twice_nothing_is_doubled)
{
    const auto run = issued();
    take(run, {paid(1), failed(2), paid(3), paid(1)});
    const auto again = take(run, {paid(1), failed(2), paid(3)});
    BOOST_TEST(again.known == 3);
    BOOST_TEST(again.paid == 0);
    BOOST_TEST(count("delivery") == 2);
    BOOST_TEST(count_events("payment.results") == 1);

    const auto other = take(run, {failed(1), paid(2), paid(9)});
    BOOST_REQUIRE(other.faults.size() == 3U);
    BOOST_TEST(other.faults[0].key == "error.payment.result.other");
    BOOST_TEST(other.faults[1].key == "error.payment.result.other");
    BOOST_TEST(other.faults[2].key == "error.payment.result.line");
    BOOST_TEST(count("delivery") == 2);
}

// The write was never acknowledged: the process ended between any two statements. Sent again, all is there
// once.
BOOST_AUTO_TEST_CASE(what_was_cut_off_is_done_once_when_it_is_sent_again)
{
    const auto run = issued();
    const auto actor = clerk();
    {
        auto& connection = db.connection();
        connection.begin();
        store::Writer writer(connection);
        const auto taken =
            take_results({writer, actor, *library, now}, run.id, {paid(1), paid(2), failed(3)});
        BOOST_TEST(taken.has_value());
    } // neither kept nor committed
    db.connection().rollback();
    BOOST_TEST(count("delivery") == 0);
    const auto taken = take(run, {paid(1), paid(2), failed(3)});
    BOOST_TEST(taken.paid == 2);
    BOOST_TEST(count("delivery") == 2);
    BOOST_TEST((this->run(run.id).state == PaymentRunState::settled));
}

BOOST_AUTO_TEST_CASE(money_for_an_offer_that_ended_is_said_and_not_booked)
{
    const auto run = issued();
    end_consent(offers[0].referral);
    const auto taken = take(run, {paid(1), paid(2), paid(3)});
    BOOST_TEST(taken.unbooked == 1);
    BOOST_TEST(taken.paid == 2);
    BOOST_TEST((lines_of(run.id)[0].state == PaymentLineState::unbooked));
    BOOST_TEST(arrived(offers[0].id) == 0);
    BOOST_TEST(take(run, {paid(1)}).known == 1);
    BOOST_TEST((this->run(run.id).state == PaymentRunState::settled));
}

BOOST_AUTO_TEST_CASE(what_was_given_by_hand_meanwhile_is_not_given_twice)
{
    const auto run = issued();
    act(clerk(), [&](const server::Desk& desk) {
        return server::offers::deliver(
            desk, given::seen(now_of(offers[0].id)),
            {.units = 50'000, .on = day_of(now), .way = "cash", .signer = "x", .note = ""});
    }).value();
    BOOST_TEST(take(run, {paid(1)}).unbooked == 1);
    BOOST_TEST(arrived(offers[0].id) == 50'000);
}

BOOST_AUTO_TEST_CASE(a_result_without_reason_or_from_tomorrow_is_a_fault_and_the_others_are_taken)
{
    const auto run = issued();
    auto tomorrow = paid(2);
    tomorrow.on = plus_days(day_of(now), 1);
    const auto taken = take(run, {failed(1, ""), tomorrow, paid(3)});
    BOOST_REQUIRE(taken.faults.size() == 2U);
    BOOST_TEST(taken.faults[0].key == "error.payment.result.why");
    BOOST_TEST(taken.faults[1].key == "error.payment.result.on");
    BOOST_TEST(taken.paid == 1);

    auto before = paid(2);
    before.on = plus_days(day_of(*now_of(offers[1].id).offered_at), -1);
    std::string sixty;
    for (int i = 0; i < 60; ++i) sixty += "户";
    const auto next = take(run, {before, failed(1, sixty + "名")});
    BOOST_REQUIRE(next.faults.size() == 2U);
    BOOST_TEST(next.faults[0].key == "error.payment.result.before");
    BOOST_TEST(next.faults[1].key == "error.payment.result.why");
    BOOST_TEST(take(run, {failed(1, sixty)}).failed == 1);
}

BOOST_AUTO_TEST_SUITE_END()
