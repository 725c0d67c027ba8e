// 受助档案: what an organization gave to one family, for itself alone, and only while the family allows it.
#include "models/store/attachments.hpp"
#include "models/store/consents.hpp"
#include "models/store/seal.hpp"
#include "server/beneficiaries/routes.hpp"
#include "server/beneficiaries/service.hpp"
#include "tests/server/attachments/pictures.hpp"
#include "tests/server/offers/given.hpp"
#include "tests/support/pages.hpp"
#include <boost/test/unit_test.hpp>
#include <nlohmann/json.hpp>

using namespace models;
using given::OfferWorld;
using server::offers::OfferRow;
using support::page_faults;

namespace {

struct Kept : OfferWorld {
    Kept() : OfferWorld({}, server::beneficiaries::routes()) {}

    static std::string path(const OfferRow& row) { return "/offers/" + to_text(row.id) + "/file"; }
    // Twice something arrived, the first time with a voucher.
    OfferRow helped()
    {
        const auto row = accepted();
        const auto voucher = server::attachments::checked(given::document()).value();
        for (const auto units : {20'000, 30'000})
            act(charity(), [&](const server::Desk& desk) {
                return server::offers::deliver(
                    desk, given::seen(now_of(row.id)),
                    {.units = units,
                     .on = day_of(now),
                     .way = "bank",
                     .signer = "石玉兰",
                     .vouchers = units == 20'000 ? std::vector{voucher}
                                                 : std::vector<server::attachments::Content>{}});
            }).value();
        return now_of(row.id);
    }
    void withdraw_consent(ReferralId id)
    {
        db.write([&](store::Writer& writer) {
            const auto row = store::list_consents(writer, id).front();
            store::save_consent_state(writer, row.id, row.version, ConsentState::withdrawn);
        });
    }
    server::Response open(const Actor& actor, const OfferRow& row, const std::string& as,
                          const std::string& reason = "file")
    {
        return post(actor, path(row), {{"reason", reason}, {"as", as}});
    }
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(files, Kept)

BOOST_AUTO_TEST_CASE(it_shows_what_was_given_and_not_to_whom)
{
    const auto row = helped();
    for (const auto language : {server::Language::zh, server::Language::en}) {
        this->language = language;
        const auto shown = get(charity(), path(row));
        BOOST_TEST(page_faults(shown) == "");
        for (const auto* text : {"500.00", "200.00", "300.00", "2026-11", "<code>"})
            BOOST_TEST(shown.body.contains(text), text);
        BOOST_TEST(shown.body.contains("人民币伍佰元整") ==
                   (language == server::Language::zh)); // capitals are Chinese
        for (const auto* secret : {"石玉兰", "13900000000", "东坝村"})
            BOOST_TEST(!shown.body.contains(secret), secret);
    }
    BOOST_TEST(count_events("offer.file_read") == 2);
}

BOOST_AUTO_TEST_CASE(with_a_reason_it_tells_what_the_consent_names_and_says_so_in_the_log)
{
    const auto row = helped();
    const auto without = open(charity(), row, "page", "curiosity");
    BOOST_TEST(without.status == 422);
    BOOST_TEST(page_faults(without) == "");
    BOOST_TEST(!without.body.contains("石玉兰"));
    BOOST_TEST(count_events("offer.file_opened") == 0);

    const auto opened = open(charity(), row, "page");
    BOOST_TEST(page_faults(opened) == "");
    BOOST_TEST(opened.body.contains("石玉兰"));
    BOOST_TEST(opened.body.contains("13900000000"));
    BOOST_TEST(!opened.body.contains("东坝村")); // the consent does not name the address
    BOOST_TEST(count_events("offer.file_opened") == 1);
    BOOST_TEST(now_of(row.id).fields_opened_at.has_value());
}

BOOST_AUTO_TEST_CASE(it_is_printed_and_taken_away)
{
    const auto row = helped();
    const auto hash = store::sha256(given::document());

    const auto print = open(charity(), row, "print");
    BOOST_TEST(page_faults(print) == "");
    for (const auto& text : {std::string("人民币伍佰元整"), std::string("石玉兰"), hash})
        BOOST_TEST(print.body.contains(text), text);

    const auto csv = open(charity(), row, "csv");
    BOOST_TEST(
        support::field(csv, "Content-Disposition").starts_with("attachment; filename=\"beneficiary-ZJ-"));
    BOOST_TEST(csv.body.contains("石玉兰,13900000000,"));
    BOOST_TEST(csv.body.contains(",200.00,"));
    BOOST_TEST(csv.body.contains(hash));
    BOOST_TEST(open(charity(), row, "xlsx").body.starts_with("PK"));

    const auto file = nlohmann::json::parse(open(charity(), row, "json").body);
    BOOST_TEST(file["total_fen"] == 50'000);
    BOOST_TEST(file["people"][0]["name"] == "石玉兰");
    BOOST_TEST(file["offers"][0]["deliveries"][0]["vouchers"][0]["sha256"] == hash);
    BOOST_TEST(file["offers"][0]["deliveries"][1]["signer"] == "石玉兰");
    BOOST_TEST(file["consent"]["version"] == "2026-11");
    BOOST_TEST(count_events("offer.file_opened") == 4);
}

BOOST_AUTO_TEST_CASE(nobody_else_has_it)
{
    const auto row = helped();
    BOOST_TEST(get(other_charity(), path(row)).status == 404);
    BOOST_TEST(open(other_charity(), row, "json").status == 404);
    BOOST_TEST(get(county(), path(row)).status == 403);
    BOOST_TEST(get(officer(Role::admin, {}, "admin"), path(row)).status == 403);
    BOOST_TEST(count_events("offer.file_read") == 0);
}

BOOST_AUTO_TEST_CASE(before_it_accepts_an_organization_has_none)
{
    BOOST_TEST(get(charity(), path(received())).status == 404);
}

BOOST_AUTO_TEST_CASE(where_the_consent_is_over_only_amounts_and_counts_are_left)
{
    const auto row = helped();
    withdraw_consent(row.referral);

    const auto shown = get(charity(), path(row));
    BOOST_TEST(page_faults(shown) == "");
    BOOST_TEST(shown.body.contains("500.00"));
    BOOST_TEST(shown.body.contains("到位 2 次"));
    for (const auto* gone : {"200.00", "<code>", "name=\"as\"", "石玉兰"})
        BOOST_TEST(!shown.body.contains(gone), gone);
    for (const auto* as : {"page", "print", "csv", "xlsx", "json"})
        BOOST_TEST(open(charity(), row, as).status == 409, as);
    BOOST_TEST(count_events("offer.file_opened") == 0);
}

BOOST_AUTO_TEST_CASE(what_was_reversed_counts_no_more)
{
    const auto row = helped();
    db.write([&](store::Writer& writer) {
        const auto first = store::list_deliveries(writer, row.id).front();
        store::save_delivery_state(writer, first.id, first.state, DeliveryState::reversed);
    });
    const auto shown = get(charity(), path(row));
    BOOST_TEST(shown.body.contains("人民币叁佰元整"));
    BOOST_TEST(shown.body.contains("已冲销"));
}

BOOST_AUTO_TEST_SUITE_END()
