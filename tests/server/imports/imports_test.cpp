// Files taken into the database: all of a file or nothing, and a second time nothing more.
#include "models/store/programs.hpp"
#include "server/config.hpp"
#include "server/imports/imports.hpp"
#include "server/library/assets.hpp"
#include "server/library/load.hpp"
#include "tests/support/world.hpp"
#include <boost/test/unit_test.hpp>
#include <fstream>
#include <nlohmann/json.hpp>

using namespace models;
using nlohmann::json;
using server::imports::Imported;
using server::imports::Noun;
using support::World;

static std::string fixture(const char* name)
{
    std::ifstream file(std::string(SOURCE_DIR "/tests/fixtures/") + name);
    return {std::istreambuf_iterator<char>(file), {}};
}

static World make_world() { return World(server::load_library(std::make_shared<const server::Config>())); }

// As the command does it: kept only when all of it was taken.
static Result<Imported> import(World& world, Noun noun, const std::string& text, const Actor& by = {})
{
    auto& connection = world.db.connection();
    connection.begin();
    Result<Imported> imported;
    {
        store::Writer db(connection);
        imported = server::imports::import_text(db, *world.library, by, noun, text, world.now);
        if (imported) db.keep();
    }
    connection.commit();
    return imported;
}

static std::vector<std::string> pointers(const Result<Imported>& imported)
{
    std::vector<std::string> pointers;
    if (!imported)
        for (const auto& fault : imported.error().faults) pointers.push_back(fault.pointer);
    return pointers;
}

static const std::string kOrganizations(server::asset("config/demo/organizations.json"));
static const std::string kPrograms(server::asset("config/demo/programs.json"));

BOOST_AUTO_TEST_SUITE(imports)

BOOST_AUTO_TEST_CASE(organizations_and_programs_are_taken_once)
{
    auto world = make_world();
    const auto first = import(world, Noun::organizations, kOrganizations);
    const auto programs = import(world, Noun::programs, kPrograms);
    const auto again = import(world, Noun::organizations, kOrganizations);
    const auto programs_again = import(world, Noun::programs, kPrograms);

    BOOST_REQUIRE((first && programs && again && programs_again));
    BOOST_TEST(first->added == 10u);
    BOOST_TEST(programs->added == 34u);
    BOOST_TEST((again->added == 0u && again->known == 10u));
    BOOST_TEST((programs_again->added == 0u && programs_again->known == 34u));
    BOOST_TEST(world.count("program") == 34);
}

BOOST_AUTO_TEST_CASE(all_faults_of_a_file_come_with_their_places_and_nothing_of_it_is_kept)
{
    auto world = make_world();
    BOOST_REQUIRE(import(world, Noun::organizations, kOrganizations));
    auto list = json::parse(kPrograms);
    list[1]["program"]["rule"] = {{"fact", "no_such_fact"}, {"is", true}};
    list[2]["organization"] = "91520000MA00000000";
    list[3].erase("program");
    list[4]["note"] = "more than a program";

    const auto imported = import(world, Noun::programs, list.dump());

    const std::vector<std::string> expected{"/1/program/rule/fact", "/2/organization", "/3/program",
                                            "/4/note"};
    BOOST_TEST(pointers(imported) == expected, boost::test_tools::per_element());
    BOOST_TEST(world.count("program") == 0);
}

BOOST_AUTO_TEST_CASE(one_value_needs_no_list)
{
    auto world = make_world();
    auto one = json::parse(kOrganizations)[0];
    BOOST_TEST(import(world, Noun::organizations, one.dump()).value().added == 1u);
    one["unified_code"] = "51520324MJ20000110";
    const auto wrong = import(world, Noun::organizations, one.dump());
    BOOST_TEST(pointers(wrong) == std::vector<std::string>{"/unified_code"},
               boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(a_file_that_is_no_json_is_refused)
{
    auto world = make_world();
    for (const auto* text : {"", "[", "[{}", "{\"a\":1,\"a\":2}", "\xff"}) {
        const auto imported = import(world, Noun::organizations, text);
        BOOST_REQUIRE(!imported);
        BOOST_CHECK(imported.error().reason == Reason::unreadable);
    }
}

BOOST_AUTO_TEST_CASE(referrals_are_reported_by_their_officer_and_an_open_one_is_not_told_twice)
{
    auto world = make_world();
    const auto file = fixture("grandmother.json");

    const auto first = import(world, Noun::referrals, file, world.village());
    const auto again = import(world, Noun::referrals, "[" + file + "]", world.village());

    BOOST_TEST(first.value().added == 1u);
    BOOST_TEST((again.value().added == 0u && again.value().known == 1u));
    BOOST_TEST(world.count("referral") == 1);
    BOOST_TEST(world.count_events("referral.report") == 1);
}

BOOST_AUTO_TEST_CASE(a_referral_from_outside_the_officers_area_stops_the_whole_file)
{
    auto world = make_world();
    const auto file = fixture("grandmother.json");
    const auto imported = import(world, Noun::referrals, "[" + file + "]", world.elsewhere());
    BOOST_TEST(pointers(imported) == std::vector<std::string>{"/0/household/village"},
               boost::test_tools::per_element());
    BOOST_TEST(world.count("referral") == 0);
}

BOOST_AUTO_TEST_SUITE_END()
