#include "server/html/format.hpp"
#include "server/html/rule_words.hpp"
#include "server/programs/words.hpp"
#include "server/rounds/views.hpp"
#include <algorithm>
#include <nlohmann/json.hpp>

// This round beside what would have come without one: pictures, their tables, and where the others do better.
namespace server::rounds {

using namespace models;
using html::Words;
using nlohmann::json;

namespace {

constexpr std::int64_t kLength = 1000; // of the longest bar

std::string bar_of(std::size_t tier) { return "bar-" + std::to_string(tier + 1); }

std::string way_name(const Words& words, std::size_t way)
{
    return words.say("rounds.way." + std::string(name_of(static_cast<Way>(way))));
}

json part_view(const std::string& bar, std::int64_t from, std::int64_t until, std::int64_t whole)
{
    const auto x = from * kLength / whole, end = until * kLength / whole;
    return {{"bar", bar}, {"x", x}, {"width", std::max<std::int64_t>(0, end - x)}};
}

// Families that get something, one bar a way, one part a tier.
json ways_view(const Words& words, const RoundResult& result)
{
    std::int64_t most = 1;
    for (const auto& way : result.all.ways) most = std::max(most, way.households);
    json ways = json::array();
    for (std::size_t way = 0; way < kWays; ++way) {
        json parts = json::array();
        std::int64_t before = 0;
        for (std::size_t tier = 0; tier < 4; ++tier) {
            const auto families = result.tiers[tier].ways[way].households;
            if (families > 0) parts.push_back(part_view(bar_of(tier), before, before + families, most));
            before += families;
        }
        ways.push_back({{"way", way_name(words, way)},
                        {"own", way == 0},
                        {"families", words.one_or_many("rounds.families", before)},
                        {"parts", std::move(parts)}});
    }
    return ways;
}

json legend_view(const Words& words)
{
    json legend = json::array();
    for (std::size_t tier = 0; tier < 4; ++tier)
        legend.push_back(
            {{"bar", bar_of(tier)}, {"label", tier_name(words, static_cast<std::int64_t>(tier + 1))}});
    return legend;
}

json cells_view(const Words& words, const Figures& figures)
{
    json cells = json::array();
    for (std::size_t way = 0; way < kWays; ++way)
        cells.push_back({{"way", way_name(words, way)},
                         {"families", html::whole_number(figures.ways[way].households)},
                         {"covered", share_text(figures.ways[way].covered_fen, figures.lacking_fen)}});
    return cells;
}

json row_view(const Words& words, const std::string& label, const Figures& figures)
{
    return {{"label", label},
            {"asking", html::whole_number(figures.families)},
            {"lacking", html::yuan_short(Money{figures.lacking_fen})},
            {"cells", cells_view(words, figures)}};
}

json tiers_view(const Words& words, const RoundResult& result)
{
    json rows = json::array();
    for (std::size_t tier = 0; tier < 4; ++tier) {
        auto row = row_view(words, tier_name(words, static_cast<std::int64_t>(tier + 1)), result.tiers[tier]);
        row["bar"] = bar_of(tier);
        rows.push_back(std::move(row));
    }
    return rows;
}

// What was lacking before, and what of it the round covers: a bar for each county.
json county_view(const Words& words, std::uint32_t code, const Figures& figures, std::int64_t most)
{
    auto row = row_view(words, html::area_name(words, Area{std::int64_t{code} * 1'000'000}), figures);
    const auto covered = figures.ways[0].covered_fen;
    row["parts"] = json::array({part_view("bar-rest", 0, figures.lacking_fen, most),
                                part_view("bar-1", 0, std::min(covered, figures.lacking_fen), most)});
    row["share"] = share_text(covered, figures.lacking_fen);
    return row;
}

json counties_view(const Words& words, const RoundResult& result)
{
    std::int64_t most = 1;
    for (const auto& [code, figures] : result.counties) most = std::max(most, figures.lacking_fen);
    json rows = json::array();
    for (const auto& [code, figures] : result.counties)
        if (code != 0) rows.push_back(county_view(words, code, figures, most));
    return rows;
}

// Where another way helps more families, and what the worst off have of it.
std::string honest_sentence(const Words& words, const RoundResult& result, std::size_t way)
{
    const auto& own = result.all.ways[0];
    const auto& other = result.all.ways[way];
    const auto difference = other.households - own.households;
    const auto worst =
        std::ranges::find_if(result.tiers, [](const Figures& tier) { // of those that anybody could help
            return std::ranges::any_of(tier.ways, [](const auto& sum) { return sum.households > 0; });
        });
    if (worst == result.tiers.end()) return {};
    const char* key = difference > 0   ? "rounds.honest.more"
                      : difference < 0 ? "rounds.honest.fewer"
                                       : "rounds.honest.same";
    return words.say(key, {{"way", way_name(words, way)},
                           {"families", html::whole_number(other.households)},
                           {"difference", html::whole_number(difference < 0 ? -difference : difference)},
                           {"tier", tier_name(words, worst - result.tiers.begin() + 1)},
                           {"worst", html::whole_number(worst->ways[way].households)},
                           {"covered", share_text(worst->ways[way].covered_fen, worst->lacking_fen)},
                           {"own_worst", html::whole_number(worst->ways[0].households)},
                           {"own_covered", share_text(worst->ways[0].covered_fen, worst->lacking_fen)}});
}

json honest_view(const Words& words, const RoundResult& result)
{
    json lines = json::array();
    for (std::size_t way = 1; way < kWays; ++way)
        if (auto text = honest_sentence(words, result, way); !text.empty())
            lines.push_back({{"text", std::move(text)}});
    std::string weights;
    for (const auto weight : result.policy.tier_weights)
        weights += (weights.empty() ? "" : " : ") + std::to_string(weight);
    lines.push_back({{"text", words.say("rounds.honest.weights", {{"weights", weights}})}});
    return lines;
}

json names_view(const Words& words)
{
    json names = json::array();
    for (std::size_t way = 0; way < kWays; ++way) names.push_back({{"way", way_name(words, way)}});
    return names;
}

} // namespace

void add_comparison(json& view, const Words& words, const RoundResult& result)
{
    view["ways"] = ways_view(words, result);
    view["legend"] = legend_view(words);
    view["way_names"] = names_view(words);
    view["honest"] = honest_view(words, result);
    view["tiers"] = tiers_view(words, result);
    view["total"] = row_view(words, words.say("rounds.total"), result.all);
    view["counties"] = counties_view(words, result);
}

} // namespace server::rounds
