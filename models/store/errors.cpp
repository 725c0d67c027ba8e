#include "models/store/statement.hpp"
#include <soci/postgresql/soci-postgresql.h>
#include <soci/soci.h>
#include <soci/sqlite3/soci-sqlite3.h>

namespace store {

namespace {

DatabaseError::Kind sqlite_kind(int extended)
{
    using Kind = DatabaseError::Kind;
    switch (extended) {
    case SQLITE_CONSTRAINT_UNIQUE:
    case SQLITE_CONSTRAINT_PRIMARYKEY: return Kind::unique;
    case SQLITE_CONSTRAINT_FOREIGNKEY: return Kind::foreign_key;
    case SQLITE_CONSTRAINT_CHECK:
    case SQLITE_CONSTRAINT_NOTNULL: return Kind::check;
    default: break;
    }
    switch (extended & 0xFF) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED: return Kind::busy;
    case SQLITE_FULL: return Kind::full_disk;
    case SQLITE_INTERRUPT: return Kind::too_slow;
    default: return Kind::broken;
    }
}

DatabaseError::Kind postgresql_kind(const std::string& state)
{
    using Kind = DatabaseError::Kind;
    if (state == "23505") return Kind::unique;
    if (state == "23503") return Kind::foreign_key;
    if (state == "23514" || state == "23502") return Kind::check;
    if (state == "40001" || state == "40P01") return Kind::serialization;
    if (state == "55P03") return Kind::busy;
    if (state == "53100") return Kind::full_disk;
    if (state == "57014") return Kind::too_slow;
    if (state.starts_with("08") || state == "57P01") return Kind::lost_connection;
    return Kind::broken;
}

} // namespace

DatabaseError translated(soci::session& session, Backend backend, const char* statement)
{
    if (backend == Backend::sqlite) {
        auto* raw = static_cast<soci::sqlite3_session_backend*>(session.get_backend());
        const auto code = sqlite_api::sqlite3_extended_errcode(raw->conn_);
        return {sqlite_kind(code), statement, "sqlite " + std::to_string(code)};
    }
    try {
        throw;
    } catch (const soci::postgresql_soci_error& error) {
        return {postgresql_kind(error.sqlstate()), statement, "postgresql " + error.sqlstate()};
    } catch (const std::exception&) {
        return {DatabaseError::Kind::broken, statement, "postgresql"};
    }
}

} // namespace store
