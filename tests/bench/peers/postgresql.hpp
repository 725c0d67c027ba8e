#pragma once
#include "tests/support/postgresql_server.hpp"
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

struct pg_conn;

namespace bench {

struct PostgresqlTexts {
    std::string schema, indexes, query;
};

// One query of a PostgreSQL on a private socket, over tables that were filled before.
class PostgresqlPeer {
public:
    // The folder holds a CSV for each table.
    PostgresqlPeer(support::PostgresqlServer&, const std::filesystem::path& folder,
                   const std::vector<std::string>& tables, PostgresqlTexts);
    double go();                                           // seconds
    void write_answer(const std::filesystem::path&) const; // of the last one

private:
    std::string run(const std::string& sql) const; // the first cell of what it gives
    void fill(const std::string& table, const std::filesystem::path&) const;

    std::unique_ptr<pg_conn, void (*)(pg_conn*)> connection_;
    std::string query_;
};

} // namespace bench
