#include "models/store/integrity.hpp"

namespace store {

namespace {

constexpr Sql kPages{"integrity.pages", "PRAGMA integrity_check(1)"};
constexpr Sql kReferences{"integrity.references", "SELECT COUNT(*) FROM pragma_foreign_key_check"};

} // namespace

bool is_sound(Reader& db)
{
    if (db.backend() == Backend::postgresql) return true; // the server refuses a broken page when it is read
    std::string verdict;
    std::int64_t broken{};
    try {
        return db.query(kPages).next(verdict) && verdict == "ok" && db.query(kReferences).next(broken) &&
               broken == 0;
    } catch (const DatabaseError& error) {
        if (error.kind() == DatabaseError::Kind::too_slow) throw;
        return false;
    }
}

} // namespace store
