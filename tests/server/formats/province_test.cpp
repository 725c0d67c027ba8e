// The files of a province: what is written is read back, whoever reads it and in whatever order; what is
// wrong is told with file, line and place.
#include "server/config.hpp"
#include "server/formats/province.hpp"
#include "server/library/load.hpp"
#include "tests/support/random_rules.hpp"
#include "tests/support/temp_folder.hpp"
#include <boost/test/unit_test.hpp>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>

using namespace models;
using namespace server;
using nlohmann::json;

namespace {

constexpr const char* kAsOf = "2199-01-01T09:00:00+08:00"; // after every random date
const Time kNow = parse_time(kAsOf).value();

const Library& library()
{
    static const auto kLibrary = load_library(std::make_shared<const Config>());
    return *kLibrary;
}

FactRecords some_facts(FactLevel level, Time told, tests::Dice& dice)
{
    FactRecords records;
    for (const auto& row : all_facts()) {
        if (row.level != level || row.derived || row.fact == Fact::residence_area || dice.coin()) continue;
        FactRecord record{row.fact, tests::any_value_of(row, dice), day_of(told), {}, told, "file"};
        if (dice.one_in(4)) record.valid_from = tests::any_date(dice);
        if (dice.one_in(4)) record.valid_until = plus_days(record.valid_from, dice.small(1, 900));
        records.push_back(std::move(record));
    }
    return records;
}

// Without what is not written: where they live is the village's, what cannot change has no dates.
FactRecords plain(FactRecords records)
{
    std::erase_if(records, [](const auto& record) { return record.fact == Fact::residence_area; });
    for (auto& record : records)
        if (!row_of(record.fact).can_change) record.valid_from = {}, record.valid_until = {};
    return records;
}

Need some_need(std::int64_t members, Time told, tests::Dice& dice)
{
    const auto& type = dice.pick(library().need_types);
    Need need;
    need.type = type.code;
    need.unit = type.unit;
    need.member = dice.between(0, members);
    if (!dice.one_in(4)) need.assessed = dice.between(0, 1'000'000);
    need.government_aid = dice.between(0, 1'000'000);
    need.facts = some_facts(FactLevel::need, told, dice);
    return need;
}

HouseholdLine some_line(tests::Dice& dice)
{
    HouseholdLine line;
    line.id.value = dice.between(1, 1'000'000'000);
    line.first_reported = start_of(tests::any_date(dice)) + std::chrono::seconds{dice.between(0, 86'399)};
    if (dice.coin()) line.confirmed = start_of(tests::any_date(dice));
    if (dice.coin()) line.body.kind = ReferralKind::outside_aid;
    line.body.urgency = dice.coin() ? Urgency::urgent : Urgency::normal;
    auto& household = line.body.household;
    household.village = parse_area("520324103207").value();
    household.all_members_listed = dice.coin();
    household.facts = some_facts(FactLevel::household, line.first_reported, dice);
    for (auto count = dice.between(1, 4); count > 0; --count) {
        Member member;
        member.number = std::ssize(household.members) + 1;
        member.facts = some_facts(FactLevel::member, line.first_reported, dice);
        household.members.push_back(std::move(member));
    }
    const auto members = std::ssize(household.members);
    for (auto count = dice.between(0, 3); count > 0; --count)
        household.needs.push_back(some_need(members, line.first_reported, dice));
    if (dice.coin()) household.aid.push_back({"dibao", Money{100}, tests::any_date(dice), "living"});
    if (dice.coin())
        line.earlier.push_back(
            {"jinqiu", dice.between(0, members), "tumour", Money{300'000}, tests::any_date(dice)});
    return line;
}

Result<HouseholdLine> read_back(const std::string& text)
{
    return read_household_line(json::parse(text), library().need_types, *library().divisions, kNow);
}

std::string faults_of(const Result<Province>& province)
{
    std::string told;
    if (province) return told;
    for (const auto& fault : province.error().faults) told += fault.pointer + " " + fault.key + "\n";
    return told;
}

// Three files that are in order, to be spoiled.
struct Files {
    std::string households, programs = "[]", policy = write_dated_policy({*library().policy, kNow}).dump();
    Result<Province> read(std::size_t threads = 2) const
    {
        const support::TempFolder folder;
        std::ofstream(folder.path() / kHouseholdsFile) << households;
        std::ofstream(folder.path() / kProgramsFile) << programs;
        std::ofstream(folder.path() / kPolicyFile) << policy;
        return read_province(folder.path(), library(), threads);
    }
    std::string faults() const { return faults_of(read()); }
};

std::vector<std::string> some_lines(int count, tests::Dice& dice)
{
    std::vector<std::string> lines;
    for (int id = 1; id <= count; ++id) {
        auto line = some_line(dice);
        line.id.value = id;
        lines.push_back(household_text(line));
    }
    return lines;
}

std::string together(const std::vector<std::string>& lines)
{
    std::string text;
    for (const auto& line : lines) text += line;
    return text;
}

} // namespace

BOOST_AUTO_TEST_SUITE(files_of_a_province)

BOOST_AUTO_TEST_CASE(a_household_written_and_read_is_the_same)
{
    const bool same = rc::check("same family, same bytes", [](std::uint64_t seed) {
        tests::Dice dice(seed);
        const auto line = some_line(dice);
        const auto text = household_text(line);
        const auto read = read_back(text);
        RC_ASSERT(read);
        RC_ASSERT(household_text(*read) == text);
        const auto family = family_of(*read);
        RC_ASSERT(plain(family.household.facts) == plain(line.body.household.facts));
        RC_ASSERT(family.household.members.size() == line.body.household.members.size());
        for (std::size_t i = 0; i < family.household.members.size(); ++i)
            RC_ASSERT(plain(family.household.members[i].facts) ==
                      plain(line.body.household.members[i].facts));
        RC_ASSERT(family.household.needs.size() == line.body.household.needs.size());
        RC_ASSERT(family.household.aid == line.body.household.aid);
        RC_ASSERT(family.earlier.size() == line.earlier.size());
        RC_ASSERT(family.first_reported == line.first_reported);
        RC_ASSERT(family.confirmed == line.confirmed);
    });
    BOOST_TEST(same);
}

BOOST_AUTO_TEST_CASE(programs_written_and_read_are_the_same)
{
    std::vector<ProgramEntry> entries;
    for (auto& one : config_programs(library())) entries.push_back({one.organization_code, one.program});
    tests::Dice dice(7);
    for (std::size_t i = 0; i < entries.size(); ++i) {
        auto& program = entries[i].program;
        program.id.value = static_cast<std::int64_t>(i) + 1;
        program.record = {dice.between(5, 9), dice.between(0, 5), dice.between(4, 9), dice.between(0, 4), 12};
        if (program.room.places) program.room.places_left = dice.between(0, *program.room.places);
        if (program.room.budget) program.room.budget_left = Money{dice.between(0, program.room.budget->fen)};
    }
    std::ostringstream first, second;
    write_programs(first, entries);
    std::vector<ProgramEntry> read;
    for (const auto& value : json::parse(first.str()))
        read.push_back(read_program_entry(value, library().named_rules, library().need_types).value());
    write_programs(second, read);
    BOOST_TEST(first.str() == second.str());
    BOOST_CHECK(read[0].program.record.median_days_to_first_help == 12);
    BOOST_CHECK(read.back().program.room == entries.back().program.room);
}

BOOST_AUTO_TEST_CASE(order_of_lines_and_number_of_threads_do_not_matter)
{
    tests::Dice dice(11);
    auto lines = some_lines(3'000, dice);
    Files files;
    files.households = together(lines);
    const auto expected = files.read(1);
    BOOST_REQUIRE(expected);
    BOOST_TEST(expected->families.size() == 3'000u);
    std::ranges::reverse(lines);
    std::swap(lines[100], lines[2'000]);
    files.households = together(lines);
    files.households.pop_back(); // the last line may do without its line feed
    for (const std::size_t threads : {1U, 2U, 7U}) {
        const auto read = files.read(threads);
        BOOST_REQUIRE(read);
        BOOST_REQUIRE(read->families.size() == expected->families.size());
        for (std::size_t i = 0; i < read->families.size(); ++i) {
            BOOST_REQUIRE(read->families[i].referral.value == static_cast<std::int64_t>(i) + 1);
            BOOST_REQUIRE(read->families[i].household == expected->families[i].household);
        }
    }
}

BOOST_AUTO_TEST_CASE(a_bad_line_is_told_with_file_line_and_place)
{
    tests::Dice dice(5);
    const auto lines = some_lines(4, dice);
    Files files;
    const auto faults_with = [&](std::size_t line, const std::string& text) {
        auto spoiled = lines;
        spoiled[line - 1] = text + "\n";
        files.households = together(spoiled);
        return files.faults();
    };
    BOOST_TEST(faults_with(3, "{") == "households.jsonl:3: error.json.syntax\n");
    BOOST_TEST(faults_with(2, "") == "households.jsonl:2: error.json.syntax\n");
    BOOST_TEST(faults_with(4, "[]").starts_with("households.jsonl:4: error.json.object\n"));
    BOOST_TEST(faults_with(1, std::string(300'000, ' ')) == "households.jsonl:1: error.province.long_line\n");
    auto line = json::parse(lines[1]);
    line["earlier"] = json::array({{{"what", "x"}, {"member", 9}, {"amount_fen", 1}, {"on", "2024-01-01"}}});
    line["confirmed"] = "2199-02-01T00:00:00+08:00";
    line.erase("id");
    BOOST_TEST(faults_with(2, line.dump()) == "households.jsonl:2: /id error.json.required\n"
                                              "households.jsonl:2: /confirmed error.fact.future\n"
                                              "households.jsonl:2: /earlier/0/member error.need.member\n");
    line = json::parse(lines[1]);
    line["id"] = 1;
    BOOST_TEST(faults_with(2, line.dump()) == "households.jsonl:2: /id error.province.id_twice\n");
}

BOOST_AUTO_TEST_CASE(many_bad_lines_are_told_up_to_a_hundred)
{
    Files files;
    for (int i = 0; i < 5'000; ++i) files.households += "[]\n";
    const auto faults = files.faults();
    BOOST_TEST(std::ranges::count(faults, '\n') == 100);
    BOOST_TEST(faults.starts_with("households.jsonl:1: "));
}

BOOST_AUTO_TEST_CASE(a_folder_without_the_files_is_told_what_it_should_hold)
{
    const support::TempFolder folder;
    BOOST_TEST(faults_of(read_province(folder.path(), library())) ==
               "households.jsonl error.province.file\nprograms.json error.province.file\n"
               "policy.json error.province.file\n");
}

BOOST_AUTO_TEST_CASE(faults_of_programs_are_told_with_their_place)
{
    auto program = config_programs(library()).front();
    program.program.id.value = 1;
    auto entry = write_program_entry({program.organization_code, program.program});
    Files files;
    const auto faults_with = [&](const json& list) {
        files.programs = list.dump();
        return files.faults();
    };
    BOOST_TEST(faults_with(json::array({entry})) == "");
    BOOST_TEST(faults_with(json::array({entry, entry})) ==
               "programs.json: /1/id error.province.id_twice\n"
               "programs.json: /1/program/code error.province.code_twice\n");
    entry["room"]["places"] = 3;
    entry["room"]["places_left"] = 4;
    entry["program"]["rule"] = json::object();
    BOOST_TEST(faults_with(json::array({entry})) == "programs.json: /0/program/rule error.rule.shape\n"
                                                    "programs.json: /0/room/places_left error.json.range\n");
    BOOST_TEST(faults_with(json::object()) == "programs.json: error.json.array\n");
}

BOOST_AUTO_TEST_CASE(the_policy_of_a_province_has_its_day_and_may_have_a_round)
{
    Files files;
    files.policy = write_policy(*library().policy).dump();
    BOOST_TEST(files.faults() == "policy.json: /as_of error.json.required\n");
    auto policy = write_dated_policy({*library().policy, kNow});
    policy["round"] = json::object();
    files.policy = policy.dump();
    const auto province = files.read();
    BOOST_REQUIRE(province);
    BOOST_CHECK(province->as_of == kNow);
    BOOST_TEST(province->policy.version == library().policy->version);
}

BOOST_AUTO_TEST_SUITE_END()
