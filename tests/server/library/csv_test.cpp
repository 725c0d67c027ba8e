#include "server/library/csv.hpp"
#include <boost/test/unit_test.hpp>
#include <stdexcept>

using server::read_table;

static std::string complaint(std::string_view text)
{
    try {
        read_table(text);
    } catch (const std::runtime_error& wrong) {
        return wrong.what();
    }
    return "read";
}

BOOST_AUTO_TEST_SUITE(tables_of_commas)

BOOST_AUTO_TEST_CASE(values_quotes_and_line_ends)
{
    const auto table = read_table("\xEF\xBB\xBFname,note\r\n正安县,\"a, \"\"b\"\"\nc\"\r\n,\n");

    BOOST_REQUIRE(table.rows.size() == 2u);
    BOOST_TEST(table.head[0] == "name");
    BOOST_TEST(table.column("note") == 1u);
    BOOST_TEST(table.rows[0][0] == "正安县");
    BOOST_TEST(table.rows[0][1] == "a, \"b\"\nc");
    BOOST_TEST(table.rows[1][1].empty());
}

BOOST_AUTO_TEST_CASE(the_last_line_may_lack_its_end)
{
    BOOST_TEST(read_table("a,b\n1,2").rows.at(0).at(1) == "2");
    BOOST_TEST(read_table("a\n").rows.empty());
    BOOST_TEST(read_table("a,b\n\n1,2\n").rows.size() == 1u);
}

BOOST_AUTO_TEST_CASE(what_cannot_be_a_table_names_its_line)
{
    BOOST_TEST(complaint("a,b\n1,2\n1\n") == "line 3: as many values as the head are expected");
    BOOST_TEST(complaint("a,b\n1,2,3\n") == "line 2: as many values as the head are expected");
    BOOST_TEST(complaint("a,b\n\"1,2\n") == "line 2: a quote is not closed");
    BOOST_TEST(complaint("a,b\n\"1\"x,2\n") ==
               "line 2: a quoted value must end at a comma or at the end of the line");
    BOOST_CHECK_THROW(static_cast<void>(read_table("a\n").column("b")), std::runtime_error);
}

BOOST_AUTO_TEST_SUITE_END()
