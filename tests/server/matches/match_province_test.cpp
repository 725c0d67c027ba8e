// parasol match --in: one line a need, the same bytes whatever the threads and the order of lines, each line
// what the engine says of every single pair.
#include "matching/match.hpp"
#include "server/cli/match_province.hpp"
#include "server/formats/province.hpp"
#include "server/http/call.hpp"
#include "server/simulate/simulate.hpp"
#include "tests/server/matches/given.hpp"
#include "tests/support/temp_folder.hpp"
#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <sstream>
#include <tuple>

using namespace models;
using namespace server;
using namespace server::cli;
using nlohmann::json;

namespace {

const Library& library()
{
    static given::ProgramsWorld kWorld;
    return *kWorld.library;
}

std::string content(const std::filesystem::path& path)
{
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

std::vector<std::string> lines_of(const std::string& text)
{
    std::vector<std::string> lines;
    std::istringstream stream(text);
    for (std::string line; std::getline(stream, line);) lines.push_back(line);
    return lines;
}

// A small province in a folder of its own.
struct Folder {
    support::TempFolder folder;
    Folder() { simulate::write_province(library(), {600, 500, 7}, folder.path(), 2); }
    std::filesystem::path out() const { return folder.path() / "matches.jsonl"; }
    int match(std::size_t top, std::size_t threads, std::ostream& wrong) const
    {
        std::ostringstream silent;
        Meter meter(silent, false);
        return match_province(library(), {folder.path(), out(), top, threads, Language::zh}, meter, wrong);
    }
    std::string matched(std::size_t top, std::size_t threads) const
    {
        std::ostringstream wrong;
        BOOST_REQUIRE_MESSAGE(match(top, threads, wrong) == 0, wrong.str());
        return content(out());
    }
};

matching::Snapshot snapshot_of(Province province)
{
    const auto policy = std::make_shared<const matching::Policy>(std::move(province.policy));
    return matching::Snapshot::build(std::move(province.families), std::move(province.programs),
                                     {library().divisions, library().standards, policy, province.as_of});
}

// Every program of the province, one by one, as docs/formats.md "Matches" puts it.
json by_hand(const matching::Snapshot& snapshot, std::size_t family, std::size_t need)
{
    const auto& type = snapshot.families()[family].household.needs[need].type;
    std::vector<std::tuple<int, std::int64_t, std::int64_t, std::int64_t, std::int64_t>> found;
    for (std::size_t i = 0; i < snapshot.programs().size(); ++i) {
        const auto& program = snapshot.programs()[i];
        const bool asks = std::ranges::count(program.purposes, type, &Purpose::need) > 0;
        const bool gives =
            program.applicant == Applicant::person || program.applicant == Applicant::household;
        if (!asks || !gives || program.by_list || program.state != ProgramState::open) continue;
        const auto one = matching::match(snapshot, {family}, need, {i});
        if (one.verdict == matching::Verdict::no || !one.obstacles.empty()) continue;
        const auto coverage = one.score.permille[static_cast<std::size_t>(matching::Factor::coverage)];
        found.emplace_back(one.verdict == matching::Verdict::yes ? 0 : 1, -one.score.total, -coverage,
                           program.id.value, one.award.low.fen);
    }
    std::ranges::sort(found);
    auto told = json::array();
    for (const auto& [standing, score, coverage, id, fen] : found)
        told.push_back({{"program", id},
                        {"standing", standing == 0 ? "fits" : "to_be_asked"},
                        {"score", -score},
                        {"award_fen", fen}});
    return told;
}

} // namespace

BOOST_AUTO_TEST_SUITE(match_a_province)

BOOST_AUTO_TEST_CASE(each_line_is_what_every_single_pair_says)
{
    const Folder folder;
    const auto text = folder.matched(1'000, 2);
    const auto snapshot = snapshot_of(read_province(folder.folder.path(), library()).value());
    std::size_t candidates = 0, line = 0;
    const auto lines = lines_of(text);
    for (std::size_t family = 0; family < snapshot.families().size(); ++family)
        for (std::size_t need = 0; need < snapshot.families()[family].household.needs.size(); ++need) {
            if (residual_of(snapshot.families()[family].household.needs[need]).value_or(1) == 0) continue;
            const auto told = json::parse(lines.at(line++));
            BOOST_REQUIRE(told["household"] == snapshot.families()[family].referral.value);
            BOOST_REQUIRE(told["need"] == need + 1);
            auto list = told["candidates"];
            for (auto& one : list) {
                const auto unit = snapshot.families()[family].household.needs[need].unit;
                const auto award = one["award"];
                BOOST_REQUIRE((award.is_null() || unit != NeedUnit::fen || award == one["award_fen"]));
                one.erase("award");
            }
            BOOST_REQUIRE(list == by_hand(snapshot, family, need));
            candidates += list.size();
        }
    BOOST_TEST(line == lines.size());
    BOOST_TEST(candidates > 500u);
}

BOOST_AUTO_TEST_CASE(threads_and_order_of_lines_change_no_byte)
{
    const Folder folder;
    const auto expected = folder.matched(20, 1);
    BOOST_TEST(expected.size() > 50'000u);
    BOOST_CHECK(folder.matched(20, 3) == expected);
    auto lines = lines_of(content(folder.folder.path() / kHouseholdsFile));
    std::ranges::reverse(lines);
    std::ofstream shuffled(folder.folder.path() / kHouseholdsFile);
    for (const auto& line : lines) shuffled << line << '\n';
    shuffled.close();
    BOOST_CHECK(folder.matched(20, 2) == expected);
}

BOOST_AUTO_TEST_CASE(top_cuts_each_list)
{
    const Folder folder;
    const auto all = lines_of(folder.matched(1'000, 2)), two = lines_of(folder.matched(2, 2));
    BOOST_REQUIRE(all.size() == two.size());
    for (std::size_t i = 0; i < all.size(); ++i) {
        auto expected = json::parse(all[i]);
        auto& list = expected["candidates"];
        while (list.size() > 2) list.erase(list.size() - 1);
        BOOST_REQUIRE(json::parse(two[i]) == expected);
    }
}

BOOST_AUTO_TEST_CASE(a_bad_folder_is_told_and_the_file_stays)
{
    const Folder folder;
    std::ofstream(folder.out()) << "old";
    std::ofstream(folder.folder.path() / kHouseholdsFile, std::ios::app) << "{}\n";
    std::ostringstream wrong;
    BOOST_TEST(folder.match(20, 2, wrong) == 2);
    BOOST_TEST(wrong.str().find("households.jsonl:601: /id: 请填写这一项\n") != std::string::npos,
               wrong.str());
    BOOST_TEST(content(folder.out()) == "old");
    std::filesystem::remove(folder.folder.path() / kPolicyFile);
    std::ostringstream missing;
    BOOST_TEST(folder.match(20, 2, missing) == 2);
    BOOST_TEST(missing.str().find("policy.json: 没有找到或不能读 policy.json") != std::string::npos,
               missing.str());
}

BOOST_AUTO_TEST_SUITE_END()
