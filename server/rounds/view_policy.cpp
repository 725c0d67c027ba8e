#include "server/html/format.hpp"
#include "server/html/rule_words.hpp"
#include "server/rounds/views.hpp"
#include <nlohmann/json.hpp>

// By what a round was worked out: its mode, what is kept back, and each floor with its price.
namespace server::rounds {

using namespace models;
using html::Words;
using matching::Floor;
using matching::FloorMeasure;
using nlohmann::json;

namespace {

std::string amount_text(const Words& words, const Floor& floor, std::int64_t amount)
{
    if (floor.measure == FloorMeasure::families) return words.one_or_many("rounds.families", amount);
    return words.say("rounds.yuan", {{"yuan", html::yuan_short(Money{amount})}});
}

// 正安县：至少补上需求 12,000 元（评估需求的 20.0 %）
std::string asks_text(const Words& words, const Floor& floor, std::int64_t asks)
{
    auto group = html::area_name(words, floor.area);
    if (floor.rule)
        group = words.say(
            "rounds.floor.group",
            {{"rule", html::rule_sentence(words.messages, words.language, words.divisions, *floor.rule)}});
    const auto key = "rounds.floor.asks." + std::string(name_of(floor.measure));
    auto text = words.say(key, {{"group", group}, {"amount", amount_text(words, floor, asks)}});
    if (floor.unit == matching::FloorUnit::permille)
        text += words.say("rounds.floor.share", {{"share", share_text(floor.at_least, 1000)}});
    return text;
}

// What it costs to hold it, and how much of it can be held at most.
json prices_view(const Words& words, const Floor& floor, const FloorTold& told, std::int64_t value)
{
    json lines = json::array();
    const auto* cost = told.cost == 0 ? "rounds.floor.free" : "rounds.floor.cost";
    if (told.holds < told.asks) {
        const auto key = told.most && *told.most <= told.holds ? "rounds.floor.most" : "rounds.floor.at_most";
        lines.push_back({{"text", words.say(told.most ? key : "rounds.floor.only",
                                            {{"holds", amount_text(words, floor, told.holds)},
                                             {"most", amount_text(words, floor, told.most.value_or(0))}})}});
        if (told.cost == 0) return lines;
        cost = "rounds.floor.cost_of_part";
    }
    lines.push_back({{"text", words.say(cost, {{"cost", html::whole_number(told.cost)},
                                               {"share", share_text(told.cost, value)}})}});
    return lines;
}

// Some families of the one may be of the other.
bool meet(Area one, Area other) { return covers(one, other) || covers(other, one); }

json floors_view(const Words& words, const RoundResult& result, Area area)
{
    json rows = json::array();
    for (std::size_t i = 0; i < result.floors.size() && i < result.policy.floors.size(); ++i) {
        const auto& floor = result.policy.floors[i];
        const auto& told = result.floors[i];
        if (told.asks == 0 || (!floor.rule && !meet(floor.area, area))) continue;
        const bool held = told.holds >= told.asks;
        rows.push_back({{"asks", asks_text(words, floor, told.asks)},
                        {"held", held},
                        {"not_held", !held},
                        {"prices", prices_view(words, floor, told, result.value)}});
    }
    return rows;
}

// Nothing: not for families of this round.
std::string kept_back(const Words& words, const RoundResult& result, Area area)
{
    std::vector<std::string> areas;
    for (const auto& expected : result.policy.expected)
        if (meet(expected.area, area))
            areas.push_back(
                words.say("rounds.mode.expected", {{"area", html::area_name(words, expected.area)},
                                                   {"n", html::whole_number(expected.permille)}}));
    if (areas.empty()) return {};
    return words.say("rounds.mode.keep_back",
                     {{"areas", words.join(areas, "rounds.show.join", "rounds.show.join")}});
}

json modes_view(const Words& words, const RoundResult& result, Area area)
{
    json lines = json::array();
    const auto add = [&](std::string text) {
        if (!text.empty()) lines.push_back({{"text", std::move(text)}});
    };
    const auto& policy = result.policy;
    if (policy.stable) add(words.say("rounds.mode.stable"));
    if (result.blocking.value_or(0) > 0)
        add(words.say("rounds.mode.blocking", {{"n", html::whole_number(*result.blocking)}}));
    if (policy.stable && !policy.floors.empty()) add(words.say("rounds.mode.no_floors"));
    if (policy.strict && !policy.stable) add(words.say("rounds.mode.strict"));
    if (!policy.stable) add(kept_back(words, result, area));
    return lines;
}

} // namespace

void add_policy(json& view, const Words& words, const ShownRound& shown)
{
    const auto& result = shown.result;
    const auto area = shown.round.area;
    auto modes = modes_view(words, result, area);
    auto floors = result.policy.stable ? json::array() : floors_view(words, result, area);
    view["policy"] = nullptr;
    if (modes.empty() && floors.empty()) return;
    view["policy"] = {{"modes", std::move(modes)},
                      {"floors", floors.empty() ? json() : json{{"rows", std::move(floors)}}}};
}

} // namespace server::rounds
