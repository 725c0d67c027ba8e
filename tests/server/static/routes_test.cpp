// Style, script and icons over HTTP.
#include "server/library/assets.hpp"
#include "server/static/routes.hpp"
#include "tests/support/world.hpp"
#include <boost/test/unit_test.hpp>

using namespace server;

static Response get(support::World& world, const std::string& address, const std::string& accepted = "",
                    const std::string& known = "")
{
    auto call = world.call({}, Verb::get, address);
    call.captures["name"] = address.substr(std::string("/static/").size());
    call.accept_encoding = accepted;
    call.if_none_match = known;
    return world.run(statics::routes()[0], call);
}

static std::string field(const Response& response, std::string_view name)
{
    for (const auto& [known, value] : response.fields)
        if (known == name) return value;
    return "";
}

BOOST_FIXTURE_TEST_SUITE(static_files, support::World)

BOOST_AUTO_TEST_CASE(the_style_is_there_and_may_be_kept)
{
    const auto response = get(*this, static_address("app.css"));

    BOOST_TEST(response.status == 200);
    BOOST_TEST(response.content_type == "text/css; charset=utf-8");
    BOOST_TEST(response.body == asset("static/app.css"));
    BOOST_TEST(response.cacheable);
    BOOST_TEST(field(response, "Content-Encoding") == "");
}

BOOST_AUTO_TEST_CASE(it_comes_packed_to_those_who_take_it)
{
    const auto address = static_address("bootstrap.css");

    const auto packed = get(*this, address, "br, gzip;q=0.8");
    const auto refused = get(*this, address, "gzip;q=0, identity");

    BOOST_TEST(field(packed, "Content-Encoding") == "gzip");
    BOOST_TEST(packed.body.size() * 3 < asset("static/bootstrap.css").size());
    BOOST_TEST(refused.body == asset("static/bootstrap.css"));
}

BOOST_AUTO_TEST_CASE(who_has_it_already_gets_no_body)
{
    const auto address = static_address("app.js");
    const auto etag = field(get(*this, address), "ETag");

    const auto again = get(*this, address, "", etag);
    const auto packed = get(*this, address, "gzip", etag);

    BOOST_TEST(again.status == 304);
    BOOST_TEST(again.body == "");
    BOOST_TEST(packed.status == 200);
}

BOOST_AUTO_TEST_CASE(other_names_and_other_hashes_are_not_found)
{
    for (const auto* name : {"app.css", "app.000000000000.css", "none.000000000000.css", "..", ".", "a",
                             "..%2fapp.css", "app.css.hash"})
        BOOST_TEST(get(*this, std::string("/static/") + name).status == 404, name);
}

BOOST_AUTO_TEST_CASE(old_browsers_read_the_style_and_script)
{
    for (const auto* file : {"static/app.css", "static/app.js"})
        for (const auto* word : {":has(", "color-mix", "oklch", "eval(", "innerHTML"})
            BOOST_TEST(asset(file).find(word) == std::string_view::npos, file << " has " << word);
    BOOST_TEST(asset("static/app.js").size() <= 10'240u);
}

BOOST_AUTO_TEST_SUITE_END()
