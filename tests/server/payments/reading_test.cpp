// The bank's file, as banks and spreadsheets write it.
#include "server/payments/reading.hpp"
#include "server/payments/routes.hpp"
#include "tests/server/payments/given.hpp"
#include <boost/test/unit_test.hpp>

using namespace models;
using namespace server::payments;
using given::why_not;

namespace {

const html::Messages& texts()
{
    static const auto kTexts = html::Messages::built_in();
    return kTexts;
}

Result<std::vector<BankResult>> read(const std::string& file)
{
    store::PaymentRunRow run;
    run.number = 3;
    return read_results(texts(), file, run);
}

const std::string kHead = "批次,序号,姓名,结果,失败原因,到账日期\r\n";

} // namespace

BOOST_AUTO_TEST_SUITE(reading)

BOOST_AUTO_TEST_CASE(rows_with_a_result_are_read)
{
    const auto all = read("\xEF\xBB\xBF" + kHead +
                          "FF-3,1,石玉兰,成功,,2026-11-20\r\nFF-3,2,x,失败,户名不符,\r\nFF-3,3,x,,,\r\n");
    BOOST_REQUIRE(all.has_value());
    BOOST_REQUIRE(all->size() == 2U);
    BOOST_TEST(all->at(0).paid);
    BOOST_TEST((all->at(0).on == parse_date("2026-11-20")));
    BOOST_TEST(!all->at(1).paid);
    BOOST_TEST(all->at(1).told == "户名不符");
    BOOST_TEST(all->at(1).number == 2);
}

BOOST_AUTO_TEST_CASE(columns_stand_in_any_order_and_either_language)
{
    const auto all = read("Result,x,Line,Run\nPaid,,7,FF-3\nFailed,,8,FF-3\n");
    BOOST_REQUIRE(all.has_value());
    BOOST_TEST(all->front().number == 7);
    BOOST_TEST(all->back().told == "");
}

BOOST_AUTO_TEST_CASE(chinese_banks_write_gbk)
{
    // 批次,序号,结果 / FF-3,1,成功
    const auto all = read("\xC5\xFA\xB4\xCE,\xD0\xF2\xBA\xC5,\xBD\xE1\xB9\xFB\nFF-3,1,\xB3\xC9\xB9\xA6\n");
    BOOST_REQUIRE(all.has_value());
    BOOST_TEST(all->front().paid);
}

BOOST_AUTO_TEST_CASE(a_file_that_cannot_be_read_whole_is_refused_whole)
{
    const std::pair<std::string, const char*> kBad[] = {
        {"\xFF\xD8\xFF\xE0 a picture", "error.payment.file.text"},
        {std::string("a\0b", 3), "error.payment.file.text"},
        {"PK\x03\x04 a workbook", "error.payment.file.text"},
        {"", "error.payment.file.head"},
        {"a,b,c\n", "error.payment.file.head"},
        {kHead + "\"FF-3,1", "error.payment.file.table"},
        {kHead + "FF-3,1\n", "error.payment.file.table"},
        {kHead, "error.payment.file.empty"},
        {kHead + "FF-3,1,x,,,\n", "error.payment.file.empty"},
        {kHead + "FF-4,1,x,成功,,\n", "error.payment.file.run"},
        {kHead + "FF-3,one,x,成功,,\n", "error.payment.file.number"},
        {kHead + "FF-3,99999999999999999999,x,成功,,\n", "error.payment.file.number"},
        {kHead + "FF-3,1,x,也许,,\n", "error.payment.file.result"},
        {kHead + "FF-3,1,x,成功,,昨天\n", "error.payment.file.on"}};
    for (const auto& [file, why] : kBad) BOOST_TEST(why_not(read(file)) == why, file);
    std::string many = kHead;
    for (int i = 0; i <= 1000; ++i) many += "FF-3,1,x,成功,,\n";
    BOOST_TEST(why_not(read(many)) == "error.payment.file.table");
    BOOST_TEST(why_not(read(kHead + std::string(1'000'000, ','))) == "error.payment.file.table");
}

BOOST_AUTO_TEST_SUITE_END()
