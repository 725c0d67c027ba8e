#include "server/formats/round_policy_json.hpp"
#include "server/rounds/proposal.hpp"
#include <nlohmann/json.hpp>

// One form for the database and the API.
namespace server::rounds {

using namespace models;
using nlohmann::json;

namespace {

template <class N> json number_or_null(const std::optional<N>& number)
{
    return number ? json(*number) : json();
}

std::optional<std::int64_t> optional_number(const json& value)
{
    return value.is_null() ? std::nullopt : std::optional(value.get<std::int64_t>());
}

template <class I> I id_of(const json& value) { return parse_id<I>(value.get<std::string>()).value(); }

json figures_json(const Figures& figures)
{
    json ways = json::object();
    for (std::size_t way = 0; way < kWays; ++way)
        ways[std::string(name_of(static_cast<Way>(way)))] = {{"families", figures.ways[way].households},
                                                             {"covered_fen", figures.ways[way].covered_fen},
                                                             {"value", figures.ways[way].value}};
    return {{"families", figures.families}, {"lacking_fen", figures.lacking_fen}, {"ways", std::move(ways)}};
}

Figures figures_of(const json& value)
{
    Figures figures{value.at("families"), value.at("lacking_fen"), {}};
    for (std::size_t i = 0; i < kWays; ++i) {
        const auto& way = value.at("ways").at(std::string(name_of(static_cast<Way>(i))));
        figures.ways[i] = {way.at("families"), way.at("covered_fen"), way.at("value")};
    }
    return figures;
}

json floors_json(const RoundResult& result)
{
    json floors = json::array();
    for (const auto& floor : result.floors)
        floors.push_back({{"asks", floor.asks},
                          {"holds", floor.holds},
                          {"most", number_or_null(floor.most)},
                          {"cost", floor.cost}});
    return floors;
}

json more_json(const RoundResult& result)
{
    json more = json::array();
    for (const auto& one : result.more)
        more.push_back({{"program", to_text(one.program)},
                        {"of_quota", one.of_quota},
                        {"more", one.place ? "place" : "thousand_yuan"},
                        {"value_by_price", one.by_price},
                        {"value_found", one.found}});
    return more;
}

matching::RoundPolicy policy_of(const json& value)
{
    std::vector<Fault> faults;
    const json whole{{"round", value}};
    ObjectReader reader(whole, "", faults);
    return read_round_policy(reader, {}, faults);
}

json why_json(const WhyTold& why)
{
    return {{"need", to_text(why.need)}, {"need_type", why.need_type}, {"program", to_text(why.program)},
            {"why", name_of(why.why)},   {"cost_fen", why.cost.fen},   {"value", why.value},
            {"price", why.price},        {"short_by", why.short_by}};
}

WhyTold why_of(const json& value)
{
    return {id_of<NeedId>(value.at("need")),
            value.at("need_type"),
            id_of<ProgramId>(value.at("program")),
            from_name<matching::Blocked>(value.at("why").get<std::string>()).value(),
            {value.at("cost_fen")},
            value.at("value"),
            value.at("price"),
            value.at("short_by")};
}

} // namespace

std::string written(const RoundResult& result)
{
    json tiers = json::array(), counties = json::array();
    for (const auto& tier : result.tiers) tiers.push_back(figures_json(tier));
    for (const auto& [code, figures] : result.counties) {
        auto county = figures_json(figures);
        county["area"] = code == 0 ? json() : json(std::to_string(code));
        counties.push_back(std::move(county));
    }
    return json{{"all", figures_json(result.all)},
                {"tiers", std::move(tiers)},
                {"counties", std::move(counties)},
                {"policy", write_round_policy(result.policy)},
                {"floors", floors_json(result)},
                {"blocking", number_or_null(result.blocking)},
                {"value", result.value},
                {"bound", result.bound},
                {"gap_millionths", result.gap_millionths},
                {"families_with_option", result.with_option},
                {"list_hash", result.list_hash},
                {"more", more_json(result)}}
        .dump();
}

RoundResult read_result(const std::string& text)
{
    const auto value = json::parse(text);
    RoundResult result;
    result.all = figures_of(value.at("all"));
    for (std::size_t i = 0; i < result.tiers.size(); ++i)
        result.tiers[i] = figures_of(value.at("tiers").at(i));
    for (const auto& county : value.at("counties")) {
        const auto code = county.at("area").is_null() ? "0" : county.at("area").get<std::string>();
        result.counties[static_cast<std::uint32_t>(std::stoul(code))] = figures_of(county);
    }
    result.policy = policy_of(value.at("policy"));
    for (const auto& one : value.at("floors"))
        result.floors.push_back(
            {one.at("asks"), one.at("holds"), optional_number(one.at("most")), one.at("cost")});
    result.blocking = optional_number(value.at("blocking"));
    for (const auto& one : value.at("more"))
        result.more.push_back({id_of<ProgramId>(one.at("program")), one.at("of_quota"),
                               one.at("more") == "place", one.at("value_by_price"), one.at("value_found")});
    result.value = value.at("value");
    result.bound = value.at("bound");
    result.gap_millionths = value.at("gap_millionths");
    result.with_option = value.at("families_with_option");
    result.list_hash = value.at("list_hash");
    return result;
}

std::string written(const Asking& asking)
{
    json whys = json::array();
    for (const auto& why : asking.whys) whys.push_back(why_json(why));
    const auto shut = asking.shut == Shut::none ? json() : json(name_of(asking.shut));
    return json{{"lacking_fen", asking.lacking_fen}, {"shut", shut}, {"whys", std::move(whys)}}.dump();
}

Asking read_asking(const std::string& text)
{
    const auto value = json::parse(text);
    Asking asking{value.at("lacking_fen"), Shut::none, {}};
    if (const auto& shut = value.at("shut"); !shut.is_null())
        asking.shut = from_name<Shut>(shut.get<std::string>()).value();
    for (const auto& why : value.at("whys")) asking.whys.push_back(why_of(why));
    return asking;
}

} // namespace server::rounds
