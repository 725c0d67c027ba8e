// Goods come in, go out with a delivery, and never more than there are; a slip says so to who signs.
#include "server/http/idempotency.hpp"
#include "server/referrals/consent.hpp"
#include "server/stock/routes.hpp"
#include "server/stock/service.hpp"
#include "tests/server/offers/given.hpp"
#include "tests/support/pages.hpp"
#include <boost/test/unit_test.hpp>

using namespace models;
using server::offers::OfferRow;
using support::page_faults;

namespace {

struct Goods : given::OfferWorld {
    Goods() : OfferWorld({}, server::stock::routes()) {}

    server::Response send_form(const Actor& actor, const std::string& target,
                               std::vector<std::pair<std::string, std::string>> fields, std::string once = "")
    {
        fields.emplace_back("once", once.empty() ? server::new_form_token() : once);
        auto request = call(actor, server::Verb::post, target);
        request.form = server::Form(std::move(fields));
        return send(std::move(request));
    }
    std::vector<store::StockItemRow> stock()
    {
        return db.read([&](store::Reader& reader) { return store::list_stock(reader, organization); });
    }
    StockItemId rice()
    {
        send_form(charity(), "/stock", {{"name", "大米"}, {"unit", "袋"}});
        const auto id = stock().front().id;
        send_form(charity(), moves(id), {{"act", "receive"}, {"quantity", "10"}});
        return id;
    }
    static std::string moves(StockItemId id) { return "/stock/" + to_text(id) + "/moves"; }
    std::string delivered(const std::string& way)
    {
        const auto row = accepted();
        offer_of = row;
        act(charity(), [&](const server::Desk& desk) {
            return server::offers::deliver(
                desk, given::seen(row),
                {.units = 50'000, .on = day_of(now), .way = way, .signer = "石玉兰", .note = ""});
        }).value();
        const auto id =
            db.read([&](store::Reader& reader) { return store::list_deliveries(reader, row.id).front().id; });
        return "/offers/" + to_text(row.id) + "/deliveries/" + to_text(id);
    }
    OfferRow offer_of;
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(goods, Goods)

BOOST_AUTO_TEST_CASE(goods_are_registered_received_and_counted)
{
    for (const auto language : {server::Language::en, server::Language::zh}) {
        this->language = language;
        BOOST_TEST(page_faults(get(charity(), "/stock")) == "");
    }
    const auto empty = send_form(charity(), "/stock", {{"name", ""}, {"unit", "袋"}});
    BOOST_TEST(empty.status == 422);
    BOOST_TEST(page_faults(empty) == "");
    const auto id = rice();
    BOOST_TEST(send_form(charity(), "/stock", {{"name", "大米"}, {"unit", "袋"}}).status == 422);
    BOOST_TEST(stock().front().quantity == 10);

    for (int twice = 0; twice < 2; ++twice)
        send_form(charity(), moves(id), {{"act", "receive"}, {"quantity", "5"}}, "same");
    BOOST_TEST(stock().front().quantity == 15);
    BOOST_TEST(send_form(charity(), moves(id), {{"act", "count"}, {"quantity", "15"}}).status == 303);
    BOOST_TEST(stock().front().quantity == 15);
    for (const auto* wrong : {"", "-1", "0", "1000001", "x"}) {
        const auto refused = send_form(charity(), moves(id), {{"act", "receive"}, {"quantity", wrong}});
        BOOST_TEST(refused.status == 422, wrong);
        BOOST_TEST(page_faults(refused) == "");
        BOOST_TEST(refused.body.contains("id=\"quantity-" + to_text(id) + "-problem\""));
        BOOST_TEST(send_form(charity(), moves(id), {{"act", "count"}, {"quantity", "1.5"}}).status == 422);
    }
    BOOST_TEST(send_form(charity(), moves(id), {{"act", "x"}, {"quantity", "5"}}).status == 422);
    BOOST_TEST(send_form(other_charity(), moves(id), {{"act", "receive"}, {"quantity", "1"}}).status == 404);
    BOOST_TEST(!get(other_charity(), "/stock").body.contains("大米"));
    BOOST_TEST(count_events("stock.receive") == 2);
    BOOST_TEST(count_events("stock.count") == 1);
}

BOOST_AUTO_TEST_CASE(a_count_that_differs_is_shown_and_stored_with_its_reason_alone)
{
    const auto id = rice();
    const auto count = [&](const char* seen, const char* reason) {
        return send_form(charity(), moves(id),
                         {{"act", "count"}, {"quantity", "7"}, {"seen", seen}, {"reason", reason}});
    };
    const auto asked = send_form(charity(), moves(id), {{"act", "count"}, {"quantity", "7"}});
    BOOST_TEST(asked.status == 422);
    BOOST_TEST(page_faults(asked) == "");
    for (const auto* text : {"10 袋", "7 袋", "少 3 袋", "name=\"seen\" value=\"10\""})
        BOOST_TEST(asked.body.contains(text), text);
    BOOST_TEST(count("", "damaged").status == 422); // without having seen the difference
    BOOST_TEST(count("10", "").status == 422);
    BOOST_TEST(count("10", "eaten").status == 422);
    send_form(charity(), moves(id), {{"act", "receive"}, {"quantity", "2"}});
    const auto moved = count("10", "damaged"); // the book has moved meanwhile
    BOOST_TEST(moved.status == 409);
    BOOST_TEST(moved.body.contains("少 5 袋"));
    BOOST_TEST(stock().front().quantity == 12);
    BOOST_TEST(count("12", "damaged").status == 303);
    BOOST_TEST(stock().front().quantity == 7);
    BOOST_TEST(db.value_of("SELECT facts FROM audit WHERE event = 'stock.count'") ==
               R"({"quantity":-5,"reason":"damaged"})");
}

BOOST_AUTO_TEST_CASE(goods_go_out_with_a_delivery_and_never_more_than_there_are)
{
    const auto id = rice();
    const auto path = delivered("goods");
    BOOST_TEST(page_faults(get(charity(), path + "/goods")) == "");
    const auto out = [&](const std::string& quantity) {
        return send_form(charity(), path + "/goods", {{"item", to_text(id)}, {"quantity", quantity}});
    };
    const auto too_many = out("11");
    BOOST_TEST(too_many.status == 409);
    BOOST_TEST(page_faults(too_many) == "");
    BOOST_TEST(too_many.body.contains("id=\"quantity-problem\""));
    BOOST_TEST(out("4").status == 303);
    BOOST_TEST(stock().front().quantity == 6);
    BOOST_TEST(out("7").status == 409);
    BOOST_TEST(stock().front().quantity == 6);
    BOOST_TEST(get(charity(), path + "/goods").body.contains("4 袋"));
    BOOST_TEST(get(other_charity(), path + "/goods").status == 404);
    BOOST_TEST(count("stock_move") == 2);
}

BOOST_AUTO_TEST_CASE(money_takes_nothing_out_of_the_stock)
{
    const auto id = rice();
    const auto path = delivered("bank");
    BOOST_TEST(send_form(charity(), path + "/goods", {{"item", to_text(id)}, {"quantity", "1"}}).status ==
               409);
    BOOST_TEST(stock().front().quantity == 10);
}

BOOST_AUTO_TEST_CASE(a_slip_is_printed_while_the_family_allows_it)
{
    const auto id = rice();
    const auto path = delivered("goods");
    BOOST_TEST(post(charity(), path + "/slip", {}).status == 409); // nothing went out yet
    send_form(charity(), path + "/goods", {{"item", to_text(id)}, {"quantity", "4"}});
    const auto slip = post(charity(), path + "/slip", {});
    BOOST_TEST(page_faults(slip) == "");
    for (const auto* text : {"石玉兰", "大米", "4 袋", "春风基金会"})
        BOOST_TEST(slip.body.contains(text), text);
    BOOST_TEST(!slip.body.contains("东坝村")); // the consent does not name the address
    BOOST_TEST(count_events("offer.file_opened") == 1);
    BOOST_TEST(post(charity(), path + "/slip", {}).body == slip.body); // again, and told again
    BOOST_TEST(count_events("offer.file_opened") == 2);
    BOOST_TEST(post(other_charity(), path + "/slip", {}).status == 404);

    act(county(), [&](const server::Desk& desk) {
        return server::referrals::withdraw_consents(desk, offer_of.referral);
    }).value();
    BOOST_TEST(post(charity(), path + "/slip", {}).status == 409);
    BOOST_TEST(count_events("offer.file_opened") == 2);
}

BOOST_AUTO_TEST_SUITE_END()
