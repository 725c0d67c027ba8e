#include "tests/bench/peers/postgresql.hpp"
#include "tests/bench/figures.hpp"
#include <fstream>
#include <libpq-fe.h>
#include <stdexcept>

namespace bench {

using support::PostgresqlServer;

PostgresqlPeer::PostgresqlPeer(PostgresqlServer& server, const std::filesystem::path& folder,
                               const std::vector<std::string>& tables, PostgresqlTexts texts)
    : connection_(PQconnectdb(server.conninfo(server.make_database("template0")).c_str()), PQfinish),
      query_(std::move(texts.query))
{
    run("SET client_min_messages = warning; SET work_mem = '256MB'; SET max_parallel_workers_per_gather = 2");
    run(texts.schema);
    for (const auto& table : tables) fill(table, folder / (table + ".csv"));
    run(texts.indexes);
    run("ANALYZE");
}

std::string PostgresqlPeer::run(const std::string& sql) const
{
    const std::unique_ptr<PGresult, void (*)(PGresult*)> result(PQexec(connection_.get(), sql.c_str()),
                                                                PQclear);
    const auto status = PQresultStatus(result.get());
    if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK)
        throw std::runtime_error(std::string("PostgreSQL: ") + PQerrorMessage(connection_.get()));
    return PQntuples(result.get()) > 0 ? PQgetvalue(result.get(), 0, 0) : "";
}

void PostgresqlPeer::fill(const std::string& table, const std::filesystem::path& file) const
{
    const auto sql = "COPY " + table + " FROM STDIN (FORMAT csv)";
    PQclear(PQexec(connection_.get(), sql.c_str()));
    std::ifstream in(file, std::ios::binary);
    for (std::vector<char> part(1 << 16); in;) {
        in.read(part.data(), std::ssize(part));
        if (PQputCopyData(connection_.get(), part.data(), static_cast<int>(in.gcount())) != 1) break;
    }
    PQputCopyEnd(connection_.get(), nullptr);
    const std::unique_ptr<PGresult, void (*)(PGresult*)> result(PQgetResult(connection_.get()), PQclear);
    if (PQresultStatus(result.get()) != PGRES_COMMAND_OK)
        throw std::runtime_error(table + ": " + PQerrorMessage(connection_.get()));
    PQclear(PQgetResult(connection_.get())); // nothing more
}

double PostgresqlPeer::go()
{
    run("DROP TABLE IF EXISTS reply");
    return seconds_of([&] { run(query_); });
}

void PostgresqlPeer::write_answer(const std::filesystem::path& file) const
{
    const std::string sql = "COPY (SELECT need, program, fits, score, award, cost FROM reply"
                            " ORDER BY need, place) TO STDOUT (FORMAT csv)";
    PQclear(PQexec(connection_.get(), sql.c_str()));
    std::ofstream out(file);
    for (char* row = nullptr; PQgetCopyData(connection_.get(), &row, 0) > 0; PQfreemem(row)) out << row;
    PQclear(PQgetResult(connection_.get()));
}

} // namespace bench
