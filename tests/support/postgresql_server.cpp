#include "tests/support/postgresql_server.hpp"
#include <csignal>
#include <fcntl.h>
#include <libpq-fe.h>
#include <memory>
#include <pwd.h>
#include <stdexcept>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>
#include <vector>

namespace support {

namespace {

const std::string kPrograms = "/usr/lib/postgresql/15/bin/";

// In memory where there is room: hundreds of small databases are copied, and none has to outlive the run.
std::filesystem::path fastest_folder()
{
    constexpr std::uintmax_t kEnough = 1'000'000'000;
    std::error_code error;
    const auto memory = std::filesystem::space("/dev/shm", error);
    const bool fits = !error && memory.available > kEnough && ::access("/dev/shm", W_OK) == 0;
    return fits ? "/dev/shm" : std::filesystem::temp_directory_path();
}

void require_programs()
{
    for (const auto* name : {"initdb", "postgres"})
        if (::access((kPrograms + name).c_str(), X_OK) != 0)
            throw std::runtime_error(kPrograms + name +
                                     " is missing: install postgresql-15 (./dev test does)");
}

// PostgreSQL does not run as root: then as the user postgres, who needs the folder.
std::vector<std::string> as_owner(const std::filesystem::path& folder, std::vector<std::string> command)
{
    std::vector<std::string> all{"setpriv", "--pdeathsig", "INT"};
    if (::geteuid() == 0) {
        const auto* user = ::getpwnam("postgres");
        if (!user)
            throw std::runtime_error("there is no user postgres: install postgresql-15 (./dev test does)");
        if (::chown(folder.c_str(), user->pw_uid, user->pw_gid) != 0)
            throw std::runtime_error("cannot give " + folder.string() + " to postgres");
        all.insert(all.end(), {"--reuid=postgres", "--regid=postgres", "--clear-groups"});
    }
    all.insert(all.end(), command.begin(), command.end());
    return all;
}

pid_t started(const std::vector<std::string>& command, const std::filesystem::path& log)
{
    std::vector<char*> words;
    for (const auto& word : command) words.push_back(const_cast<char*>(word.c_str()));
    words.push_back(nullptr);
    const auto child = ::fork();
    if (child != 0) return child;
    const int out = ::open(log.c_str(), O_WRONLY | O_CREAT | O_APPEND, 0600);
    ::dup2(out, 1);
    ::dup2(out, 2);
    ::execvp(words[0], words.data());
    ::_exit(127);
}

void run(const std::vector<std::string>& command, const std::filesystem::path& log)
{
    int status = 0;
    ::waitpid(started(command, log), &status, 0);
    if (status != 0) throw std::runtime_error(command.back() + ": failed, see " + log.string());
}

} // namespace

PostgresqlServer& PostgresqlServer::running()
{
    static PostgresqlServer server(Keeps::nothing);
    return server;
}

PostgresqlServer::PostgresqlServer(Keeps keeps, const std::string& shared_buffers)
    : folder_(keeps == Keeps::nothing ? fastest_folder() : "/var/tmp"), owner_(::getpid())
{
    require_programs();
    const auto data = (folder_.path() / "data").string();
    const auto log = folder_.path() / "log";
    run(as_owner(folder_.path(), {kPrograms + "initdb", "-U", "parasol", "--auth=trust", "-E", "UTF8",
                                  "--locale=C.UTF-8", "--no-sync", "-D", data}),
        log);
    process_ =
        started(as_owner(folder_.path(),
                         {kPrograms + "postgres", "-D", data, "-k", folder_.path().string(), "-c",
                          "listen_addresses=", "-c", keeps == Keeps::nothing ? "fsync=off" : "fsync=on", "-c",
                          "max_connections=120", "-c", "shared_buffers=" + shared_buffers}),
                log);
    for (int tries = 0; PQping(conninfo("postgres").c_str()) != PQPING_OK; ++tries) {
        if (tries == 600 || ::waitpid(process_, nullptr, WNOHANG) == process_)
            throw std::runtime_error("PostgreSQL does not start, see " + log.string());
        std::this_thread::sleep_for(std::chrono::milliseconds(50));
    }
}

PostgresqlServer::~PostgresqlServer()
{
    if (::getpid() != owner_) return; // a forked child that ran to its end
    ::kill(process_, SIGINT);
    ::waitpid(process_, nullptr, 0);
}

std::string PostgresqlServer::conninfo(const std::string& database) const
{
    return "host=" + folder_.path().string() + " user=parasol dbname=" + database;
}

void PostgresqlServer::execute(const std::string& database, const std::string& sql) const
{
    const std::unique_ptr<PGconn, void (*)(PGconn*)> connection(PQconnectdb(conninfo(database).c_str()),
                                                                PQfinish);
    const std::unique_ptr<PGresult, void (*)(PGresult*)> result(PQexec(connection.get(), sql.c_str()),
                                                                PQclear);
    const auto status = PQresultStatus(result.get());
    if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK)
        throw std::runtime_error(sql + ": " + PQerrorMessage(connection.get()));
}

void PostgresqlServer::drop_database(const std::string& name) const
{
    execute("postgres", "DROP DATABASE IF EXISTS " + name + " WITH (FORCE)");
}

std::string PostgresqlServer::make_database(const std::string& from_template)
{
    const auto name = "test" + std::to_string(++made_);
    execute("postgres", "CREATE DATABASE " + name + " TEMPLATE " + from_template + " STRATEGY file_copy");
    return name;
}

} // namespace support
