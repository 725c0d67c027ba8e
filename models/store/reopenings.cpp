#include "models/store/reopenings.hpp"

namespace store {

namespace {

constexpr Sql kSet{"reopening.set", R"sql(
    INSERT INTO program_reopening (program_id, on_day, set_by)
    VALUES (:program, :day, :by)
    ON CONFLICT (program_id) DO UPDATE SET on_day = excluded.on_day, set_by = excluded.set_by
)sql"};
constexpr Sql kForget{"reopening.forget", "DELETE FROM program_reopening WHERE program_id = :program"};
constexpr Sql kFind{"reopening.find", "SELECT on_day FROM program_reopening WHERE program_id = :program"};
constexpr Sql kDue{"reopening.due",
                   "SELECT program_id FROM program_reopening WHERE on_day <= :today ORDER BY program_id"};
constexpr Sql kEditors{"program_editor.any",
                       "SELECT COUNT(*) FROM program_editor WHERE program_id = :program"};

} // namespace

void set_reopening(Writer& db, models::ProgramId program, models::Date day, models::AccountId by)
{
    db.change(kSet, {{"program", program}, {"day", day}, {"by", by}});
}

void forget_reopening(Writer& db, models::ProgramId program) { db.change(kForget, {{"program", program}}); }

std::optional<models::Date> find_reopening(Reader& db, models::ProgramId program)
{
    models::Date day;
    auto query = db.query(kFind, {{"program", program}});
    if (!query.next(day)) return {};
    return day;
}

std::vector<models::ProgramId> due_reopenings(Reader& db, models::Date today)
{
    std::vector<models::ProgramId> programs;
    auto query = db.query(kDue, {{"today", today}});
    for (models::ProgramId program; query.next(program);) programs.push_back(program);
    return programs;
}

bool has_program_editors(Reader& db, models::ProgramId program)
{
    std::int64_t count{};
    auto query = db.query(kEditors, {{"program", program}});
    query.next(count);
    return count > 0;
}

} // namespace store
