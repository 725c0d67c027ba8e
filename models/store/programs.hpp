#pragma once
#include "models/program.hpp"
#include "models/store/capacity.hpp"
#include "models/store/db.hpp"
#include <optional>
#include <string>
#include <vector>

namespace store {

struct OrganizationRow {
    models::OrganizationId id;
    std::string uuid, unified_code, name, name_en,
        kind;          // kind: foundation, society, service, federation, government
    models::Area area; // where it is registered
    std::string phone, website;
    bool public_fundraising = false;
    std::optional<models::Date> certificate_until;
    bool active = true;
    std::int64_t version{};
};
models::OrganizationId insert_organization(Writer&, const OrganizationRow&, models::Time now);
bool save_organization(Writer&, const OrganizationRow&); // guarded by version
std::optional<OrganizationRow> find_organization(Reader&, models::OrganizationId);
std::optional<OrganizationRow> find_organization_by_code(Reader&, std::string_view unified_code);
std::vector<OrganizationRow> list_organizations(Reader&, models::OrganizationId after, int limit);
// Active ones whose registration ends before that day: this one, or those of the area (the other is none).
std::vector<OrganizationRow> organizations_ending(Reader&, models::OrganizationId, models::Area,
                                                  models::Date before);

// A program's row: what the store counts, and the document (server/formats/program_json) of its current
// version. Older versions stay in program_version.
struct ProgramRow {
    models::ProgramId id;
    models::OrganizationId organization;
    std::string organization_name;
    std::string uuid, code, name;
    models::ProgramState state{};
    std::string document; // JSON text
    models::Room room;
    models::TrackRecord record;
    models::Time changed_at{};
    std::int64_t version{};
};
// Also program_version, capacity, both ledgers; `by`: whom the ledger of capacity names.
models::ProgramId insert_program(Writer&, const ProgramRow&, models::Time now, models::AccountId by = {});
// Guarded by version; places and budget never go below what is reserved, committed and used.
enum class SaveProgram { saved, stale, below_promised };
SaveProgram save_program(Writer&, const ProgramRow&, models::Time now, Cause = {}); // at `now`
std::optional<ProgramRow> find_program(Reader&, models::ProgramId);
std::vector<ProgramRow> list_programs(Reader&, models::ProgramId after, int limit);
std::vector<ProgramRow> programs_of(Reader&, models::OrganizationId);

// What a program said before its current version, newest first.
std::vector<std::string> earlier_documents(Reader&, models::ProgramId);

// Who has changed what a program says since it was last open; nobody of before is known.
void note_program_editor(Writer&, models::ProgramId, models::AccountId);
bool is_program_editor(Reader&, models::ProgramId, models::AccountId);
void forget_program_editors(Writer&, models::ProgramId);

// Programs that have changed since an instant, as they were then; places, money and record are never kept
// back, so these are today's.
struct Earlier {
    models::ProgramId id;
    std::optional<ProgramRow> row; // nothing: it was not there yet
};
std::vector<Earlier> programs_otherwise(Reader&, models::Time at);

// A program's sites with their own places; those left out are kept, not active. false: places below what is
// promised there.
struct SiteRow {
    models::SiteId id;
    std::string uuid, code, name, name_en;
    models::Area area;
    std::string hours;
    bool active = true;
    std::optional<std::int64_t> places, places_left; // nothing: not limited here
};
bool save_sites(Writer&, models::ProgramId, const std::vector<SiteRow>&);
std::vector<SiteRow> list_sites(Reader&, models::ProgramId);

// The change ledger: one row per change of a program, an organization or a referral, in the same transaction.
// A live catalog or population reads what came after the sequence it knows.
struct Change {
    std::int64_t sequence{};
    std::string noun; // "program", "organization", "referral"
    std::int64_t id{};
};
std::vector<Change> changes_after(Reader&, std::int64_t sequence, int limit = 1000);
// Everything after this number; nothing: the ledger does not reach back to it, or has never come so far.
std::optional<std::vector<Change>> changes_since(Reader&, std::int64_t sequence);
std::int64_t last_change(Reader&);
std::int64_t last_change(Connection&); // one statement, in no transaction: cheap enough to ask all the time
void append_change(Writer&, std::string_view noun, std::int64_t id);

} // namespace store
