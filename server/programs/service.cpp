#include "server/programs/service.hpp"
#include "models/store/audit.hpp"
#include "models/store/reopenings.hpp"
#include "models/store/seal.hpp"
#include "server/notices/low.hpp"
#include "server/programs/document.hpp"
#include <algorithm>

namespace server::programs {

using namespace models;

namespace {

std::vector<store::SiteRow> sites_with_ids(const Program& program)
{
    auto sites = site_rows_of(program);
    for (auto& site : sites) site.uuid = store::new_uuid(); // an older site keeps its own
    return sites;
}

std::unexpected<Refusal> site_below_promised()
{
    return refuse(Reason::full, "error.program.site_below_promised", "/sites");
}

void append_program_audit(store::Writer& db, const Actor& actor, std::string event, ProgramId id,
                          std::int64_t version, Time now)
{
    store::append_audit(db, {now, actor.account, std::move(event), to_text(id),
                             "{\"version\":" + std::to_string(version) + "}"});
}

// What may follow what; from one state to itself always.
std::optional<Fault> fault_of_move(ProgramState from, ProgramState to)
{
    if (from == to) return {};
    if (from == ProgramState::closed) return Fault{"error.program.closed", "/state", {}};
    if (to == ProgramState::draft) return Fault{"error.program.draft_again", "/state", {}};
    return {};
}

// Divisions as they are today; a confirmation that is no promise of the future.
std::vector<Fault> faults_of(Program& program, const Divisions& divisions, Time now)
{
    auto faults = bring_up_to_date(program, divisions);
    if (program.last_confirmed && *program.last_confirmed > day_of(now))
        faults.push_back({"error.fact.future", "/last_confirmed", {}});
    return faults;
}

std::vector<Fault> or_more(std::vector<Fault> faults, std::vector<Fault> more)
{
    for (auto& fault : more) faults.push_back(std::move(fault));
    return faults;
}

std::optional<Fault> fault_of_change(const store::ProgramRow& now, const Program& asked)
{
    if (asked.code != now.code) return Fault{"error.program.code_fixed", "/code", {{"code", now.code}}};
    return fault_of_move(now.state, asked.state);
}

// What a program says changes only while it is not open, and whoever changed it does not open it.
std::optional<Fault> fault_of_publishing(store::Reader& db, const Actor& actor, const store::ProgramRow& now,
                                         const store::ProgramRow& asked, bool edits)
{
    if (asked.state != ProgramState::open) return {};
    if (now.state == ProgramState::open)
        return edits ? std::optional(Fault{"error.program.pause_first", "/state", {}}) : std::nullopt;
    if (!edits && !store::is_program_editor(db, now.id, actor.account)) return {};
    return Fault{"error.program.opened_by_another", "/state", {}};
}

} // namespace

bool may_see(const Actor& actor, OrganizationId owner, ProgramState state)
{
    return state != ProgramState::draft || (actor.is_charity() && actor.organization == owner);
}

std::optional<store::ProgramRow> find_visible(store::Reader& db, const Actor& actor, ProgramId id)
{
    auto row = store::find_program(db, id);
    if (row && !may_see(actor, row->organization, row->state)) row.reset();
    return row;
}

std::vector<Fault> faults_of_quotas(const Program& program)
{
    std::vector<Fault> faults;
    for (std::size_t i = 0; i < program.quotas.size(); ++i) {
        const auto& quota = program.quotas[i];
        const auto at = "/capacity/quotas/" + std::to_string(i), n = std::to_string(i + 1);
        if (quota.places && program.room.places && *quota.places > *program.room.places)
            faults.push_back({"error.program.quota_places",
                              at + "/places",
                              {{"n", n}, {"total", std::to_string(*program.room.places)}}});
        if (quota.budget && program.room.budget && *quota.budget > *program.room.budget)
            faults.push_back({"error.program.quota_budget",
                              at + "/budget_fen",
                              {{"n", n}, {"total", to_yuan(*program.room.budget)}}});
    }
    return faults;
}

Result<ProgramId> register_program(store::Writer& db, const Actor& actor, Program program,
                                   const Divisions& divisions, Time now)
{
    if (!actor.organization) return refuse(Reason::forbidden, "error.program.no_organization");
    if (actor.is_charity() && program.state == ProgramState::open)
        return refuse(Reason::wrong_state, "error.program.opened_by_another", "/state");
    if (auto faults = or_more(faults_of(program, divisions, now), faults_of_quotas(program)); !faults.empty())
        return refuse(std::move(faults));
    const auto own = store::programs_of(db, actor.organization);
    if (std::ranges::find(own, program.code, &store::ProgramRow::code) != own.end())
        return refuse(Reason::wrong_state, "error.program.code_taken", "/code", {{"code", program.code}});

    program.organization = actor.organization;
    program.uuid = store::new_uuid();
    program.record = {};
    const auto id = store::insert_program(db, row_of(program), now, actor.account);
    if (!store::save_sites(db, id, sites_with_ids(program))) return site_below_promised();
    if (actor.is_charity()) store::note_program_editor(db, id, actor.account);
    append_program_audit(db, actor, "program.registered", id, 1, now);
    return id;
}

Result<std::int64_t> change_program(store::Writer& db, const Actor& actor, ProgramId id,
                                    std::int64_t seen_version, Program program, const Divisions& divisions,
                                    Time now, store::Cause cause)
{
    const auto found = store::find_program(db, id);
    if (!found || !actor.organization || found->organization != actor.organization)
        return refuse(Reason::not_found, "error.program.unknown");
    if (found->version != seen_version) return refuse(Reason::stale, "error.if_match.stale");
    if (auto faults = faults_of(program, divisions, now); !faults.empty()) return refuse(std::move(faults));
    if (const auto fault = fault_of_change(*found, program))
        return std::unexpected(Refusal{Reason::wrong_state, {*fault}});

    program.id = id;
    program.version = seen_version;
    const auto row = row_of(program);
    const bool edits = !says_the_same(*found, row);
    const bool published = found->state == ProgramState::draft && program.state != ProgramState::draft;
    if (edits || published)
        if (auto faults = faults_of_quotas(program); !faults.empty()) return refuse(std::move(faults));
    if (const auto fault = fault_of_publishing(db, actor, *found, row, edits))
        return std::unexpected(Refusal{Reason::wrong_state, {*fault}});
    cause.by = actor.account;
    const auto saved = store::save_program(db, row, now, std::move(cause));
    if (saved == store::SaveProgram::stale) return refuse(Reason::stale, "error.if_match.stale");
    if (saved == store::SaveProgram::below_promised)
        return refuse(Reason::full, "error.program.below_promised", "/capacity");
    if (!store::save_sites(db, id, sites_with_ids(program))) return site_below_promised();
    if (program.state == ProgramState::open) notices::tell_if_low(db, id, found->room, now);
    if (edits) store::note_program_editor(db, id, actor.account);
    if (program.state != found->state) store::forget_reopening(db, id); // it was of the pause that is over
    if (program.state == ProgramState::open && found->state != ProgramState::open)
        store::forget_program_editors(db, id);
    append_program_audit(db, actor, "program.changed", id, seen_version + 1, now);
    return seen_version + 1;
}

} // namespace server::programs
