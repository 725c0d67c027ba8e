#include "server/html/format.hpp"
#include "server/html/rule_words.hpp"
#include "server/http/idempotency.hpp"
#include "server/http/library.hpp"
#include "server/programs/words.hpp"
#include "server/rounds/views.hpp"
#include <nlohmann/json.hpp>

namespace server::rounds {

using namespace models;
using html::Words;
using nlohmann::json;

namespace {

// 3,167 millionths are at most 0.32 %.
std::string gap_text(std::int64_t millionths)
{
    const auto hundredths = (millionths + 99) / 100;
    const auto cents = std::to_string(hundredths % 100);
    return html::whole_number(hundredths / 100) + "." + std::string(2 - cents.size(), '0') + cents;
}

json figure(const Words& words, const std::string& key, const std::string& number, const std::string& note)
{
    return {{"label", words.say("rounds.figure." + key)},
            {"number", number},
            {"unit", words.say("rounds.figure_unit." + key)},
            {"note", note}};
}

Money cost_of(const std::vector<store::ProgramShare>& shares)
{
    Money all;
    for (const auto& share : shares) all = all + share.cost;
    return all;
}

json figures_view(const Words& words, const ShownRound& shown)
{
    const auto& [result, round] = std::tie(shown.result, shown.round);
    const auto& worst = result.tiers.front();
    const auto& own = worst.ways.front();
    return json::array(
        {figure(words, "asking", html::whole_number(result.all.families),
                words.say("rounds.figure.lacking",
                          {{"money", html::wan_yuan(words.language, Money{result.all.lacking_fen})}})),
         figure(words, "helped", html::whole_number(result.all.ways.front().households),
                words.say("rounds.figure.spent", {{"money", html::yuan_short(cost_of(shown.shares))},
                                                  {"awards", html::whole_number(round.awards)}})),
         figure(words, "worst", html::whole_number(own.households),
                words.say("rounds.figure.worst_note",
                          {{"families", html::whole_number(worst.families)},
                           {"share", share_text(own.covered_fen, worst.lacking_fen)}})),
         figure(words, "gap", (result.gap_millionths == 0 ? "" : "≤ ") + gap_text(result.gap_millionths),
                words.say("rounds.figure.gap_note"))});
}

std::string programs_line(const Words& words, const ShownRound& shown)
{
    std::vector<std::string> parts;
    for (const auto& row : shown.programs) {
        const Room room{row.places_left, row.places_left, row.budget_left, row.budget_left};
        parts.push_back(
            words.say("rounds.show.program", {{"program", program_name(words, shown.all, row.program)},
                                              {"left", programs::left_words(words, room)}}));
    }
    return words.join(parts, "rounds.show.join", "rounds.show.join");
}

json more_view(const Words& words, const ShownRound& shown)
{
    json lines = json::array();
    for (const auto& more : shown.result.more) {
        const auto key =
            "rounds.more." + std::string(more.place ? "place" : "money") + (more.of_quota ? "_quota" : "");
        lines.push_back({{"text", words.say(key, {{"program", program_name(words, shown.all, more.program)},
                                                  {"found", html::whole_number(more.found)},
                                                  {"price", html::whole_number(more.by_price)},
                                                  {"share", share_text(more.found, shown.result.value)}})}});
    }
    return lines;
}

json differences_view(const Words& words, const ShownRound& shown)
{
    if (shown.differences.empty()) return nullptr;
    json lines = json::array();
    for (const auto program : shown.differences.programs)
        lines.push_back({{"text", words.say("rounds.changed.program",
                                            {{"program", program_name(words, shown.all, program)}})}});
    for (const auto& reference : shown.changed_references)
        lines.push_back({{"text", words.say("rounds.changed.family", {{"reference", reference}})}});
    return {{"lines", std::move(lines)}};
}

// An administrator reads no cases.
json families_view(const Words& words, const Call& call, const ShownRound& shown)
{
    if (!call.actor.is_officer()) return nullptr;
    json part{
        {"no_awards", shown.awards.empty()}, {"some_awards", json::array()}, {"some_others", json::array()}};
    if (!shown.awards.empty())
        part["some_awards"].push_back({{"rows", awards_view(words, call, shown.awards, shown.all)}});
    if (!shown.others.empty())
        part["some_others"].push_back({{"rows", others_view(words, call, shown.others, shown.all)}});
    return part;
}

json with_once(bool shown) { return shown ? json{{"once", new_form_token()}} : json(); }

} // namespace

void add_proof(json& view, const Words& words, const ShownRound& shown)
{
    const auto& result = shown.result;
    const auto gap = gap_text(result.gap_millionths);
    view["gap"] = result.gap_millionths == 0 ? words.say("rounds.proof.best")
                                             : words.say("rounds.proof.gap", {{"gap", gap}});
    view["value"] = html::whole_number(result.value);
    view["bound"] = html::whole_number(result.bound);
    view["seed"] = shown.round.seed;
    view["list_hash"] = result.list_hash;
    view["list_size"] = words.one_or_many("rounds.families", result.with_option);
    view["as_of"] = shown.round.as_of ? html::minute(words.language, *shown.round.as_of) : std::string();
    view["more"] = json::array();
    if (auto lines = more_view(words, shown); !lines.empty())
        view["more"] = json::array({{{"lines", std::move(lines)}}});
}

json pay_view(const Call& call, const AllocationRound& round)
{
    if (round.state != RoundState::approved || !may_approve(call.actor, round)) return nullptr;
    const auto address = "/rounds/" + to_text(round.id);
    return {{"csv_href", address + "/pay-list.csv"}, {"xlsx_href", address + "/pay-list.xlsx"}};
}

json show_view(const Call& call, const ShownRound& shown)
{
    const auto words = programs::words_of(*call.library, call.language);
    auto view = head_view(call, shown.round);
    for (const auto* other : {"awards_count", "opened"}) view.erase(other);
    const bool open = shown.round.state == RoundState::proposed;
    const bool decides = open && may_approve(call.actor, shown.round);
    const bool approved = shown.round.state == RoundState::approved;
    view["page_title"] = shown.round.name;
    view["version"] = std::to_string(shown.round.version);
    view["programs_line"] = programs_line(words, shown);
    view["figures"] = figures_view(words, shown);
    view[shown.refused ? "changed" : "outdated"] = differences_view(words, shown);
    view[shown.refused ? "outdated" : "changed"] = nullptr;
    view["approve"] = with_once(decides && shown.round.awards > 0 && shown.differences.empty());
    view["discard"] = with_once(open && may_run(call.actor, shown.round));
    view["again"] = with_once(may_run(call.actor, shown.round) && !approved);
    view["pay"] = pay_view(call, shown.round);
    view["proof_href"] = "/rounds/" + to_text(shown.round.id) + "/certificate";
    add_comparison(view, words, shown.result);
    add_policy(view, words, shown);
    add_proof(view, words, shown);
    view["families"] = families_view(words, call, shown);
    view["no_families"] = !call.actor.is_officer();
    return view;
}

} // namespace server::rounds
