#include "models/account.hpp"
#include "models/money.hpp"
#include "server/auth/permissions.hpp"
#include "server/html/fields.hpp"
#include "server/html/format.hpp"
#include "server/html/messages.hpp"
#include "server/http/idempotency.hpp"
#include "server/http/library.hpp"
#include "server/notices/low.hpp"
#include "server/programs/manage.hpp"
#include <nlohmann/json.hpp>

namespace server::programs {

using nlohmann::json;
using namespace models;

namespace {

std::string say(const Call& call, const std::string& key)
{
    return call.library->messages->text(call.language, key);
}

// What brings a program from one state to another, as the button says it.
std::string act_of(ProgramState from, ProgramState to)
{
    if (to == ProgramState::paused) return "pause";
    if (to == ProgramState::closed) return "close";
    return from == ProgramState::draft ? "publish" : "resume";
}

std::string field_of(const Fault& fault)
{
    if (fault.pointer == "/places" || fault.pointer == "/budget") return fault.pointer.substr(1);
    if (fault.pointer == "/reopen_on") return "reopen_on";
    return fault.pointer == "/capacity" ? "places" : "manage";
}

json problem_of(const Call& call, const std::vector<Fault>& faults, std::string_view field)
{
    for (const auto& fault : faults)
        if (field_of(fault) == field)
            return {{"text", html::sentence(*call.library->messages, call.language, fault)}};
    return nullptr;
}

std::string typed_or(const Call& call, const char* field, std::string known)
{
    return call.form.has(field) ? call.form.text(field) : std::move(known);
}

json until_view(const Call& call, const Shown& shown, const std::vector<Fault>& faults)
{
    return {{"reopen_typed", typed_or(call, "reopen_on", shown.reopens ? to_text(*shown.reopens) : "")},
            {"reopen_problem", problem_of(call, faults, "reopen_on")}};
}

// Those that can be taken back, or the one that cannot.
json moves_view(const Call& call, const Shown& shown, const std::vector<Fault>& faults, bool final)
{
    json moves = json::array();
    const auto from = shown.program.state;
    const bool anyway = from == ProgramState::draft && !shown.warnings.empty();
    for (const auto to : next_states(from)) {
        if ((to == ProgramState::closed) != final) continue;
        if (to == ProgramState::open && shown.own_edit) continue;
        const auto key = "programs.manage." + act_of(from, to);
        moves.push_back({{"to", name_of(to)},
                         {"label", say(call, anyway ? "programs.manage.publish_anyway" : key)},
                         {"note", say(call, key + "_note")},
                         {"style", to == ProgramState::open ? "btn-primary" : "btn-outline-primary"}});
        if (final) continue;
        moves.back()["anyway"] = anyway;
        moves.back()["until"] = to == ProgramState::paused ? until_view(call, shown, faults) : json();
    }
    if (!final && from == ProgramState::paused)
        moves.push_back({{"to", name_of(from)},
                         {"label", say(call, "programs.manage.change_day")},
                         {"note", say(call, "programs.manage.change_day_note")},
                         {"style", "btn-outline-primary"},
                         {"anyway", false},
                         {"until", until_view(call, shown, faults)}});
    return moves;
}

json summary_view(const Call& call, const std::vector<Fault>& faults)
{
    if (faults.empty()) return nullptr;
    json problems = json::array();
    for (const auto& fault : faults)
        problems.push_back({{"field", field_of(fault)},
                            {"text", html::sentence(*call.library->messages, call.language, fault)}});
    return {{"problems", std::move(problems)}};
}

std::string yuan_text(const std::optional<Money>& amount)
{
    if (!amount) return {};
    auto text = to_yuan(*amount);
    if (text.ends_with(".00")) text.resize(text.size() - 3);
    return text;
}

json reopens_view(const Call& call, const Shown& shown)
{
    if (!shown.reopens || shown.program.state != ProgramState::paused) return nullptr;
    return {{"text", call.library->messages->text(call.language, "programs.manage.reopens",
                                                  {{"day", html::day(call.language, *shown.reopens)}})}};
}

} // namespace

std::vector<ProgramState> next_states(ProgramState state)
{
    switch (state) {
    case ProgramState::draft: return {ProgramState::open};
    case ProgramState::open: return {ProgramState::paused, ProgramState::closed};
    case ProgramState::paused: return {ProgramState::open, ProgramState::closed};
    case ProgramState::closed: return {};
    }
    return {};
}

static json too_far_view(const Call& call, const Shown& shown)
{
    json rows = json::array();
    for (const auto county : shown.too_far)
        rows.push_back({{"code", to_text(county)},
                        {"county", call.library->divisions->path(county, AreaLevel::prefecture)}});
    return html::rows_part(std::move(rows));
}

void add_manage(json& view, const Call& call, const Shown& shown, const std::vector<Fault>& faults)
{
    const auto& program = shown.program;
    view["summary"] = summary_view(call, faults);
    view["manage"] = nullptr;
    view["low"] = nullptr;
    const bool own =
        allowed(call.actor.role, Can::manage_programs) && call.actor.organization == program.organization;
    if (!own || program.state == ProgramState::closed) return;
    view["low"] = notices::low_of(program.room) ? json{{"text", say(call, "programs.manage.low")}} : json();
    const auto places = program.room.places ? std::to_string(*program.room.places) : std::string();
    view["manage"] = {{"moves", moves_view(call, shown, faults, false)},
                      {"final", moves_view(call, shown, faults, true)},
                      {"published", program.state != ProgramState::draft},
                      {"another_opens", shown.own_edit && program.state != ProgramState::open},
                      {"too_far", too_far_view(call, shown)},
                      {"once", new_form_token()},
                      {"reopens", reopens_view(call, shown)},
                      {"places_typed", typed_or(call, "places", places)},
                      {"budget_typed", typed_or(call, "budget", yuan_text(program.room.budget))},
                      {"places_problem", problem_of(call, faults, "places")},
                      {"budget_problem", problem_of(call, faults, "budget")}};
}

} // namespace server::programs
