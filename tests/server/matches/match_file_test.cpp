// parasol match FILE: what it prints for the grandmother's family, kept in files that people can read, and
// what it says about a bad file. To write the files anew: UPDATE_FIXTURES=1.
#include "server/cli/columns.hpp"
#include "server/cli/match.hpp"
#include "server/demo/programs.hpp"
#include "server/http/call.hpp"
#include "tests/server/matches/given.hpp"
#include "tests/support/temp_folder.hpp"
#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <sstream>

using namespace models;
using namespace server::cli;
using server::Language;

namespace {

given::World& world()
{
    static given::ProgramsWorld kWorld;
    return kWorld;
}

const matching::Snapshot& programs()
{
    static const auto kPrograms = programs_of(
        *world().library, server::demo::programs_of_demo(*world().library, day_of(world().now)), world().now);
    return kPrograms;
}

struct Printed {
    int status{};
    std::string out, wrong;
};
Printed printed(const MatchWish& wish)
{
    std::ostringstream out, wrong;
    const auto status = match_file(*world().library, programs(), wish, out, wrong);
    return {status, out.str(), wrong.str()};
}

MatchWish wish_for_grandmother(Language language)
{
    return {SOURCE_DIR "/tests/fixtures/grandmother.json", language, false, 0};
}

std::string without_folder(std::string text)
{
    const std::string folder = SOURCE_DIR "/tests/fixtures/";
    for (auto at = text.find(folder); at != text.npos; at = text.find(folder)) text.erase(at, folder.size());
    return text;
}

Printed printed_of(const std::string& content)
{
    const support::TempFolder folder;
    const auto path = folder.path() / "family.json";
    std::ofstream(path) << content;
    return printed({path, Language::zh, false, 0});
}

} // namespace

BOOST_AUTO_TEST_SUITE(match_file_in_a_terminal)

BOOST_AUTO_TEST_CASE(the_grandmothers_ranking_is_as_kept)
{
    for (const auto& [language, name] : {std::pair{Language::zh, "zh"}, std::pair{Language::en, "en"}}) {
        auto wish = wish_for_grandmother(language);
        wish.explain = 1;
        const auto [status, out, wrong] = printed(wish);
        BOOST_TEST(status == 0);
        BOOST_TEST(wrong.empty());
        const auto path = std::string(SOURCE_DIR "/tests/fixtures/match_grandmother_") + name + ".txt";
        if (std::getenv("UPDATE_FIXTURES")) std::ofstream(path) << without_folder(out);
        std::ifstream file(path);
        BOOST_TEST(without_folder(out) == std::string(std::istreambuf_iterator<char>(file), {}));
    }
}

BOOST_AUTO_TEST_CASE(nothing_of_a_person_is_printed)
{
    const auto out = printed(wish_for_grandmother(Language::zh)).out;
    for (const auto* fact : given::kPersonal) BOOST_TEST(out.find(fact) == out.npos, fact);
}

BOOST_AUTO_TEST_CASE(color_adds_nothing_but_color)
{
    auto wish = wish_for_grandmother(Language::zh);
    const auto plain = printed(wish).out;
    wish.color = true;
    auto colored = printed(wish).out;
    BOOST_TEST(plain.find('\033') == plain.npos);
    BOOST_TEST(colored.find('\033') != colored.npos);
    for (auto at = colored.find('\033'); at != colored.npos; at = colored.find('\033'))
        colored.erase(at, colored.find('m', at) - at + 1);
    const auto words = [](const std::string& text) {
        std::istringstream stream(text);
        return std::vector<std::string>(std::istream_iterator<std::string>(stream), {});
    };
    BOOST_TEST(words(colored) == words(plain), boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(a_bad_file_is_one_sentence_with_the_place_and_status_2)
{
    auto body = given::grandmother_json();
    body["needs"][0]["member"] = 9;
    const auto [status, out, wrong] = printed_of(body.dump());
    BOOST_TEST(status == 2);
    BOOST_TEST(out.empty());
    BOOST_TEST(wrong.ends_with("family.json: /needs/0/member: 没有 9 号成员，请核对\n"));
    for (const auto* content : {"", "{", "[]", "{\"needs\":1}"}) {
        const auto bad = printed_of(content);
        BOOST_TEST(bad.status == 2);
        BOOST_TEST(bad.out.empty());
        BOOST_TEST(std::ranges::count(bad.wrong, '\n') == 1);
    }
    BOOST_TEST(printed({"/no/such/file.json", Language::zh, false, 0}).status == 2);
    BOOST_TEST(printed({"/", Language::zh, false, 0}).status == 2);
    BOOST_TEST(printed_of(std::string(300'000, ' ')).wrong.ends_with("文件太大，最多 256 KB\n"));
}

BOOST_AUTO_TEST_CASE(columns_are_measured_in_cells)
{
    BOOST_TEST(display_width("正安 a1") == 7u);
    BOOST_TEST(display_width("𬭎，") == 4u);
    BOOST_TEST(left("正安", 6) == "正安  ");
    BOOST_TEST(right("12", 5) == "   12");
    BOOST_TEST(left("正安县邻里互助会", 9) == "正安县.. ");
    BOOST_TEST(narrow("≤ 5·≥ 6") == "<= 5 >= 6");
}

BOOST_AUTO_TEST_SUITE_END()
