#include "server/rounds/proposal.hpp"
#include <nlohmann/json.hpp>

// Ours alone, in the database: what cannot be read is a broken world.
namespace server::rounds {

using namespace models;
using nlohmann::json;

namespace {

json figures_json(const Figures& figures)
{
    json ways = json::array();
    for (const auto& way : figures.ways) ways.push_back({way.households, way.covered_fen, way.value});
    return {{"families", figures.families}, {"lacking_fen", figures.lacking_fen}, {"ways", std::move(ways)}};
}

Figures figures_of(const json& value)
{
    Figures figures{value.at("families"), value.at("lacking_fen"), {}};
    for (std::size_t i = 0; i < kWays; ++i) {
        const auto& way = value.at("ways").at(i);
        figures.ways[i] = {way.at(0), way.at(1), way.at(2)};
    }
    return figures;
}

json why_json(const WhyTold& why)
{
    return {{"need", why.need.value},
            {"need_type", why.need_type},
            {"program", why.program.value},
            {"why", name_of(why.why)},
            {"cost_fen", why.cost.fen},
            {"value", why.value},
            {"price", why.price},
            {"short_by", why.short_by},
            {"last_won", why.last_won ? json(*why.last_won) : json()}};
}

WhyTold why_of(const json& value)
{
    WhyTold why{{value.at("need")},
                value.at("need_type"),
                {value.at("program")},
                from_name<matching::Blocked>(value.at("why").get<std::string>()).value(),
                {value.at("cost_fen")},
                value.at("value"),
                value.at("price"),
                value.at("short_by"),
                {}};
    if (!value.at("last_won").is_null()) why.last_won = value.at("last_won").get<std::int64_t>();
    return why;
}

} // namespace

std::string written(const RoundResult& result)
{
    json tiers = json::array(), counties = json::object(), more = json::array();
    for (const auto& tier : result.tiers) tiers.push_back(figures_json(tier));
    for (const auto& [county, figures] : result.counties)
        counties[std::to_string(county)] = figures_json(figures);
    for (const auto& one : result.more)
        more.push_back({{"program", one.program.value},
                        {"of_quota", one.of_quota},
                        {"place", one.place},
                        {"by_price", one.by_price},
                        {"found", one.found}});
    return json{{"all", figures_json(result.all)},
                {"tiers", std::move(tiers)},
                {"counties", std::move(counties)},
                {"tier_weights", result.tier_weights},
                {"value", result.value},
                {"bound", result.bound},
                {"gap_millionths", result.gap_millionths},
                {"with_option", result.with_option},
                {"list_hash", result.list_hash},
                {"more", std::move(more)}}
        .dump();
}

RoundResult read_result(const std::string& text)
{
    const auto value = json::parse(text);
    RoundResult result;
    result.all = figures_of(value.at("all"));
    for (std::size_t i = 0; i < result.tiers.size(); ++i) {
        result.tiers[i] = figures_of(value.at("tiers").at(i));
        result.tier_weights[i] = value.at("tier_weights").at(i);
    }
    for (const auto& [county, figures] : value.at("counties").items())
        result.counties[static_cast<std::uint32_t>(std::stoul(county))] = figures_of(figures);
    for (const auto& one : value.at("more"))
        result.more.push_back(
            {{one.at("program")}, one.at("of_quota"), one.at("place"), one.at("by_price"), one.at("found")});
    result.value = value.at("value");
    result.bound = value.at("bound");
    result.gap_millionths = value.at("gap_millionths");
    result.with_option = value.at("with_option");
    result.list_hash = value.at("list_hash");
    return result;
}

std::string written(const Asking& asking)
{
    json whys = json::array();
    for (const auto& why : asking.whys) whys.push_back(why_json(why));
    return json{
        {"lacking_fen", asking.lacking_fen}, {"shut", name_of(asking.shut)}, {"whys", std::move(whys)}}
        .dump();
}

Asking read_asking(const std::string& text)
{
    const auto value = json::parse(text);
    Asking asking{value.at("lacking_fen"), from_name<Shut>(value.at("shut").get<std::string>()).value(), {}};
    for (const auto& why : value.at("whys")) asking.whys.push_back(why_of(why));
    return asking;
}

} // namespace server::rounds
