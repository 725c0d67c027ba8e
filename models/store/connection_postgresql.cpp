#include "models/store/connection_inside.hpp"

namespace store {

namespace {

PGconn* raw(soci::session& session)
{
    return static_cast<soci::postgresql_session_backend*>(session.get_backend())->conn_;
}

// The server's notices name tables and values: they go nowhere.
void ignore_notice(void*, const char*) {}

void prepare(Connection::Inside& in)
{
    PQsetNoticeProcessor(raw(in.session), ignore_notice, nullptr);
    in.session << "SET client_min_messages = error";
    in.session << "SET client_encoding = 'UTF8'";
    limit_postgresql(in);
}

void require_collation(soci::session& session)
{
    std::string collation, encoding, provider; // ICU compares otherwise than SQLite, whatever datcollate says
    session << "SELECT datcollate, pg_encoding_to_char(encoding), datlocprovider::text FROM pg_database "
               "WHERE datname = current_database()",
        soci::into(collation), soci::into(encoding), soci::into(provider);
    const bool plain = collation == "C" || collation == "C.UTF-8" || collation == "POSIX";
    if (plain && encoding == "UTF8" && provider == "c") return;
    throw std::runtime_error("The PostgreSQL database must be created with encoding UTF8 and collation C: "
                             "createdb --encoding=UTF8 --locale=C.UTF-8 --template=template0 NAME");
}

} // namespace

void limit_postgresql(Connection::Inside& in)
{
    in.session << "SET statement_timeout = " + std::to_string(in.limit.count());
}

void open_postgresql(Connection::Inside& in, const std::string& conninfo)
{
    in.backend = Backend::postgresql;
    try {
        in.session.open(soci::postgresql, conninfo);
        prepare(in);
        require_collation(in.session);
    } catch (const soci::soci_error&) {
        throw std::runtime_error("The PostgreSQL database cannot be reached. Check the connection text, and "
                                 "that the server runs.");
    }
}

bool in_postgresql_transaction(Connection::Inside& in)
{
    return PQtransactionStatus(raw(in.session)) ==
           PQTRANS_INTRANS; // COMMIT of a failed one is a silent rollback
}

bool is_postgresql_open(Connection::Inside& in)
{
    const auto state = PQtransactionStatus(raw(in.session));
    return state == PQTRANS_INTRANS || state == PQTRANS_INERROR;
}

void reconnect_if_lost(Connection::Inside& in)
{
    if (PQstatus(raw(in.session)) == CONNECTION_OK) return;
    in.statements.clear(); // they lived in the server's session
    try {
        in.session.reconnect();
        prepare(in);
    } catch (const soci::soci_error&) {
        throw DatabaseError(DatabaseError::Kind::lost_connection, "reconnect", "postgresql");
    }
}

} // namespace store
