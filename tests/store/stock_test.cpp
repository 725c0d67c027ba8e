// Goods of an organization, the same in both databases: never less than nothing.
#include "models/store/stock.hpp"
#include "tests/store/given.hpp"
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

using namespace models;
using support::at_minute;

BOOST_AUTO_TEST_SUITE(stock)

BOOST_DATA_TEST_CASE(an_item_has_its_name_once_and_never_less_than_nothing, support::kBoth, backend)
{
    support::TestDb db(backend);
    const auto by = given::account(db, "caseworker");
    const auto organization = given::organization(db);
    const auto add = [&](const char* name) {
        return db.write([&](store::Writer& writer) {
            return store::insert_stock_item(writer, {{}, organization, name, "袋", 0});
        });
    };
    const auto rice = add("大米").value();
    BOOST_TEST(!add("大米").has_value());
    const auto move = [&](StockAct act, std::int64_t quantity) {
        return db.write([&](store::Writer& writer) {
            return store::move_stock(writer, {rice, act, quantity, {}, by, at_minute(1)});
        });
    };
    BOOST_TEST(move(StockAct::receive, 10));
    BOOST_TEST(!move(StockAct::hand_out, -11));
    BOOST_TEST(move(StockAct::hand_out, -10));
    BOOST_TEST(!move(StockAct::count, -1));
    db.read([&](store::Reader& reader) {
        BOOST_TEST(store::list_stock(reader, organization).front().quantity == 0);
        BOOST_TEST(!store::find_stock_item(reader, {organization.value + 1}, rice).has_value());
        BOOST_TEST(store::find_stock_item(reader, organization, rice)->unit == "袋");
        BOOST_TEST(store::handed_out_with(reader, {7}).empty());
    });
    BOOST_TEST(db.value_of("SELECT COUNT(*) FROM stock_move") == "2");
}

BOOST_AUTO_TEST_SUITE_END()
