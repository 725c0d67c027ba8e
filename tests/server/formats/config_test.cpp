// The programs of config/: read, checked, written back, and what domain.md says of them.
#include "models/identity.hpp"
#include "server/formats/program_json.hpp"
#include "server/http/library.hpp"
#include <boost/test/unit_test.hpp>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <set>

using namespace models;
using namespace server;
using nlohmann::json;
namespace fs = std::filesystem;

static json file(const std::string& path)
{
    return json::parse(std::ifstream(std::string(SOURCE_DIR "/config/") + path));
}

static const NamedRules& named_rules()
{
    static const NamedRules kRules = [] {
        NamedRules rules;
        for (const auto& [name, rule] : file("programs/named_rules.json").items())
            rules[name] = read_rule(rule, {}).value();
        return rules;
    }();
    return kRules;
}

static std::vector<NeedType> need_types()
{
    std::vector<NeedType> types;
    std::ifstream csv(SOURCE_DIR "/config/needs.csv");
    std::string line;
    std::getline(csv, line);
    while (std::getline(csv, line)) types.push_back({line.substr(0, line.find(',')), NeedUnit::fen, false});
    return types;
}

static std::map<std::string, json> program_files()
{
    std::map<std::string, json> files;
    for (const auto& entry : fs::directory_iterator(SOURCE_DIR "/config/programs")) {
        const auto name = entry.path().stem().string();
        if (name != "named_rules" && name != "organizations")
            files[name] = file("programs/" + name + ".json");
    }
    return files;
}

BOOST_AUTO_TEST_SUITE(programs_of_config)

BOOST_AUTO_TEST_CASE(all_are_read_and_go_both_ways)
{
    const auto types = need_types();
    std::set<std::string> codes;
    for (const auto& [name, whole] : program_files()) {
        const auto program = read_program(whole["program"], named_rules(), types);
        if (!program)
            for (const auto& fault : program.error().faults)
                BOOST_ERROR(name << fault.pointer << " " << fault.key);
        BOOST_REQUIRE(program);
        BOOST_TEST(check_rule(program->rule).warnings.empty(), name);
        const auto written = write_program(*program);
        BOOST_CHECK_MESSAGE(write_program(read_program(written, named_rules()).value()) == written, name);
        BOOST_TEST(written["rule"] == whole["program"]["rule"], name);
        BOOST_TEST(codes.insert(program->code).second, name);
        BOOST_TEST(!program->name.en.empty(), name);
        BOOST_TEST(!program->summary.en.empty(), name);
        BOOST_TEST(!program->source_note.zh.empty(), name << " does not say where it comes from");
    }
    BOOST_TEST(codes.size() == 26u);
}

BOOST_AUTO_TEST_CASE(invented_programs_of_the_demo_are_sound_too)
{
    const auto types = need_types();
    for (const auto& whole : file("demo/programs.json")) {
        const auto program = read_program(whole["program"], named_rules(), types);
        if (!program)
            for (const auto& fault : program.error().faults)
                BOOST_ERROR(whole["program"]["code"] << fault.pointer << " " << fault.key);
    }
}

BOOST_AUTO_TEST_CASE(every_program_has_its_organization_with_a_sound_code)
{
    std::set<std::string> codes, uuids;
    for (const auto& organization : file("programs/organizations.json")) {
        const auto code = organization["unified_code"].get<std::string>();
        BOOST_TEST(parse_unified_code(code).has_value(), code);
        BOOST_TEST(codes.insert(code).second, code);
        const auto uuid = organization["uuid"].get<std::string>();
        BOOST_TEST(uuids.insert(uuid).second, uuid);
        BOOST_TEST((uuid.size() == 36 && uuid[14] == '4'), uuid);
        BOOST_TEST(organization["note"].get<std::string>().find("占位") != std::string::npos, code);
    }
    for (const auto& [name, whole] : program_files()) BOOST_TEST(codes.contains(whole["organization"]), name);
}

BOOST_AUTO_TEST_CASE(schools_villages_and_institutions_apply_for_four)
{
    std::map<Applicant, int> applicants;
    for (const auto& [name, whole] : program_files())
        ++applicants[read_program(whole["program"], named_rules()).value().applicant];
    BOOST_TEST(applicants[Applicant::school] == 2);
    BOOST_TEST(applicants[Applicant::village] == 1);
    BOOST_TEST(applicants[Applicant::institution] == 1);
}

BOOST_AUTO_TEST_CASE(numbers_of_the_sources_stand)
{
    const auto program = [](const char* name) {
        return read_program(file(std::string("programs/") + name + ".json")["program"], named_rules())
            .value();
    };
    const auto pillars = program("guozhidongliang");
    BOOST_CHECK(pillars.room.places == 11'652);
    BOOST_CHECK(pillars.windows[0].until == parse_time("2025-09-24T12:00:00+08:00"));
    BOOST_CHECK(std::get<FixedAward>(pillars.award.cases[0].amount).amount == Money{500'000});
    const auto angels = program("tianshi_yangguang");
    const auto& bands = std::get<BandedAward>(angels.award.cases[0].amount).bands;
    BOOST_REQUIRE(bands.size() == 5u);
    BOOST_TEST(bands[3].low == 2'000'000);
    BOOST_TEST((bands[3].low_open && !bands[3].high_open));
    BOOST_CHECK(bands[3].amount == Money{2'000'000});
    BOOST_TEST(!bands[4].high);
    BOOST_CHECK(program("liangai").rule.parts[0].leaf.on == RuleDate{parse_date("2024-03-31").value()});
    BOOST_CHECK(program("daai_qingchen").room.places == 810);
    BOOST_TEST(program("jieri_weiwen").by_list);
}

BOOST_AUTO_TEST_SUITE_END()
