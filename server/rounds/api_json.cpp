#include "server/rounds/api_json.hpp"
#include <nlohmann/json.hpp>

namespace server::rounds {

using nlohmann::json;
using namespace models;

namespace {

json time_or_null(const std::optional<Time>& time) { return time ? json(to_text(*time)) : json(); }

json figures_json(const Figures& figures)
{
    json ways = json::object();
    for (std::size_t way = 0; way < kWays; ++way)
        ways[std::string(name_of(static_cast<Way>(way)))] = {{"families", figures.ways[way].households},
                                                             {"covered_fen", figures.ways[way].covered_fen},
                                                             {"value", figures.ways[way].value}};
    return {{"families", figures.families}, {"lacking_fen", figures.lacking_fen}, {"ways", std::move(ways)}};
}

json why_json(const WhyTold& why)
{
    return {{"need", to_text(why.need)}, {"need_type", why.need_type}, {"program", to_text(why.program)},
            {"why", name_of(why.why)},   {"cost_fen", why.cost.fen},   {"value", why.value},
            {"price", why.price},        {"short_by", why.short_by}};
}

} // namespace

json round_json(const AllocationRound& round)
{
    return {{"id", to_text(round.id)},
            {"name", round.name},
            {"state", name_of(round.state)},
            {"area", to_text(round.area)},
            {"seed", round.seed},
            {"permille", round.permille},
            {"failure", round.failure ? json(name_of(*round.failure)) : json()},
            {"opened_at", to_text(round.opened_at)},
            {"as_of", time_or_null(round.as_of)},
            {"ended_at", time_or_null(round.ended_at)},
            {"awards", round.awards},
            {"version", round.version}};
}

json programs_json(const std::vector<store::RoundProgram>& programs)
{
    json all = json::array();
    for (const auto& row : programs)
        all.push_back({{"program", to_text(row.program)},
                       {"version", row.version},
                       {"places_left", row.places_left ? json(*row.places_left) : json()},
                       {"budget_left_fen", row.budget_left ? json(row.budget_left->fen) : json()}});
    return all;
}

json result_json(const RoundResult& result)
{
    json tiers = json::array(), counties = json::array(), more = json::array();
    for (const auto& tier : result.tiers) tiers.push_back(figures_json(tier));
    for (const auto& [code, figures] : result.counties) {
        auto county = figures_json(figures);
        county["area"] = code == 0 ? json() : json(std::to_string(code));
        counties.push_back(std::move(county));
    }
    for (const auto& one : result.more)
        more.push_back({{"program", to_text(one.program)},
                        {"of_quota", one.of_quota},
                        {"more", one.place ? "place" : "thousand_yuan"},
                        {"value_by_price", one.by_price},
                        {"value_found", one.found}});
    return {{"all", figures_json(result.all)},
            {"tiers", std::move(tiers)},
            {"counties", std::move(counties)},
            {"tier_weights", result.tier_weights},
            {"value", result.value},
            {"bound", result.bound},
            {"gap_millionths", result.gap_millionths},
            {"families_with_option", result.with_option},
            {"list_hash", result.list_hash},
            {"more", std::move(more)}};
}

json shares_json(const std::vector<store::ProgramShare>& shares, const programs::Programs& all,
                 OrganizationId organization)
{
    json rows = json::array();
    for (const auto& share : shares) {
        const auto* program = programs::find(all, share.program);
        if (!program || program->organization != organization) continue;
        const bool shown = share.families >= kLeastShown;
        rows.push_back({{"program", to_text(share.program)},
                        {"families", shown ? json(share.families) : json()},
                        {"cost_fen", shown ? json(share.cost.fen) : json()}});
    }
    return rows;
}

json award_json(const store::RoundAwardRow& row)
{
    return {{"number", row.number},
            {"referral", to_text(row.referral)},
            {"reference", row.reference},
            {"village", to_text(row.village)},
            {"tier", row.tier},
            {"need", to_text(row.need)},
            {"need_type", row.need_type},
            {"program", to_text(row.program)},
            {"award", row.award},
            {"cost_fen", row.cost.fen},
            {"score", row.score},
            {"value", row.value},
            {"plan_line", row.line ? json(to_text(row.line)) : json()}};
}

json other_json(const store::RoundFamilyRow& row)
{
    const auto asking = read_asking(row.text);
    json whys = json::array();
    for (const auto& why : asking.whys) whys.push_back(why_json(why));
    return {{"referral", to_text(row.referral)},
            {"reference", row.reference},
            {"village", to_text(row.village)},
            {"tier", row.tier},
            {"lacking_fen", asking.lacking_fen},
            {"shut", asking.shut == Shut::none ? json() : json(name_of(asking.shut))},
            {"whys", std::move(whys)}};
}

} // namespace server::rounds
