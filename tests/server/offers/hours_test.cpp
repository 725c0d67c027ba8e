// Help in hours, from the need to the log: a service by the week is offered for all that is lacking, hours
// are given one day after another, a mistake is reversed, and what is left of the need is right at every
// step. Never money.
#include "models/store/consents.hpp"
#include "server/formats/program_json.hpp"
#include "server/http/idempotency.hpp"
#include "server/offers/hours.hpp"
#include "server/programs/document.hpp"
#include "tests/server/offers/given.hpp"
#include "tests/server/referrals/given.hpp"
#include "tests/support/pages.hpp"
#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <nlohmann/json.hpp>

using namespace models;
using server::offers::DeliveryTold;
using server::offers::OfferRow;
using support::page_faults;

namespace {

using Fields = std::vector<std::pair<std::string, std::string>>;

struct Hourly : given::OfferWorld {
    Hourly() { carers = add_carers(); }

    ProgramId add_carers()
    {
        const auto told = nlohmann::json::parse(R"({"code": "carers", "name": "安心陪护", "state": "open",
            "purposes": [{"need": "care", "main": true}], "applicant": "household", "rule": {"all": []},
            "documents": [], "steps": [], "served": {"of": "residence", "areas": ["52"]},
            "capacity": {"places": 2, "budget_fen": null, "keeps_waitlist": false, "quotas": []},
            "award": {"cases": [{"when": null, "service": {"kind": "companionship", "amount": 20, "per": "week"}}]}})");
        return db.write([&](store::Writer& writer) {
            auto row = server::programs::row_of(server::read_program(told, {}).value());
            row.organization = organization;
            row.uuid = store::new_uuid();
            return store::insert_program(writer, row, now);
        });
    }
    // Confirmed, with a need of ten hours of care; its consent names the organization.
    ReferralId family_in_need()
    {
        auto body = given::grandmother(*this);
        body.household.needs = {{.type = "care", .member = 1, .unit = NeedUnit::hours, .assessed = 10}};
        const auto went = [](auto moved) { return moved.value(); };
        const auto reported = went(given::act(*this, village(), [&](const server::Desk& desk) {
            return server::referrals::report_at_once(desk, body);
        }));
        const auto rechecked = went(given::act(*this, township(), [&](const server::Desk& desk) {
            return server::referrals::recheck(desk, given::seen(reported), given::visit());
        }));
        const auto decided = given::decision(*this, rechecked);
        const auto id = went(given::act(*this, county(), [&](const server::Desk& desk) {
                            return server::referrals::confirm(desk, given::seen(rechecked), decided);
                        })).id;
        const auto by = county().account;
        db.write([&](store::Writer& writer) {
            store::insert_consent(writer, {.referral = id,
                                           .way = ConsentWay::paper,
                                           .text_version = "2026-11",
                                           .purposes = {"care"},
                                           .fields = {"name"},
                                           .organizations = {organization},
                                           .given = "{}",
                                           .from = day_of(now),
                                           .until = plus_days(day_of(now), 300),
                                           .recorded_by = by,
                                           .recorded_at = now});
        });
        return id;
    }
    Need need_of(ReferralId id)
    {
        return db.read([&](store::Reader& reader) {
            const auto row = store::find_referral(reader, {support::kCounty, {}}, id).value();
            return server::referrals::find_document(reader, row).body.household.needs.front();
        });
    }
    // What the need still lacks, as the offers of now promise it.
    std::int64_t residual(ReferralId id) { return residual_of(need_of(id)).value(); }
    OfferRow offered(ReferralId id)
    {
        const auto all = programs();
        const server::offers::OfferWish wish{id, need_of(id).id, carers, "", ""};
        return act(county(),
                   [&](const server::Desk& desk) { return server::offers::offer_help(desk, *all, wish); })
            .value();
    }
    OfferRow accepted(std::optional<std::int64_t> hours = {})
    {
        family = family_in_need();
        const auto row = offered(family);
        act(charity(), [&](const server::Desk& desk) {
            return server::offers::open_offer(desk, row.id);
        }).value();
        const auto received = now_of(row.id);
        act(charity(), [&](const server::Desk& desk) {
            return server::offers::accept(desk, given::seen(received), hours);
        }).value();
        now += std::chrono::days(10); // help comes after it was promised
        return now_of(row.id);
    }
    server::Response send_form(const Actor& actor, const std::string& target, Fields fields)
    {
        fields.emplace_back("once", server::new_form_token());
        auto request = call(actor, server::Verb::post, target);
        request.form = server::Form(std::move(fields));
        return send(std::move(request));
    }
    static std::string path(const OfferRow& row, const std::string& rest = "")
    {
        return "/offers/" + to_text(row.id) + rest;
    }
    Fields visit(const OfferRow& row, const std::string& on = "2026-11-30")
    {
        return {{"version", std::to_string(now_of(row.id).version)},
                {"on", on},
                {"from", ""},
                {"until", ""},
                {"units", ""},
                {"service", "home_care"},
                {"giver", "田小满"},
                {"signer", "石玉兰"}};
    }
    server::Response deliver(const OfferRow& row, Fields fields)
    {
        return send_form(charity(), path(row, "/deliver"), std::move(fields));
    }
    static Fields with(Fields fields, const std::map<std::string, std::string>& other)
    {
        for (auto& [name, value] : fields)
            if (const auto at = other.find(name); at != other.end()) value = at->second;
        return fields;
    }
    std::vector<store::DeliveryRow> deliveries(const OfferRow& row)
    {
        return db.read([&](store::Reader& reader) { return store::list_deliveries(reader, row.id); });
    }
    store::CapacityRow seats()
    {
        return db.read([&](store::Reader& reader) { return store::list_capacity(reader, carers).front(); });
    }

    ProgramId carers;
    ReferralId family;
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(hours, Hourly)

BOOST_AUTO_TEST_CASE(a_service_by_the_week_is_offered_for_all_hours_that_are_lacking_and_is_no_money)
{
    const auto row = accepted();
    BOOST_TEST((row.unit == NeedUnit::hours && row.units == 10 && row.amount.fen == 0));
    BOOST_TEST(residual(family) == 0);
    const auto form = get(charity(), path(row, "/deliver"));
    BOOST_TEST(page_faults(form) == "");
    for (const auto* field : {"on", "from", "until", "units", "service", "giver", "signer"})
        BOOST_TEST(form.body.contains("name=\"" + std::string(field) + "\""), field);
    BOOST_TEST(!form.body.contains("name=\"way\""));
    language = server::Language::en;
    BOOST_TEST(page_faults(get(charity(), path(row, "/deliver"))) == "");
}

BOOST_AUTO_TEST_CASE(three_hours_and_two_a_mistake_reversed_and_the_rest_stopped_short)
{
    const auto row = accepted();
    BOOST_TEST(deliver(row, with(visit(row), {{"from", "14:00"}, {"until", "17:00"}})).status == 303);
    BOOST_TEST(deliver(row, with(visit(row, "2026-12-01"), {{"units", "2"}})).status == 303);
    BOOST_TEST(deliver(row, with(visit(row, "2026-12-01"), {{"units", "4"}})).status == 303); // should not be
    BOOST_TEST(residual(family) == 0);

    const auto wrong = deliveries(row).back();
    const auto ask = path(row, "/deliveries/" + to_text(wrong.id) + "/reverse");
    BOOST_TEST(page_faults(get(charity(), ask)) == "");
    const auto version = [&] { return std::to_string(now_of(row.id).version); };
    const auto without = send_form(charity(), ask, {{"version", version()}});
    BOOST_TEST(without.status == 422);
    BOOST_TEST(page_faults(without) == "");
    BOOST_TEST(send_form(other_charity(), ask, {{"version", version()}, {"note", "x"}}).status == 404);
    BOOST_TEST(send_form(charity(), ask, {{"version", version()}, {"note", "日期登记错了"}}).status == 303);
    BOOST_TEST(send_form(charity(), ask, {{"version", version()}, {"note", "再来"}}).status == 409);
    const auto shown = get(charity(), path(row));
    BOOST_TEST(page_faults(shown) == "");
    BOOST_TEST(shown.body.contains("冲销了一次登记"));
    BOOST_TEST(shown.body.contains("14:00–17:00"));
    BOOST_TEST(shown.body.contains("田小满"));
    BOOST_TEST(count_events("delivery.reverse") == 1);

    BOOST_TEST(send_form(charity(), path(row, "/complete"), {{"version", version()}}).status == 409);
    BOOST_TEST(send_form(charity(), path(row, "/stop-short"), {{"version", version()}, {"note", "人手不够"}})
                   .status == 303);
    const auto ended = now_of(row.id);
    BOOST_TEST((ended.state == OfferState::partly_fulfilled && ended.units == 5 && ended.amount.fen == 0));
    BOOST_TEST(residual(family) == 5); // goes to whoever is offered it next
    BOOST_TEST((seats().committed == 0 && seats().paid.fen == 0 && seats().committed_money.fen == 0));
    BOOST_TEST(offered(family).units == 5);
}

BOOST_AUTO_TEST_CASE(all_hours_given_complete_it_and_the_need_is_met)
{
    const auto row = accepted(4); // of ten
    BOOST_TEST(residual(family) == 6);
    BOOST_TEST(deliver(row, with(visit(row), {{"units", "5"}})).status == 422); // more than was accepted
    BOOST_TEST(deliver(row, with(visit(row), {{"units", "4"}})).status == 303);
    const auto done =
        send_form(charity(), path(row, "/complete"), {{"version", std::to_string(now_of(row.id).version)}});
    BOOST_TEST(done.status == 303);
    BOOST_TEST((now_of(row.id).state == OfferState::fulfilled && residual(family) == 6));
    BOOST_TEST(seats().used == 1);
}

BOOST_AUTO_TEST_CASE(a_mistake_stands_at_its_field_and_what_was_typed_stays)
{
    const auto row = accepted();
    BOOST_TEST(deliver(row, with(visit(row), {{"from", "9:00"}, {"until", "12:00"}})).status == 303);
    const std::vector<std::pair<std::map<std::string, std::string>, std::string>> wrong{
        {{}, "units"}, // neither hours nor times
        {{{"units", "0"}}, "units"},
        {{{"units", "-1"}}, "units"},
        {{{"units", "2.5"}}, "units"},
        {{{"units", "three"}}, "units"},
        {{{"units", "99999999999999999999"}}, "units"},
        {{{"units", "8"}}, "units"}, // seven are left
        {{{"from", "14:00"}, {"until", "16:00"}, {"units", "3"}}, "units"},
        {{{"from", "14:00"}, {"until", "16:00"}, {"units", "three"}}, "units"},
        {{{"from", "14:00"}}, "until"},
        {{{"until", "16:00"}}, "from"},
        {{{"from", "noon"}, {"until", "16:00"}}, "from"},
        {{{"from", "16:00"}, {"until", "14:00"}}, "until"},
        {{{"from", "14:00"}, {"until", "15:30"}}, "until"},
        {{{"from", "11:00"}, {"until", "13:00"}}, "from"}, // nine to twelve is recorded
        {{{"units", "1"}, {"service", ""}}, "service"},
        {{{"units", "1"}, {"service", "legal_advice"}}, "service"}, // not of this need
        {{{"units", "1"}, {"giver", ""}}, "giver"},
        {{{"units", "1"}, {"giver", std::string(500, 'x')}}, "giver"},
        {{{"units", "1"}, {"signer", ""}}, "signer"},
        {{{"units", "1"}, {"on", "2026-12-24"}}, "on"},
        {{{"units", "1"}, {"on", "yesterday"}}, "on"}};
    for (const auto& [typed, field] : wrong) {
        const auto answer = deliver(row, with(visit(row), typed));
        const auto told = field + (typed.empty() ? "" : " " + typed.begin()->second);
        BOOST_TEST(answer.status == 422, told);
        BOOST_TEST(page_faults(answer) == "", told);
        BOOST_TEST(answer.body.contains("id=\"" + field + "-problem\""), told);
    }
    BOOST_TEST(deliver(row, with(visit(row), {{"units", "8"}})).body.contains("value=\"田小满\""));
    BOOST_TEST(deliveries(row).size() == 1u);
    BOOST_TEST(deliver(row, with(visit(row), {{"from", "12:00"}, {"until", "13:00"}})).status == 303);
}

BOOST_AUTO_TEST_CASE(the_log_of_hours_is_the_organizations_as_page_print_and_csv)
{
    const auto row = accepted();
    deliver(row, with(visit(row, "2026-11-30"), {{"units", "2"}, {"signer", "石玉兰"}}));
    deliver(row, with(visit(row, "2026-12-02"), {{"from", "14:00"}, {"until", "17:00"}}));
    for (const auto* part : {"/hours", "/hours/print"}) {
        const auto shown = get(charity(), path(row, part));
        BOOST_TEST(shown.status == 200, part);
        BOOST_TEST(page_faults(shown) == "", part);
        for (const auto* text :
             {"田小满", "14:00–17:00", "居家照护", "2026-11", "2026-12", "5 小时", "10 小时"})
            BOOST_TEST(shown.body.contains(text), part << " " << text);
    }
    const auto csv = get(charity(), path(row, "/hours/csv"));
    BOOST_TEST(csv.content_type == "text/csv; charset=utf-8");
    BOOST_TEST(csv.body.contains("2026-12-02,14:00–17:00,3,居家照护,田小满,"));
    BOOST_TEST(count_events("offer.hours_read") == 3);
    for (const auto& who : {county(), township()}) {
        BOOST_TEST(get(who, path(row, "/hours")).status == 403);
        const auto page = get(who, path(row));
        BOOST_TEST(page.body.contains("14:00–17:00"));
        BOOST_TEST(!page.body.contains("田小满")); // who gave it stays in the organization
    }
    BOOST_TEST(get(other_charity(), path(row, "/hours")).status == 404);
    language = server::Language::en;
    BOOST_TEST(page_faults(get(charity(), path(row, "/hours"))) == "");
}

BOOST_AUTO_TEST_CASE(money_takes_no_hours_and_hours_no_money)
{
    const auto money = given::OfferWorld::accepted();
    const auto by_money = act(charity(), [&](const server::Desk& desk) {
        return server::offers::deliver(
            desk, given::seen(money),
            {.units = 100,
             .on = day_of(now),
             .way = "bank",
             .signer = "石玉兰",
             .note = "",
             .service = {.from = "14:00", .until = "15:00", .kind = "home_care", .giver = ""}});
    });
    BOOST_TEST(given::why(by_money) == "error.offer.hours.not_in_hours");
    const auto id = money.id;
    BOOST_TEST(get(charity(), "/offers/" + to_text(id) + "/hours").status == 409);
    const auto row = accepted();
    const auto by_hours = act(charity(), [&](const server::Desk& desk) {
        return server::offers::deliver(
            desk, given::seen(row),
            {.units = 1,
             .on = day_of(now),
             .way = "bank",
             .signer = "石玉兰",
             .note = "",
             .service = {.from = "", .until = "", .kind = "home_care", .giver = "田小满"}});
    });
    BOOST_TEST(given::why(by_hours) == "error.offer.hours.way");
    BOOST_TEST(deliveries(row).empty());
}

BOOST_AUTO_TEST_CASE(another_system_records_hours_in_the_needs_unit)
{
    using nlohmann::json;
    const auto row = accepted();
    const auto send_body = [&](const Actor& who, const json& body) {
        auto request = call(who, server::Verb::post, "/api/v1/offers/" + to_text(row.id) + "/moves");
        request.api = true;
        request.body = body.dump();
        request.if_match = "\"v" + std::to_string(now_of(row.id).version) + "\"";
        request.idempotency_key = server::new_form_token();
        return send(std::move(request));
    };
    const json visit{{"act", "deliver"}, {"on", "2026-11-30"},     {"from", "14:00"},   {"until", "17:00"},
                     {"way", "service"}, {"service", "home_care"}, {"giver", "田小满"}, {"signer", "石玉兰"}};
    const auto done = send_body(charity(), visit);
    BOOST_TEST(done.status == 200, done.body);
    const auto told = json::parse(done.body);
    BOOST_TEST((told.at("delivered_units") == 3 && told.at("unit") == "hours"));
    const auto& delivery = told.at("deliveries")[0];
    BOOST_TEST((delivery.at("units") == 3 && delivery.at("amount_fen") == 0));
    BOOST_TEST((delivery.at("from") == "14:00" && delivery.at("giver") == "田小满"));
    auto request = call(county(), server::Verb::get, "/api/v1/offers/" + to_text(row.id));
    request.api = true;
    const auto seen = send(std::move(request));
    BOOST_TEST(seen.status == 200);
    BOOST_TEST(!seen.body.contains("田小满"));
    auto wrong = visit;
    wrong["from"] = "18:00";
    wrong["until"] = "19:30";
    const auto refused = send_body(charity(), wrong);
    BOOST_TEST((refused.status == 422 && refused.body.contains("\"/until\"")), refused.body);
    BOOST_TEST(deliveries(row).size() == 1u);
}

BOOST_AUTO_TEST_SUITE_END()
