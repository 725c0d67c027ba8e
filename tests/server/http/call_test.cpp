#include "server/http/call.hpp"
#include <boost/test/unit_test.hpp>
#include <stdexcept>

using namespace server;

BOOST_AUTO_TEST_SUITE(calls)

BOOST_AUTO_TEST_CASE(a_whole_number_of_a_form_has_digits_only_and_fits)
{
    const Form form(
        {{"good", "42"}, {"negative", "-7"}, {"wide", "４２"}, {"spaced", " 42 "}, {"empty", ""}});
    BOOST_TEST(form.integer("good").value() == 42);
    BOOST_TEST(form.integer("negative").value() == -7);
    BOOST_TEST(form.integer("wide").value() == 42);
    BOOST_TEST(form.integer("spaced").value() == 42);
    BOOST_TEST(!form.integer("empty").has_value());
    BOOST_TEST(!form.integer("absent").has_value());
}

BOOST_AUTO_TEST_CASE(what_is_no_whole_number_is_nothing)
{
    for (const auto* text : {"4 2", "42x", "x", "1e3", "0x10", "4.0", "+4", "9223372036854775808",
                             "-9223372036854775809", "--1"})
        BOOST_TEST(!Form({{"n", text}}).integer("n").has_value(), text);
}

BOOST_AUTO_TEST_CASE(a_redirect_never_leaves_the_site)
{
    BOOST_TEST(see_other("/referrals/7").status == 303);
    for (const auto* place :
         {"", "//evil.example", "/\\evil.example", "https://evil.example", "evil", "\\/evil"})
        BOOST_CHECK_THROW(see_other(place), std::logic_error);
}

BOOST_AUTO_TEST_CASE(a_capture_that_the_route_lacks_is_empty)
{
    Call call;
    call.captures.emplace("id", "7");
    BOOST_TEST(call.capture("id") == "7");
    BOOST_TEST(call.capture("name").empty());
}

BOOST_AUTO_TEST_SUITE_END()
