#include "models/store/capacity.hpp"
#include "server/editor/routes.hpp"
#include "server/html/fields.hpp"
#include "server/html/format.hpp"
#include "server/html/page.hpp"
#include "server/http/idempotency.hpp"
#include "server/http/library.hpp"
#include "server/http/problem.hpp"
#include "server/programs/document.hpp"
#include "server/programs/service.hpp"
#include "server/programs/words.hpp"
#include <algorithm>

// The ledger behind a program's places and money.
namespace server::editor {

using nlohmann::json;
using namespace models;
using store::CapacityEntry;
using store::EntryKind;

namespace {

constexpr int kMostEntries = 500;
const std::string kReason = "/reason-"; // of the entry's own form

struct Ledger {
    const store::ProgramRow& program;
    std::vector<store::SiteRow> sites;
    const std::vector<Fault>& faults;
};

std::string signed_text(std::int64_t number, const std::string& text)
{
    return number > 0 ? "+" + text : text;
}

bool is_of_total(const CapacityEntry& entry)
{
    return entry.what == EntryKind::total || entry.what == EntryKind::counter;
}

std::string places_text(const CapacityEntry& entry)
{
    if (entry.places == 0) return "–";
    const auto text = html::whole_number(entry.places);
    return is_of_total(entry) ? signed_text(entry.places, text) : text;
}

std::string money_text(const CapacityEntry& entry)
{
    if (entry.money.fen == 0) return "–";
    const auto text = (entry.money.fen < 0 ? "-" : "") + html::yuan(Money{std::abs(entry.money.fen)});
    return is_of_total(entry) ? signed_text(entry.money.fen, text) : text;
}

bool may_counter(const CapacityEntry& entry)
{
    return entry.id.value > 0 && is_of_total(entry) && !entry.countered;
}

// A colleague by name, another desk by what it is.
std::string who_made(const html::Words& words, OrganizationId own, const Actor& by)
{
    if (!by.account) return words.say("editor.budget.by_system");
    if (by.organization == own) return by.name;
    const auto role = words.say("accounts.role." + std::string(name_of(by.role)));
    return by.area ? html::area_name(words, by.area) + " " + role : role;
}

std::string site_of(const html::Words& words, const std::vector<store::SiteRow>& sites,
                    const CapacityEntry& entry)
{
    if (entry.site.empty()) return {};
    const auto site = std::ranges::find(sites, entry.site, &store::SiteRow::code);
    return words.say("editor.budget.site", {{"site", site == sites.end() ? entry.site : site->name}});
}

json row_of(const Call& call, const html::Words& words, const Ledger& ledger, const CapacityEntry& entry)
{
    const auto& program = ledger.program;
    const auto id = to_text(entry.id);
    const bool typed = call.form.text("entry") == id;
    std::vector<std::string> notes;
    for (auto text : {entry.cause.reason, site_of(words, ledger.sites, entry),
                      entry.countered ? words.say("editor.budget.countered") : std::string()})
        if (!text.empty()) notes.push_back(std::move(text));
    json problem;
    for (const auto& fault : ledger.faults)
        if (typed && !fault.pointer.empty())
            problem = html::text_part(html::sentence(words.messages, words.language, fault));
    json counter;
    if (may_counter(entry))
        counter = {{"counter_action", "/programs/" + to_text(program.id) + "/budget/counter"},
                   {"version", std::to_string(program.version)},
                   {"entry", id},
                   {"once", new_form_token()},
                   {"is_open", !problem.is_null()},
                   {"problem", std::move(problem)},
                   {"reason_typed", typed ? call.form.text("reason") : ""}};
    return {{"when", html::minute(call.language, entry.cause.at)},
            {"what", words.say("editor.budget.what." + std::string(name_of(entry.what)))},
            {"places", places_text(entry)},
            {"money", money_text(entry)},
            {"by", who_made(words, program.organization, entry.by)},
            {"reason", words.join(notes, "programs.join.bands", "programs.join.bands")},
            {"may_counter", std::move(counter)}};
}

Response shown_budget(const Call& call, store::Reader& db, const store::ProgramRow& program,
                      const std::vector<Fault>& faults, int status)
{
    const auto words = programs::words_of(*call.library, call.language);
    const Ledger ledger{program, store::list_sites(db, program.id), faults};
    json rows = json::array();
    for (const auto& entry : store::list_entries(db, program.id, kMostEntries))
        rows.push_back(row_of(call, words, ledger, entry));
    return page(call, "editor/budget",
                {{"name", program.name},
                 {"program_href", "/programs/" + to_text(program.id)},
                 {"summary", html::problems_part(words, faults, "ledger")},
                 {"nothing", rows.empty()},
                 {"entries", html::rows_part(std::move(rows))}},
                status);
}

std::optional<store::ProgramRow> own_budget(const Call& call, store::Reader& db)
{
    const auto id = parse_id<ProgramId>(call.capture("id"));
    auto row = id ? programs::find_visible(db, call.actor, *id) : std::nullopt;
    if (row && row->organization != call.actor.organization) row.reset();
    return row;
}

// false: there is no limit now, so nothing to take from.
bool take_back(const CapacityEntry& entry, Room& room)
{
    if ((entry.places != 0 && !room.places) || (entry.money.fen != 0 && !room.budget)) return false;
    if (room.places) *room.places -= entry.places;
    if (room.budget) *room.budget = *room.budget - entry.money;
    return true;
}

} // namespace

Response show_budget(const Call& call, store::Reader& db)
{
    const auto program = own_budget(call, db);
    return program ? shown_budget(call, db, *program, {}, 200) : not_found(call);
}

Response counter_entry(const Call& call, store::Writer& db)
{
    const auto row = own_budget(call, db);
    if (!row) return not_found(call);
    return run_once(call, db, [&]() -> Response {
        const auto again = [&](std::vector<Fault> faults, Reason reason) {
            for (auto& fault : faults)
                if (fault.pointer != kReason + call.form.text("entry")) fault.pointer.clear();
            return shown_budget(call, db, *row, faults, status_for(reason, false));
        };
        const auto id = parse_id<CapacityEntryId>(call.form.text("entry"));
        const auto entry = id ? store::find_entry(db, row->id, *id) : std::nullopt;
        if (!entry || !may_counter(*entry))
            return again({{"error.editor.counter", "", {}}}, Reason::wrong_state);
        const auto reason = call.form.text("reason");
        if (reason.empty() || reason.size() > 600)
            return again({{"error.editor.counter_reason", kReason + to_text(entry->id), {}}},
                         Reason::invalid);
        auto program = programs::stored_program(*row, call.library->named_rules);
        if (!take_back(*entry, program.room))
            return again({{"error.editor.counter_unlimited", "", {}}}, Reason::wrong_state);
        const bool below =
            program.room.places.value_or(0) < 0 || program.room.budget.value_or(Money{}).fen < 0;
        if (below) return again({{"error.program.below_promised", "", {}}}, Reason::full);
        const auto version = programs::change_program(
            db, call.actor, row->id, call.form.integer("version").value_or(0), std::move(program),
            *call.library->divisions, call.now, {.counters = entry->id, .reason = reason});
        if (!version) return again(version.error().faults, version.error().reason);
        return see_other("/programs/" + to_text(row->id) + "/budget");
    });
}

} // namespace server::editor
