// Tables to take away: no cell is a formula, and what was guarded reads back as it was.
#include "server/sheets/sheet.hpp"
#include <boost/test/unit_test.hpp>

using namespace server::sheets;

BOOST_AUTO_TEST_SUITE(sheets)

BOOST_AUTO_TEST_CASE(no_cell_of_a_csv_file_begins_a_formula)
{
    const Sheet sheet{{}, {{{"=1+1"}, {"+86"}, {"-2"}, {"@x"}, {"a,\"b\""}, {"", 150'050}}}};
    BOOST_TEST(csv_of(sheet) == "\xEF\xBB\xBF'=1+1,'+86,'-2,'@x,\"a,\"\"b\"\"\",1500.50\r\n");
}

BOOST_AUTO_TEST_CASE(a_guarded_cell_reads_back_as_it_was)
{
    for (const std::string text : {"=1+1", "+86", "-2", "@x", "\tx", "石", "", "'", "'x", "1'000"})
        BOOST_TEST(as_typed(harmless(text)) == text);
}

BOOST_AUTO_TEST_CASE(files_are_attachments)
{
    const Sheet sheet{{10}, {{{"=1+1"}, {"", 5}}}};
    const auto csv = csv_file(sheet, "run"), xlsx = xlsx_file(sheet, "run");
    BOOST_TEST(csv.fields.front().second == "attachment; filename=\"run.csv\"");
    BOOST_TEST(xlsx.fields.front().second == "attachment; filename=\"run.xlsx\"");
    BOOST_TEST(xlsx.body.starts_with("PK"));
}

BOOST_AUTO_TEST_SUITE_END()
