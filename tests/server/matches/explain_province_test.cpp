// parasol explain, ask and what-if on the files of a province: one small folder, both languages, table and
// JSON.
#include "server/cli/explain_province.hpp"
#include "server/formats/province.hpp"
#include "server/http/call.hpp"
#include "tests/server/matches/given.hpp"
#include "tests/support/temp_folder.hpp"
#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>

using namespace models;
using namespace server;
using namespace server::cli;
using nlohmann::json;

namespace {

given::World& here()
{
    static given::ProgramsWorld kWorld;
    return kWorld;
}

json leaf(const char* fact, const char* op, json value) { return {{"fact", fact}, {op, std::move(value)}}; }

json program_json(const char* code, json rule, std::int64_t fen)
{
    return {{"code", code},
            {"name", "助学"},
            {"name_en", "School grant"},
            {"state", "open"},
            {"purposes", json::array({{{"need", "education"}, {"main", true}}})},
            {"rule", std::move(rule)},
            {"award", {{"cases", json::array({{{"when", nullptr}, {"fixed_fen", fen}}})}}}};
}

json household_json(std::int64_t id, std::int64_t income)
{
    return {{"id", id},
            {"kind", "beyond_aid"},
            {"urgency", "normal"},
            {"first_reported", "2026-11-01T09:00:00+08:00"},
            {"confirmed", nullptr},
            {"household",
             {{"village", "520324103207"},
              {"all_members_listed", true},
              {"facts", {{"residence_kind", "rural"}, {"income_year_fen", income}, {"counted_members", 2}}},
              {"members", json::array({{{"number", 1},
                                        {"facts", {{"birth_date", "2010-03-01"}, {"sex", "female"}}}}})}}},
            {"needs", json::array({{{"type", "education"}, {"member", 1}, {"assessed_fen", 600000}}})}};
}

// Three families that earn 10,000, 14,000 and 20,000 yuan; one program for those below 12,000, one that asks.
class Folder {
public:
    Folder()
    {
        std::ofstream lines(path() / kHouseholdsFile);
        std::int64_t id = 0;
        for (const std::int64_t income : {1'000'000, 1'400'000, 2'000'000})
            lines << household_json(++id, income).dump() << '\n';
        const auto entries = json::array(
            {{{"id", 7},
              {"organization", "51520324MJ2001380A"},
              {"program", program_json("poor", leaf("income_year", "at_most", 1'200'000), 300'000)}},
             {{"id", 8},
              {"organization", "51520324MJ2001380A"},
              {"program", program_json("moved", leaf("relocated", "is", true), 100'000)}}});
        std::ofstream(path() / kProgramsFile) << entries.dump();
        std::ofstream(path() / kPolicyFile)
            << write_dated_policy({*here().library->policy, here().now}).dump();
        std::ofstream(path() / "changed.json")
            << program_json("poor", leaf("income_year", "at_most", 1'500'000), 400'000).dump();
    }
    std::filesystem::path path() const { return folder_.path(); }

private:
    support::TempFolder folder_;
};

struct Told {
    int status{};
    std::string out, wrong;
};

using Run = int (*)(const Library&, const PairWish&, Meter&, std::ostream&, std::ostream&);

Told told(Run run, PairWish wish)
{
    std::ostringstream out, wrong;
    Meter meter(wrong, false);
    const auto status = run(*here().library, wish, meter, out, wrong);
    return {status, out.str(), wrong.str()};
}

PairWish wish_in(const Folder& folder)
{
    PairWish wish;
    wish.in = folder.path();
    wish.household = 2;
    wish.program = 7;
    wish.changed = folder.path() / "changed.json";
    wish.language = Language::en;
    return wish;
}

} // namespace

BOOST_AUTO_TEST_SUITE(explain_province)

BOOST_AUTO_TEST_CASE(what_separates_a_family_is_printed_and_told_as_json)
{
    const Folder folder;
    auto wish = wish_in(folder);
    const auto table = told(explain_in_province, wish);
    BOOST_TEST(table.status == 0);
    BOOST_TEST(table.wrong.empty());
    BOOST_TEST(table.out.find("12,000.00") != std::string::npos, table.out);
    wish.language = Language::zh;
    BOOST_TEST(told(explain_in_province, wish).out.find("差在哪里") != std::string::npos);
    wish.as_json = true;
    const auto value = json::parse(told(explain_in_province, wish).out);
    const auto& change = value["separates"]["ways"][0]["changes"][0];
    BOOST_TEST(change["fact"] == "income_year");
    BOOST_TEST(change["from"] == 1'400'000);
    BOOST_TEST(change["to"] == 1'200'000);
    wish.household = 1;
    BOOST_TEST(json::parse(told(explain_in_province, wish).out)["separates"].is_null());
}

BOOST_AUTO_TEST_CASE(the_question_that_settles_most_is_asked)
{
    const Folder folder;
    auto wish = wish_in(folder);
    BOOST_TEST(told(ask_in_province, wish).out.find("School grant") != std::string::npos);
    wish.as_json = true;
    const auto value = json::parse(told(ask_in_province, wish).out);
    BOOST_REQUIRE(value.size() == 1U);
    BOOST_TEST(value[0]["fact"] == "relocated");
}

BOOST_AUTO_TEST_CASE(where_there_is_nothing_to_ask_a_sentence_says_so)
{
    const Folder folder;
    std::ofstream(folder.path() / kProgramsFile) << "[]";
    auto wish = wish_in(folder);
    BOOST_TEST(told(ask_in_province, wish).out.find("There is nothing to ask") == 0u);
    wish.language = Language::zh;
    BOOST_TEST(told(ask_in_province, wish).out.find("这户没有要问的") == 0u);
    wish.as_json = true;
    BOOST_TEST(told(ask_in_province, wish).out == "[]\n");
}

BOOST_AUTO_TEST_CASE(what_a_changed_program_comes_to)
{
    const Folder folder;
    auto wish = wish_in(folder);
    const auto table = told(what_if_in_province, wish);
    BOOST_TEST(table.status == 0);
    BOOST_TEST(table.out.find("8,000.00") != std::string::npos, table.out);
    wish.as_json = true;
    const auto value = json::parse(told(what_if_in_province, wish).out);
    BOOST_TEST(value["all"]["in"] == 1);
    BOOST_TEST(value["all"]["out"] == 0);
    BOOST_TEST(value["all"]["other_award"] == 1);
    BOOST_TEST(value["all"]["before"]["high_fen"] == 300'000);
    BOOST_TEST(value["all"]["after"]["high_fen"] == 800'000);
    BOOST_TEST(value["by_county"][0]["county"] == "520324");
    BOOST_TEST(value["moved"][1]["household"] == 2);
}

BOOST_AUTO_TEST_CASE(a_terminal_is_told_how_far_it_is_and_keeps_nothing_of_it)
{
    const Folder folder;
    const auto wish = wish_in(folder);
    std::ostringstream out, wrong;
    Meter meter(wrong, true);
    BOOST_TEST(what_if_in_province(*here().library, wish, meter, out, wrong) == 0);
    BOOST_TEST(wrong.str().contains("1000 / 1000  100 %"));
    BOOST_TEST(wrong.str().ends_with("\r\x1b[K"));
    BOOST_TEST(!out.str().contains('\x1b'));
}

BOOST_AUTO_TEST_CASE(what_is_not_there_is_one_sentence_and_status_2)
{
    const Folder folder;
    for (const auto spoil :
         {+[](PairWish& wish) { wish.household = 9; }, +[](PairWish& wish) { wish.program = 9; },
          +[](PairWish& wish) { wish.need = 2; }}) {
        auto wish = wish_in(folder);
        spoil(wish);
        const auto found = told(explain_in_province, wish);
        BOOST_TEST(found.status == 2);
        BOOST_TEST(found.out.empty());
        BOOST_TEST(std::ranges::count(found.wrong, '\n') == 1);
    }
    auto wish = wish_in(folder);
    wish.changed = folder.path() / "none.json";
    BOOST_TEST(told(what_if_in_province, wish).status == 2);
    wish.in = folder.path() / "none";
    for (const auto run : {explain_in_province, ask_in_province, what_if_in_province})
        BOOST_TEST(told(run, wish).status == 2);
}

BOOST_AUTO_TEST_SUITE_END()
