// Tables to take away: no cell is a formula, and what was guarded reads back as it was.
#include "server/library/csv.hpp"
#include "server/sheets/sheet.hpp"
#include <boost/test/unit_test.hpp>
#include <span>

using namespace server::sheets;

BOOST_AUTO_TEST_SUITE(sheets)

BOOST_AUTO_TEST_CASE(no_cell_of_a_csv_file_begins_a_formula)
{
    const Sheet sheet{{}, {{{"=1+1"}, {"+86"}, {"-2"}, {"@x"}, {"a,\"b\""}, {"", 150'050}}}};
    BOOST_TEST(csv_of(sheet) == "\xEF\xBB\xBF'=1+1,'+86,'-2,'@x,\"a,\"\"b\"\"\",1500.50\r\n");
}

BOOST_AUTO_TEST_CASE(a_guarded_cell_reads_back_as_it_was)
{
    for (const std::string text :
         {"=1+1", "+86", "-2", "@x", "\tx", "石", "", "'", "'x", "1'000", "'=1", "''=1"})
        BOOST_TEST(as_typed(harmless(text)) == text);
}

// Quality row 60: a file of ours, read again, is what it was; and no cell of it begins a formula.
BOOST_AUTO_TEST_CASE(whatever_is_exported_reads_back_without_loss)
{
    const std::vector<std::string> kBegins{"=",  "+",  "-", "@",  "\t", "\r", "＝", "＋",
                                           "－", "＠", "'", "''", "\"", ",",  "\n", "石"};
    Sheet sheet{{}, {{{"a"}, {"b"}}}};
    for (const auto& first : kBegins)
        for (const auto& second : kBegins)
            sheet.rows.push_back({{first + second + "cmd|' /C calc'!A0"}, {second + first}});
    const auto text = csv_of(sheet);
    const auto table = server::read_table(text.substr(3));
    BOOST_REQUIRE(table.rows.size() == sheet.rows.size() - 1);
    for (std::size_t i = 0; i < table.rows.size(); ++i)
        for (std::size_t column = 0; column < 2; ++column) {
            const auto& cell = table.rows[i][column];
            BOOST_TEST(as_typed(cell) == sheet.rows[i + 1][column].text);
            for (const auto& begin : std::span(kBegins).first(10)) BOOST_TEST(!cell.starts_with(begin), cell);
        }
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
