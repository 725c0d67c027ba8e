#include "server/auth/permissions.hpp"
#include "server/html/format.hpp"
#include "server/html/messages.hpp"
#include "server/html/rule_words.hpp"
#include "server/http/idempotency.hpp"
#include "server/http/library.hpp"
#include "server/http/paging.hpp"
#include "server/programs/words.hpp"
#include "server/rounds/api_json.hpp"
#include "server/rounds/views.hpp"
#include <algorithm>
#include <nlohmann/json.hpp>

namespace server::rounds {

using namespace models;
using html::Words;
using nlohmann::json;

namespace {

bool serves(const Program& program, Area area)
{
    if (!programs::is_matchable(program) || program.by_list) return false;
    return program.areas.empty() || std::ranges::any_of(program.areas, [&](Area served) {
               return covers(served, area) || covers(area, served);
           });
}

json program_choice(const Words& words, const Program& program, bool chosen)
{
    return {{"program", to_text(program.id)},
            {"chosen", chosen},
            {"program_name", programs::name_in(words.language, program.name)},
            {"organization", program.organization_name},
            {"award", programs::award_in_short(words, program.award)},
            {"left", programs::left_words(words, program.room)}};
}

// An officer shares out in the own area; an admin says in which county.
json area_groups(const Words& words, const Library& library, const RoundWish& wish)
{
    json groups = json::array();
    for (const auto& province : library.divisions->under({}))
        for (const auto& prefecture : library.divisions->under(province.area)) {
            json options = json::array();
            for (const auto& county : library.divisions->under(prefecture.area))
                options.push_back({{"code", to_text(county.area)},
                                   {"label", html::area_name(words, county.area)},
                                   {"selected", wish.area == county.area}});
            groups.push_back(
                {{"group", html::area_name(words, prefecture.area)}, {"options", std::move(options)}});
        }
    return groups;
}

json problem_at(const Call& call, const std::vector<Fault>& faults, std::string_view pointer)
{
    for (const auto& fault : faults)
        if (fault.pointer == pointer)
            return {{"text", html::sentence(*call.library->messages, call.language, fault)}};
    return nullptr;
}

json summary_of(const Call& call, const std::vector<Fault>& faults)
{
    if (faults.empty()) return nullptr;
    json problems = json::array();
    for (const auto& fault : faults)
        problems.push_back({{"field", fault.pointer.empty() ? "name" : fault.pointer.substr(1)},
                            {"text", html::sentence(*call.library->messages, call.language, fault)}});
    return {{"problems", std::move(problems)}};
}

} // namespace

json list_view(const Call& call, const RoundPage& page)
{
    json rows = json::array();
    for (const auto& round : page.rounds) {
        auto row = head_view(call, round);
        row["decided"] = round.awards > 0;
        rows.push_back(std::move(row));
    }
    return {
        {"rows", std::move(rows)},
        {"none", page.rounds.empty()},
        {"may_open", call.actor && allowed(call.actor.role, Can::run_rounds)},
        {"next", page.next == 0 ? json::array() : json::array({{{"href", next_page_of(call, page.next)}}})}};
}

json new_view(const Call& call, const programs::Programs& all, const RoundWish& wish,
              const std::vector<Fault>& faults)
{
    const auto& library = *call.library;
    const auto words = programs::words_of(library, call.language);
    json choices = json::array();
    for (const auto& program : all) {
        if (call.actor.area && !serves(program, call.actor.area)) continue;
        if (!programs::is_matchable(program) || program.by_list) continue;
        const bool chosen = std::ranges::find(wish.programs, program.id) != wish.programs.end();
        choices.push_back(program_choice(words, program, chosen));
    }
    const bool admin = call.actor.role == Role::admin;
    return {{"summary", summary_of(call, faults)},
            {"once", new_form_token()},
            {"name", wish.name},
            {"seed", wish.seed},
            {"name_problem", problem_at(call, faults, "/name")},
            {"seed_problem", problem_at(call, faults, "/seed")},
            {"area_problem", problem_at(call, faults, "/area")},
            {"programs_problem", problem_at(call, faults, "/programs")},
            {"own_area", admin ? json() : json{{"area", html::area_name(words, call.actor.area)}}},
            {"any_area", admin ? json{{"groups", area_groups(words, library, wish)}} : json()},
            {"no_programs", choices.empty()},
            {"choices", std::move(choices)},
            {"demo_slow", library.demo ? json{{"slowly", wish.slowly}} : json()}};
}

// How far it is, or in one sentence why it came to nothing.
json under_way_view(const Call& call, const AllocationRound& round)
{
    const auto words = programs::words_of(*call.library, call.language);
    auto view = head_view(call, round);
    view.erase("awards_count");
    view["page_title"] = round.name;
    const bool waits = round.state == RoundState::queued || round.state == RoundState::running;
    if (waits) view["page_refresh"] = 2;
    const bool mine = may_run(call.actor, round);
    view["working"] = nullptr;
    view["over"] = nullptr;
    view["may_cancel"] = nullptr;
    if (waits)
        view["working"] = {
            {"permille", round.permille},
            {"percent", std::to_string(round.permille / 10)},
            {"sentence", words.say(round.state == RoundState::queued ? "rounds.progress.queued"
                                                                     : "rounds.progress.running")}};
    if (waits && mine) view["may_cancel"] = {{"once", new_form_token()}};
    if (!waits) {
        const auto why = round.failure ? "rounds.failure." + std::string(name_of(*round.failure))
                                       : "rounds.over." + std::string(name_of(round.state));
        view["over"] = {{"sentence", words.say(why)},
                        {"again", mine ? json{{"once", new_form_token()}} : json()}};
    }
    return view;
}

// What a charity sees: how many and how much, hidden below five.
json counts_view(const Call& call, const AllocationRound& round,
                 const std::vector<store::ProgramShare>& shares, const programs::Programs& all)
{
    const auto words = programs::words_of(*call.library, call.language);
    auto view = head_view(call, round);
    for (const auto* other : {"awards_count", "id"}) view.erase(other);
    view["page_title"] = round.name;
    json rows = json::array();
    for (const auto& share : shares) {
        const auto* program = programs::find(all, share.program);
        if (!program || !counts_told(call.actor, *program)) continue;
        const bool few = share.families < kLeastShown;
        rows.push_back(
            {{"program_name", programs::name_in(words.language, program->name)},
             {"families", few ? words.say("rounds.counts.few") : html::whole_number(share.families)},
             {"money", few ? "–" : html::yuan_short(share.cost)}});
    }
    view["none"] = rows.empty();
    view["some"] = rows.empty() ? json::array() : json::array({{{"rows", rows}}});
    return view;
}

} // namespace server::rounds
