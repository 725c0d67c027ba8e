#include "models/store/programs.hpp"

namespace store {

namespace {

#define PARASOL_PROGRAM_COLUMNS                                                                              \
    R"sql(
    SELECT p.id, p.organization_id, o.name, p.uuid, p.code, p.name, p.state, p.document, p.accepted, p.fulfilled,
           p.answered, p.answered_in_time, p.median_days, p.changed_at, p.version, c.places,
           c.places - c.reserved - c.committed - c.used, c.budget_fen,
           c.budget_fen - c.reserved_fen - c.committed_fen - c.paid_fen)sql"
#define PARASOL_PROGRAM_TABLES                                                                               \
    R"sql(
      FROM program p
      JOIN organization o ON o.id = p.organization_id
      JOIN capacity c ON c.program_id = p.id AND c.site = ''
)sql"

constexpr Sql kFind{"program.find", PARASOL_PROGRAM_COLUMNS PARASOL_PROGRAM_TABLES "WHERE p.id = :id"};
constexpr Sql kList{"program.list", PARASOL_PROGRAM_COLUMNS PARASOL_PROGRAM_TABLES
                    "WHERE p.id > :after ORDER BY p.id LIMIT :limit"};
constexpr Sql kOf{"program.of_organization", PARASOL_PROGRAM_COLUMNS PARASOL_PROGRAM_TABLES
                  "WHERE p.organization_id = :organization ORDER BY p.id"};

// The version that counted at an instant; none: 0 and no document.
constexpr Sql kOtherwise{"program.otherwise", PARASOL_PROGRAM_COLUMNS
                         ", COALESCE(v.version, 0), COALESCE(v.document, '')" PARASOL_PROGRAM_TABLES R"sql(
      LEFT JOIN program_version v
        ON v.program_id = p.id AND v.version = (SELECT MAX(w.version)
                                                  FROM program_version w
                                                 WHERE w.program_id = p.id AND w.at <= :at)
     WHERE p.changed_at > :after
     ORDER BY p.id
)sql"};

#undef PARASOL_PROGRAM_TABLES
#undef PARASOL_PROGRAM_COLUMNS

constexpr Sql kInsert{"program.insert", R"sql(
    INSERT INTO program (id, uuid, organization_id, code, name, state, document, accepted, fulfilled, answered,
                         answered_in_time, median_days, created_at, changed_at, version)
    VALUES (:id, :uuid, :organization, :code, :name, :state, :document, :accepted, :fulfilled, :answered,
            :answered_in_time, :median_days, :now, :changed, 1)
)sql"};

constexpr Sql kSave{"program.save", R"sql(
    UPDATE program
       SET name = :name, state = :state, document = :document, changed_at = :now, version = version + 1
     WHERE id = :id AND version = :version
)sql"};

constexpr Sql kInsertVersion{"program_version.insert", R"sql(
    INSERT INTO program_version (program_id, version, document, at) VALUES (:id, :version, :document, :now)
)sql"};

constexpr Sql kEarlier{"program_version.earlier", R"sql(
    SELECT v.document
      FROM program_version v
      JOIN program p ON p.id = v.program_id
     WHERE p.id = :id AND v.version < p.version
     ORDER BY v.version DESC
)sql"};

constexpr Sql kInsertCapacity{"capacity.insert", R"sql(
    INSERT INTO capacity (program_id, site, places, reserved, committed, used, budget_fen, reserved_fen, committed_fen, paid_fen)
    VALUES (:id, '', :places, 0, 0, 0, :budget, 0, 0, 0)
)sql"};

constexpr Sql kSaveCapacity{"capacity.save", R"sql(
    UPDATE capacity
       SET places = :places, budget_fen = :budget
     WHERE program_id = :id AND site = ''
       AND (CAST(:at_least_places AS BIGINT) IS NULL OR reserved + committed + used <= :at_least_places)
       AND (CAST(:at_least_budget AS BIGINT) IS NULL OR reserved_fen + committed_fen + paid_fen <= :at_least_budget)
)sql"};

template <class... More> bool next_program(Query& query, ProgramRow& row, More&... more)
{
    return query.next(row.id, row.organization, row.organization_name, row.uuid, row.code, row.name,
                      row.state, row.document, row.record.accepted, row.record.fulfilled, row.record.answered,
                      row.record.answered_in_time, row.record.median_days_to_first_help, row.changed_at,
                      row.version, row.room.places, row.room.places_left, row.room.budget,
                      row.room.budget_left, more...);
}

std::vector<ProgramRow> all_of(Query&& query)
{
    std::vector<ProgramRow> rows;
    for (ProgramRow row; next_program(query, row);) rows.push_back(row);
    return rows;
}

} // namespace

models::ProgramId insert_program(Writer& db, const ProgramRow& row, models::Time now, models::AccountId by)
{
    const auto id = db.new_id<models::ProgramId>();
    db.change(kInsert, {{"id", id},
                        {"uuid", row.uuid},
                        {"organization", row.organization},
                        {"code", row.code},
                        {"name", row.name},
                        {"state", row.state},
                        {"document", row.document},
                        {"accepted", row.record.accepted},
                        {"fulfilled", row.record.fulfilled},
                        {"answered", row.record.answered},
                        {"answered_in_time", row.record.answered_in_time},
                        {"median_days", row.record.median_days_to_first_help},
                        {"now", now},
                        {"changed", now}});
    db.change(kInsertVersion, {{"id", id}, {"version", 1}, {"document", row.document}, {"now", now}});
    db.change(kInsertCapacity, {{"id", id}, {"places", row.room.places}, {"budget", row.room.budget}});
    enter_total(db, id, {}, {row.room.places, row.room.budget}, {.by = by, .at = now});
    append_change(db, "program", id.value);
    return id;
}

SaveProgram save_program(Writer& db, const ProgramRow& row, models::Time now, Cause cause)
{
    const auto before = find_program(db, row.id);
    if (db.change(kSave, {{"name", row.name},
                          {"state", row.state},
                          {"document", row.document},
                          {"now", now},
                          {"id", row.id},
                          {"version", row.version}}) != 1)
        return SaveProgram::stale;
    if (db.change(kSaveCapacity, {{"places", row.room.places},
                                  {"budget", row.room.budget},
                                  {"id", row.id},
                                  {"at_least_places", row.room.places},
                                  {"at_least_budget", row.room.budget}}) != 1)
        return SaveProgram::below_promised;
    cause.at = now;
    if (before)
        enter_total(db, row.id, {before->room.places, before->room.budget},
                    {row.room.places, row.room.budget}, cause);
    db.change(kInsertVersion,
              {{"id", row.id}, {"version", row.version + 1}, {"document", row.document}, {"now", now}});
    append_change(db, "program", row.id.value);
    return SaveProgram::saved;
}

std::optional<ProgramRow> find_program(Reader& db, models::ProgramId id)
{
    auto rows = all_of(db.query(kFind, {{"id", id}}));
    if (rows.empty()) return {};
    return rows.front();
}

std::vector<ProgramRow> list_programs(Reader& db, models::ProgramId after, int limit)
{
    return all_of(db.query(kList, {{"after", after.value}, {"limit", limit}}));
}

std::vector<ProgramRow> programs_of(Reader& db, models::OrganizationId organization)
{
    return all_of(db.query(kOf, {{"organization", organization}}));
}

std::vector<std::string> earlier_documents(Reader& db, models::ProgramId id)
{
    std::vector<std::string> documents;
    auto query = db.query(kEarlier, {{"id", id}});
    for (std::string document; query.next(document);) documents.push_back(document);
    return documents;
}

std::vector<Earlier> programs_otherwise(Reader& db, models::Time at)
{
    std::vector<Earlier> programs;
    auto query = db.query(kOtherwise, {{"at", at}, {"after", at}});
    std::int64_t version{};
    std::string document;
    for (ProgramRow row; next_program(query, row, version, document);) {
        programs.push_back({row.id, {}});
        if (version == 0) continue;
        row.version = version;
        row.document = document;
        programs.back().row = std::move(row);
    }
    return programs;
}

} // namespace store
