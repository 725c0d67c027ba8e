#include "server/formats/policy_json.hpp"
#include "server/formats/round_json.hpp"
#include <boost/test/unit_test.hpp>
#include <nlohmann/json.hpp>

using namespace server;
using namespace matching;
using nlohmann::json;

namespace {

CertificateFile any_file()
{
    CertificateFile file;
    file.as_of = models::Time{std::chrono::milliseconds{1'790'000'000'000}};
    file.seed = "20260901";
    for (const auto* name : kCertificateInputs) file.inputs[name] = std::string(64, 'a');
    file.floor_names = {"minors"};
    file.certificate.stages = {{{1, 2, 3, 4}, {{7, {5, std::int64_t{1} << 61}, {{0, 3}}}}, {9}, 100, 101}};
    file.certificate.stages[0].further = {{{{7, {6, 0}, {{1, 0}}}}, {0}}};
    file.certificate.stages[0].cases = {{{{7, 2, 1, 50'000}}, 0}, {{}, 0}, {{}, 1}};
    file.certificate.floors = {{40, 30, FloorLimit{35, {{7, {5, 2}, {}}}, {1 << 20}}}};
    file.certificate.blocking = 2;
    file.certificate.value = 100;
    file.certificate.bound = 101;
    file.certificate.gap_millionths = 9'901;
    return file;
}

json policy_with(json round)
{
    Policy plain;
    plain.version = "1";
    auto value = write_policy(plain);
    value["round"] = std::move(round);
    return value;
}

std::string fault_of(const json& round)
{
    const auto policy = read_policy(policy_with(round), {});
    return policy ? "" : policy.error().faults.front().key + " " + policy.error().faults.front().pointer;
}

} // namespace

BOOST_AUTO_TEST_SUITE(round_json_test)

BOOST_AUTO_TEST_CASE(a_certificate_reads_as_it_was_written)
{
    const auto file = any_file();
    const auto again = read_certificate(json::parse(write_certificate(file).dump()));
    BOOST_REQUIRE(again.has_value());
    BOOST_TEST((again->certificate == file.certificate));
    BOOST_TEST((again->inputs == file.inputs));
    BOOST_TEST((again->floor_names == file.floor_names));
    BOOST_TEST(again->seed == file.seed);
    BOOST_TEST((again->as_of == file.as_of));
}

BOOST_AUTO_TEST_CASE(what_is_missing_or_unknown_in_a_certificate_is_told)
{
    const auto whole = json::parse(write_certificate(any_file()).dump());
    for (const auto& [name, member] : whole.items()) {
        auto less = whole;
        less.erase(name);
        const bool may_lack = name == "seed" || name == "stages" || name == "floors" || name == "stable";
        if (!may_lack) BOOST_TEST(!read_certificate(less), name);
    }
    auto more = whole;
    more["also"] = 1;
    BOOST_TEST(!read_certificate(more));
    auto other = whole;
    other["version"] = 2;
    BOOST_TEST(!read_certificate(other));
}

BOOST_AUTO_TEST_CASE(an_award_is_one_line)
{
    const AwardLine line{17, 1, 3, 500'000, 500'000, 70'000, 2, 1'234};
    const auto text = award_text(line);
    BOOST_TEST(text == "{\"household\":17,\"need\":1,\"program\":3,\"award\":500000,\"award_fen\":500000,"
                       "\"score\":70000,\"tier\":2,\"value\":1234}\n");
    const auto again = read_award(json::parse(text));
    BOOST_REQUIRE(again.has_value());
    BOOST_TEST((*again == line));
    BOOST_TEST(!read_award(json{{"household", 17}}));
}

BOOST_AUTO_TEST_CASE(the_round_of_a_policy_reads_as_it_was_written)
{
    const auto absent = read_policy(policy_with(nullptr), {});
    BOOST_REQUIRE(absent.has_value());
    BOOST_TEST((absent->round.tier_weights == std::array<std::int64_t, 4>{8, 4, 2, 1}));
    BOOST_TEST(absent->round.most_awards == 3);
    const json round{
        {"seed", "s"},
        {"tier_weights", {27, 9, 3, 1}},
        {"strict", false},
        {"stable", false},
        {"most_awards", 2},
        {"expected", json::array({{{"area", "520324"}, {"permille", 250}}})},
        {"floors",
         {{{"name", "zhengan"},
           {"group", {{"area", "520324"}, {"rule", nullptr}}},
           {"measure", "covered_fen"},
           {"at_least", {{"permille", 200}}}},
          {{"name", "minors"},
           {"group", {{"area", nullptr}, {"rule", {{"member", {{"fact", "age"}, {"less_than", 18}}}}}}},
           {"measure", "families"},
           {"at_least", {{"count", 50}}}}}}};
    const auto policy = read_policy(policy_with(round), {});
    BOOST_REQUIRE(policy.has_value());
    const auto& floors = policy->round.floors;
    BOOST_REQUIRE(floors.size() == 2U);
    BOOST_TEST((floors[0].unit == FloorUnit::permille));
    BOOST_TEST(floors[1].at_least == 50);
    BOOST_TEST(policy->round.expected.at(0).permille == 250);
    const auto again = read_policy(policy_with(write_policy(*policy)["round"]), {});
    BOOST_REQUIRE(again.has_value());
    BOOST_TEST(write_policy(*again) == write_policy(*policy));
}

BOOST_AUTO_TEST_CASE(faults_of_a_round_are_told_with_their_place)
{
    BOOST_TEST(fault_of({{"tier_weights", {8, 4, 2}}}) == "error.policy.tier_weights /round/tier_weights");
    BOOST_TEST(fault_of({{"tier_weights", {8, 4, 2, 0}}}) ==
               "error.policy.tier_weights /round/tier_weights/3");
    BOOST_TEST(fault_of({{"most_awards", 0}}) == "error.json.range /round/most_awards");
    const json floor{
        {"name", "a"}, {"group", {{"area", "52"}}}, {"measure", "families"}, {"at_least", {{"count", 1}}}};
    BOOST_TEST(fault_of({{"floors", {floor}}}) == "");
    BOOST_TEST(fault_of({{"strict", true}, {"floors", {floor}}}) ==
               "error.policy.strict_floors /round/floors");
    auto wrong = floor;
    wrong["at_least"] = {{"fen", 1}};
    BOOST_TEST(fault_of({{"floors", {wrong}}}) == "error.policy.floor_unit /round/floors/0/at_least");
    wrong = floor;
    wrong["group"] = json::object();
    BOOST_TEST(fault_of({{"floors", {wrong}}}) == "error.policy.floor_group /round/floors/0/group");
    wrong["group"] = {{"area", ""}};
    BOOST_TEST(fault_of({{"floors", {wrong}}}) == "error.json.required /round/floors/0/group/area");
    const json later{{"area", "520324"}, {"permille", 250}};
    BOOST_TEST(fault_of({{"expected", {{{"area", ""}, {"permille", 1}}}}}) ==
               "error.json.required /round/expected/0/area");
    BOOST_TEST(fault_of({{"expected", {later, later}}}) ==
               "error.policy.expected_twice /round/expected/1/area");
}

BOOST_AUTO_TEST_SUITE_END()
