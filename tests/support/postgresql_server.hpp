#pragma once
#include "tests/support/temp_folder.hpp"
#include <string>
#include <sys/types.h>

namespace support {

// A real PostgreSQL 15 on a private socket, ended with this program, also when it is killed. Missing server
// programs are an error, never a reason to skip.
class PostgresqlServer {
public:
    enum class Keeps {
        nothing,
        what_is_committed
    }; // fast, in memory where there is room; or durable, on disk
    explicit PostgresqlServer(Keeps, const std::string& shared_buffers = "32MB");
    static PostgresqlServer& running(); // the fast one of this test program, started once
    ~PostgresqlServer();
    PostgresqlServer(const PostgresqlServer&) = delete;

    pid_t process() const { return process_; }
    std::string conninfo(const std::string& database) const;
    std::string make_database(const std::string& from_template); // a name never used before
    void drop_database(const std::string& name) const;
    void execute(const std::string& database, const std::string& sql) const;

private:
    TempFolder folder_;
    pid_t process_{};
    pid_t owner_{};
    int made_{};
};

} // namespace support
