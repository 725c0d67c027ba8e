#include "server/formats/program_json.hpp"
#include "server/http/library.hpp"
#include <boost/test/unit_test.hpp>
#include <fstream>
#include <nlohmann/json.hpp>

using namespace models;
using namespace server;
using nlohmann::json;

// One program with every part of docs/formats.md.
static json whole() { return json::parse(std::ifstream(SOURCE_DIR "/tests/fixtures/whole_program.json")); }

static std::string refusal_of(const json& value)
{
    static const std::vector<NeedType> kTypes{{"education", NeedUnit::fen, true},
                                              {"living", NeedUnit::fen, true}};
    const auto program = read_program(value, {}, kTypes);
    if (program) return "accepted";
    std::string told;
    for (const auto& fault : program.error().faults)
        told += (told.empty() ? "" : " ") + fault.pointer + " " + fault.key;
    return told;
}

static std::string refusal_with(const char* pointer, const char* value)
{
    auto program = whole();
    program[json::json_pointer(pointer)] = json::parse(value);
    return refusal_of(program);
}

BOOST_AUTO_TEST_SUITE(programs_as_json)

BOOST_AUTO_TEST_CASE(every_part_goes_both_ways)
{
    const auto program = read_program(whole(), {});

    BOOST_REQUIRE(program);
    BOOST_CHECK(write_program(*program) == whole());
    BOOST_TEST(program->summary.zh == "说明，含标点。");
    BOOST_CHECK(program->room.places_left == 10);
    BOOST_CHECK(program->windows[0].until == parse_time("2025-09-24T04:00:00Z"));
    BOOST_TEST(program->award.cases.size() == 7u);
    BOOST_CHECK(program->quotas[1].budget == Money{7});
}

BOOST_AUTO_TEST_CASE(the_least_program_has_five_members)
{
    const auto least = json::parse(
        R"({"code":"a","name":"甲","purposes":[{"need":"living"}],"rule":{"all":[]},"award":{"cases":[{"fixed_fen":1}]}})");
    const auto program = read_program(least, {});
    BOOST_REQUIRE(program);
    BOOST_CHECK(program->state == ProgramState::draft);
    BOOST_TEST(program->purposes[0].main);
    BOOST_CHECK(!program->room.places);
    BOOST_CHECK(write_program(read_program(write_program(*program), {}).value()) == write_program(*program));
    BOOST_TEST(refusal_of(json::object()) ==
               "/code error.json.required /name error.json.required /purposes error.json.required "
               "/rule error.json.required /award error.json.required");
    BOOST_TEST(refusal_of(json::array()).starts_with(" error.json.object"));
}

BOOST_AUTO_TEST_CASE(each_fault_names_its_place)
{
    const std::tuple<const char*, const char*, const char*> kFaults[] = {
        {"/code", R"("Not a code")", "/code error.program.code"},
        {"/price", "1", "/price error.json.unknown_member"},
        {"/id", "1", "/id error.json.unknown_member"},
        {"/organization", "1", "/organization error.json.unknown_member"},
        {"/version", "1", "/version error.json.unknown_member"},
        {"/record", "{}", "/record error.json.unknown_member"},
        {"/state", R"("secret")", "/state error.json.choice"},
        {"/last_confirmed", R"("2025-8-1")", "/last_confirmed error.json.date"},
        {"/purposes/0/need", R"("wealth")", "/purposes/0/need error.need.type"},
        {"/purposes/0/main", "1", "/purposes/0/main error.json.yes_no"},
        {"/rule", R"({"fact":"age","is":3})", "/rule/fact error.rule.member_fact"},
        {"/documents", R"([""])", "/documents/0 error.json.text"},
        {"/served/areas/1", R"("523")", "/served/areas/1 error.area.code"},
        {"/served/of", R"("moon")", "/served/of error.json.choice"},
        {"/sites/1", R"({"code":"a","name":"x","area":"52"})", "/sites/1/code error.program.site_twice"},
        {"/sites/0/area", "null", "/sites/0/area error.json.required"},
        {"/sites/0/places", "-1", "/sites/0/places error.json.range"},
        {"/windows/0/until", R"("2025-08-01T00:00:00+08:00")", "/windows/0/until error.program.window"},
        {"/windows/0/until", R"("tomorrow")", "/windows/0/until error.json.time"},
        {"/windows/0/rule", R"({"all":{}})", "/windows/0/rule/all error.json.array"},
        {"/capacity/places", "1.5", "/capacity/places error.json.number"},
        {"/capacity/quotas/0", R"({"places":1})", "/capacity/quotas/0 error.program.quota_of"},
        {"/capacity/quotas/0", R"({"area":"52"})", "/capacity/quotas/0 error.program.quota_amount"},
        {"/award/cases", "[]", "/award/cases error.json.required"},
        {"/award/step_fen", "0", "/award/step_fen error.json.range"},
        {"/award/every", R"("never")", "/award/every error.json.choice"},
        {"/award/cases/0", R"({"when":null})", "/award/cases/0 error.award.one_amount"},
        {"/award/cases/0", R"({"fixed_fen":1,"range_fen":[1,2]})", "/award/cases/0 error.award.one_amount"},
        {"/award/cases/0/fixed_fen", "1000000000001", "/award/cases/0/fixed_fen error.json.range"},
        {"/award/cases/1/ratio/basis_points", "10001", "/award/cases/1/ratio/basis_points error.json.range"},
        {"/award/cases/2/bands/fact", R"("sex")", "/award/cases/2/bands/fact error.rule.fact"},
        {"/award/cases/2/bands/steps/0/to", "0", "/award/cases/2/bands/steps/0/to error.award.band_empty"},
        {"/award/cases/2/bands/steps/1/from", "4",
         "/award/cases/2/bands/steps/1/from error.award.bands_overlap"},
        {"/award/cases/2/bands/steps/0/ends", R"("<>")", "/award/cases/2/bands/steps/0/ends error.rule.ends"},
        {"/award/cases/5/item/count", "1000000000000", "/award/cases/5/item/count error.json.range"},
        {"/award/cases/5/item", R"({"item":"cow","value_fen":1000000000000,"count":2})",
         "/award/cases/5 error.award.too_much"},
        {"/award/cases/0/fixed_fen", "333333333334", "/award/cases/0 error.award.too_much"},
        {"/award/cases/3/range_fen", "[2,1]", "/award/cases/3/range_fen error.award.range"},
        {"/award/cases/4/each/rule", R"({"fact":"layers","is":1})",
         "/award/cases/4/each/rule/is error.rule.value_type"},
        {"/award/cases/5/item/item", R"("")", "/award/cases/5/item/item error.json.required"},
        {"/award/cases/6/service/kind", R"("magic")", "/award/cases/6/service/kind error.json.choice"},
        {"/caps/0/within", R"("0 months")", "/caps/0/within error.program.within"},
        {"/caps/0/per", R"("cat")", "/caps/0/per error.json.choice"},
        {"/caps/0/times", "null", "/caps/0 error.program.cap_amount"},
        {"/must_not_have/0/aid", "[]", "/must_not_have/0/aid error.rule.empty"},
        {"/must_not_have/0/aid/0", R"("A B")", "/must_not_have/0/aid/0 error.program.code"},
        {"/excludes/0", R"("?")", "/excludes/0 error.program.code"},
        {"/priority/mode", R"("luck")", "/priority/mode error.json.choice"},
        {"/priority/groups/0/label", "null", "/priority/groups/0/label error.json.required"},
        {"/priority/groups/0/rule", "null", "/priority/groups/0/rule error.json.required"},
    };
    for (const auto& [pointer, value, told] : kFaults)
        BOOST_TEST_CONTEXT(pointer << " = " << value) BOOST_TEST(refusal_with(pointer, value) == told);
}

BOOST_AUTO_TEST_CASE(bands_may_touch_with_one_open_end)
{
    BOOST_TEST(refusal_with("/award/cases/2/bands/steps/0/ends", "\"[)\"") == "accepted");
    BOOST_TEST(refusal_with("/award/cases/2/bands/steps/1/ends", "\"[)\"") ==
               "/award/cases/2/bands/steps/1/from error.award.bands_overlap");
}

BOOST_AUTO_TEST_SUITE_END()
