#pragma once
#include "models/store/statement.hpp"
#include <chrono>
#include <map>
#include <memory>
#include <soci/postgresql/soci-postgresql.h>
#include <soci/soci.h>
#include <soci/sqlite3/soci-sqlite3.h>
#include <string>

// Inside the store: what a connection holds, and what differs between the two databases.
namespace store {

// Holds "DATABASE.lock" for as long as the writing connection lives: one writing process per SQLite file.
class WriterLock {
public:
    explicit WriterLock(const std::string& database);
    ~WriterLock();
    WriterLock(const WriterLock&) = delete;

private:
    int file_;
};

struct Connection::Inside {
    Backend backend{};
    Access access{};
    std::shared_ptr<const Vault> vault;
    std::unique_ptr<WriterLock> lock; // given back last
    soci::session session;
    std::map<std::string, std::unique_ptr<Statement>> statements; // by name and the kinds of the values
    bool spoiled = false;
    std::chrono::milliseconds limit{};
    std::chrono::steady_clock::time_point deadline{};
    std::int64_t last_millisecond{}, counter{}, process{};
};

void open_sqlite(Connection::Inside& in, const std::string& path);
bool in_sqlite_transaction(Connection::Inside& in);

void open_postgresql(Connection::Inside& in, const std::string& conninfo);
bool in_postgresql_transaction(Connection::Inside& in); // one that can still be committed
bool is_postgresql_open(Connection::Inside& in);        // or one that only awaits its rollback
void reconnect_if_lost(Connection::Inside& in);
void limit_postgresql(Connection::Inside& in); // statement_timeout

} // namespace store
