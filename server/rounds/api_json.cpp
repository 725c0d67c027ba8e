#include "server/rounds/api_json.hpp"
#include <nlohmann/json.hpp>

namespace server::rounds {

using nlohmann::json;
using namespace models;

namespace {

json time_or_null(const std::optional<Time>& time) { return time ? json(to_text(*time)) : json(); }

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

json shares_json(const std::vector<store::ProgramShare>& shares, const programs::Programs& all,
                 const Actor& actor)
{
    json rows = json::array();
    for (const auto& share : shares) {
        const auto* program = programs::find(all, share.program);
        if (!program || !counts_told(actor, *program)) continue;
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
    auto value = json::parse(row.text);
    value["referral"] = to_text(row.referral);
    value["reference"] = row.reference;
    value["village"] = to_text(row.village);
    value["tier"] = row.tier;
    return value;
}

} // namespace server::rounds
