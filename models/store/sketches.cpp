#include "models/store/sketches.hpp"

namespace store {

using models::SketchId;

namespace {

constexpr Sql kInsert{"sketch.insert", R"sql(
    INSERT INTO program_sketch (id, organization_id, program_id, base, document, seen, changed_by, changed_at, version)
    VALUES (:id, :organization, :program, :base, :document, :seen, :by, :at, 1)
)sql"};

constexpr Sql kSave{"sketch.save", R"sql(
    UPDATE program_sketch
       SET base = :base, document = :document, seen = :seen, changed_by = :by, changed_at = :at, version = version + 1
     WHERE id = :id AND version = :version
)sql"};

constexpr Sql kDelete{"sketch.delete", "DELETE FROM program_sketch WHERE id = :id AND version = :version"};

#define PARASOL_SKETCH                                                                                       \
    R"sql(
    SELECT id, organization_id, program_id, base, document, seen, changed_by, changed_at, version
      FROM program_sketch
)sql"
constexpr Sql kFind{"sketch.find", PARASOL_SKETCH "WHERE id = :id"};
constexpr Sql kFindOf{"sketch.find_of", PARASOL_SKETCH "WHERE program_id = :program"};
constexpr Sql kList{"sketch.list", PARASOL_SKETCH "WHERE organization_id = :organization ORDER BY id DESC"};
#undef PARASOL_SKETCH

constexpr Sql kCountDrives{"test_drive.count", R"sql(
    SELECT COUNT(*) FROM test_drive WHERE account_id = :account AND at > :since
)sql"};
constexpr Sql kForgetDrives{"test_drive.forget",
                            "DELETE FROM test_drive WHERE account_id = :account AND at <= :until"};
constexpr Sql kNoteDrive{
    "test_drive.note", "INSERT INTO test_drive (account_id, sketch_id, at) VALUES (:account, :sketch, :at)"};

std::vector<Sketch> all_of(Query&& query)
{
    std::vector<Sketch> rows;
    for (Sketch row; query.next(row.id, row.organization, row.program, row.base, row.document, row.seen,
                                row.changed_by, row.changed_at, row.version);)
        rows.push_back(row);
    return rows;
}

std::optional<Sketch> only(std::vector<Sketch> rows)
{
    if (rows.empty()) return {};
    return std::move(rows.front());
}

} // namespace

SketchId insert_sketch(Writer& db, const Sketch& row)
{
    const auto id = db.new_id<SketchId>();
    db.change(kInsert, {{"id", id},
                        {"organization", row.organization},
                        {"program", row.program},
                        {"base", row.base},
                        {"document", row.document},
                        {"seen", row.seen},
                        {"by", row.changed_by},
                        {"at", row.changed_at}});
    return id;
}

bool save_sketch(Writer& db, const Sketch& row)
{
    return db.change(kSave, {{"base", row.base},
                             {"document", row.document},
                             {"seen", row.seen},
                             {"by", row.changed_by},
                             {"at", row.changed_at},
                             {"id", row.id},
                             {"version", row.version}}) == 1;
}

bool delete_sketch(Writer& db, const Sketch& row)
{
    return db.change(kDelete, {{"id", row.id}, {"version", row.version}}) == 1;
}

std::optional<Sketch> find_sketch(Reader& db, SketchId id)
{
    return only(all_of(db.query(kFind, {{"id", id}})));
}

std::optional<Sketch> find_sketch_of(Reader& db, models::ProgramId program)
{
    return only(all_of(db.query(kFindOf, {{"program", program}})));
}

std::vector<Sketch> list_sketches(Reader& db, models::OrganizationId organization)
{
    return all_of(db.query(kList, {{"organization", organization}}));
}

std::int64_t count_test_drives(Reader& db, models::AccountId account, models::Time since)
{
    std::int64_t count{};
    auto query = db.query(kCountDrives, {{"account", account}, {"since", since}});
    query.next(count);
    return count;
}

void note_test_drive(Writer& db, models::AccountId account, SketchId sketch, models::Time at)
{
    db.change(kForgetDrives, {{"account", account}, {"until", at - std::chrono::hours(24)}});
    db.change(kNoteDrive, {{"account", account}, {"sketch", sketch.value}, {"at", at}});
}

} // namespace store
