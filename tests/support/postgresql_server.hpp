#pragma once
#include "tests/support/temp_folder.hpp"
#include <string>
#include <sys/types.h>

namespace support {

// A real PostgreSQL 15 on a private socket, started once per test program and ended with it, also when the
// program is killed. Missing server programs are an error, never a reason to skip.
class PostgresqlServer {
public:
    static PostgresqlServer& running();
    ~PostgresqlServer();
    PostgresqlServer(const PostgresqlServer&) = delete;

    std::string conninfo(const std::string& database) const;
    std::string make_database(const std::string& from_template); // a name never used before
    void drop_database(const std::string& name) const;
    void execute(const std::string& database, const std::string& sql) const;

private:
    PostgresqlServer();
    TempFolder folder_;
    pid_t process_{};
    pid_t owner_{};
    int made_{};
};

} // namespace support
