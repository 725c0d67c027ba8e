#include "server/http/route.hpp"
#include <boost/test/unit_test.hpp>
#include <stdexcept>

using namespace server;

static Response look(const Call&, store::Reader&) { return {}; }
static Response change(const Call&, store::Writer&) { return {}; }

static const Route kThings[] = {{Verb::get, "/things/{id}", Can::anyone, look},
                                {Verb::get, "/things/new", Can::anyone, look},
                                {Verb::post, "/things/{id}", Can::anyone, change},
                                {Verb::get, "/things/{id}/parts/{part}", Can::anyone, look},
                                {Verb::get, "/", Can::anyone, look}};

static Router router_of(std::vector<std::span<const Route>> tables) { return Router(std::move(tables)); }
static Router things() { return router_of({std::span(kThings)}); }

BOOST_AUTO_TEST_SUITE(router)

BOOST_AUTO_TEST_CASE(a_part_written_out_goes_before_a_capture)
{
    const auto router = things();
    BOOST_TEST(router.find(Verb::get, "/things/new").route->path == "/things/new");
    const auto found = router.find(Verb::get, "/things/7");
    BOOST_TEST(found.route->path == "/things/{id}");
    BOOST_TEST(found.captures.at("id") == "7");
}

BOOST_AUTO_TEST_CASE(captures_are_decoded_once)
{
    const auto router = things();
    const auto found = router.find(Verb::get, "/things/%2e%2e%2fetc/parts/%2541");
    BOOST_TEST(found.captures.at("id") == "../etc");
    BOOST_TEST(found.captures.at("part") == "%41");
}

BOOST_AUTO_TEST_CASE(no_other_spelling_of_a_path_is_a_route)
{
    const auto router = things();
    for (const auto* path : {"", "things/7", "//things/7", "/things//7", "/things/7/", "/things/",
                             "/Things/7", "/%74hings/7", "/things/7/..", "/./things/7", "/things/7/parts",
                             "/things/%zz", "/things/%", "/things/7/parts/", "/things;x/7", "\\things\\7"}) {
        const auto found = router.find(Verb::get, path);
        BOOST_TEST(found.route == nullptr, path);
        BOOST_TEST(found.allowed.empty(), path);
    }
}

BOOST_AUTO_TEST_CASE(another_verb_is_told_which_there_are)
{
    const auto router = things();
    const auto found = router.find(Verb::delete_, "/things/7");
    BOOST_TEST(found.route == nullptr);
    BOOST_TEST((found.allowed == std::vector<Verb>{Verb::get, Verb::post}));
}

BOOST_AUTO_TEST_CASE(two_routes_alike_stop_the_start)
{
    static const Route kOther[] = {{Verb::get, "/things/{name}", Can::anyone, look}};
    BOOST_CHECK_THROW(router_of({std::span(kThings), std::span(kOther)}), std::logic_error);
}

BOOST_AUTO_TEST_CASE(a_route_that_reveals_must_write_its_log)
{
    static const Route kBad[] = {{Verb::get, "/faces/{id}", Can::anyone, look, "name"}};
    static const Route kGood[] = {{Verb::get, "/faces/{id}", Can::anyone, change, "name"}};
    BOOST_CHECK_THROW(router_of({std::span(kBad)}), std::logic_error);
    BOOST_CHECK_NO_THROW(router_of({std::span(kGood)}));
}

BOOST_AUTO_TEST_SUITE_END()
