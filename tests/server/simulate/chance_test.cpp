// The source of chance gives the published numbers of SplitMix64, and tables give what they say.
#include "server/simulate/shares.hpp"
#include "server/simulate/template.hpp"
#include <boost/test/unit_test.hpp>
#include <nlohmann/json.hpp>

using namespace server::simulate;
using nlohmann::json;

BOOST_AUTO_TEST_SUITE(chance)

BOOST_AUTO_TEST_CASE(numbers_are_those_of_splitmix64)
{
    Chance drawn(1'234'567);
    for (const auto expected : {6457827717110365317U, 3203168211198807973U, 9817491932198370423U,
                                4593380528125082431U, 16408922859458223821U})
        BOOST_TEST(drawn.next() == expected);
}

BOOST_AUTO_TEST_CASE(streams_of_kinds_and_things_are_apart)
{
    std::set<std::uint64_t> first;
    for (std::uint64_t kind = 1; kind <= 2; ++kind)
        for (std::uint64_t n = 1; n <= 10'000; ++n) first.insert(Chance::of(7, kind, n).next());
    BOOST_TEST(first.size() == 20'000u);
    BOOST_TEST(Chance::of(7, 1, 5).next() != Chance::of(8, 1, 5).next());
}

BOOST_AUTO_TEST_CASE(every_number_of_a_range_comes_as_often)
{
    Chance drawn(1);
    std::array<int, 7> seen{};
    for (int i = 0; i < 70'000; ++i) ++seen[static_cast<std::size_t>(drawn.between(-3, 3) + 3)];
    for (const auto count : seen) BOOST_TEST(std::abs(count - 10'000) < 500);
}

BOOST_AUTO_TEST_CASE(tables_of_each_form_are_read)
{
    const Shares shares(json::parse(R"({"a": {"share": 250, "range": [3, 5]},
        "words": [["x", 1], ["y", 3]], "ranges": [[[0, 0], 1], [[10, 19], 1]]})"));
    Chance drawn(3);
    int y = 0, happened = 0, high = 0;
    for (int i = 0; i < 10'000; ++i) {
        const bool is_y = shares.word(drawn, "words") == "y";
        y += is_y;
        happened += shares.happens(drawn, "a.share");
        const auto number = shares.number(drawn, "ranges");
        BOOST_REQUIRE((number == 0 || (number >= 10 && number <= 19)));
        high += number >= 10;
        const auto in_range = shares.number(drawn, "a.range");
        BOOST_REQUIRE((in_range >= 3 && in_range <= 5));
    }
    BOOST_TEST(std::abs(y - 7'500) < 250);
    BOOST_TEST(std::abs(happened - 2'500) < 250);
    BOOST_TEST(std::abs(high - 5'000) < 250);
    BOOST_CHECK_THROW(shares.word(drawn, "no.such"), std::logic_error);
    BOOST_CHECK_THROW(Shares(json::parse(R"({"a": [[1]]})")), std::logic_error);
}

BOOST_AUTO_TEST_CASE(what_a_template_leaves_open_is_filled_in)
{
    const auto parts = json::parse(R"({"p": {"b": {"$number": [10, 30, 10]}}})");
    const auto value = json::parse(R"({"a": {"$part": "p"}, "c": [{"$pick": [1, 2]}], "d": "$pick"})");
    Chance drawn(5);
    for (int i = 0; i < 100; ++i) {
        const auto filled = filled_in(value, parts, drawn);
        const auto number = filled["a"]["b"].get<int>(), picked = filled["c"][0].get<int>();
        BOOST_REQUIRE((number == 10 || number == 20 || number == 30));
        BOOST_REQUIRE((picked == 1 || picked == 2));
        BOOST_REQUIRE(filled["d"] == "$pick");
    }
}

BOOST_AUTO_TEST_SUITE_END()
