#include "models/store/programs.hpp"

namespace store {

namespace {

constexpr Sql kInsert{"program_editor.insert", R"sql(
    INSERT INTO program_editor (program_id, account_id)
    VALUES (:program, :account)
    ON CONFLICT (program_id, account_id) DO NOTHING
)sql"};

constexpr Sql kCount{"program_editor.count", R"sql(
    SELECT COUNT(*) FROM program_editor WHERE program_id = :program AND account_id = :account
)sql"};

constexpr Sql kForget{"program_editor.forget", "DELETE FROM program_editor WHERE program_id = :program"};

} // namespace

void note_program_editor(Writer& db, models::ProgramId program, models::AccountId account)
{
    db.change(kInsert, {{"program", program}, {"account", account}});
}

bool is_program_editor(Reader& db, models::ProgramId program, models::AccountId account)
{
    std::int64_t count{};
    auto query = db.query(kCount, {{"program", program}, {"account", account}});
    query.next(count);
    return count > 0;
}

void forget_program_editors(Writer& db, models::ProgramId program)
{
    db.change(kForget, {{"program", program}});
}

} // namespace store
