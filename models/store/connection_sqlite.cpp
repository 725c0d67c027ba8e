#include "models/store/connection_inside.hpp"
#include <fcntl.h>
#include <mutex>
#include <sys/file.h>
#include <unistd.h>

namespace store {

WriterLock::WriterLock(const std::string& database)
    : file_(::open((database + ".lock").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600))
{
    if (file_ < 0)
        throw std::runtime_error("The folder of the database " + database +
                                 " cannot be written. Check its permissions.");
    if (::flock(file_, LOCK_EX | LOCK_NB) == 0) return;
    ::close(file_);
    throw std::runtime_error("Another Parasol process is using " + database +
                             ". Stop it first, or choose another data folder.");
}

WriterLock::~WriterLock() { ::close(file_); }

namespace {

void quiet_sqlite_once()
{
    static std::once_flag once;
    std::call_once(once, [] { sqlite_api::sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0); });
}

sqlite_api::sqlite3* raw(soci::session& session)
{
    return static_cast<soci::sqlite3_session_backend*>(session.get_backend())->conn_;
}

std::string quoted(const std::string& text)
{
    std::string result = "\"";
    for (const char c : text) result += c == '"' ? "\\\"" : std::string(1, c);
    return result + "\"";
}

// SQLite would make it readable for everybody; the files beside it take its mode over.
void make_private_file(const std::string& path)
{
    const int file = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (file >= 0) ::close(file);
}

int is_too_late(void* inside)
{
    return std::chrono::steady_clock::now() > static_cast<Connection::Inside*>(inside)->deadline ? 1 : 0;
}

[[noreturn]] void cannot_open(const std::string& path)
{
    throw std::runtime_error("The database " + path +
                             " cannot be opened. Check that it is a database of Parasol, and that its folder "
                             "exists and may be read and written.");
}

void prepare_writer(soci::session& session)
{
    session << "PRAGMA journal_size_limit=67108864"; // a WAL that a long reader let grow shrinks again
    session << "PRAGMA secure_delete=ON";            // what is deleted is overwritten
    std::string mode;
    session << "PRAGMA journal_mode=WAL", soci::into(mode);
}

void prepare_reader(Connection::Inside& in)
{
    constexpr int kStepsBetweenLooks = 10'000;
    in.session << "PRAGMA query_only=ON";
    auto* connection = raw(in.session);
    sqlite_api::sqlite3_db_config(connection, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, nullptr);
    sqlite_api::sqlite3_progress_handler(connection, kStepsBetweenLooks, is_too_late, &in);
}

} // namespace

void open_sqlite(Connection::Inside& in, const std::string& path)
{
    quiet_sqlite_once();
    in.backend = Backend::sqlite;
    const bool writes = in.access == Connection::Access::write;
    if (writes) {
        in.lock = std::make_unique<WriterLock>(path);
        make_private_file(path);
    } else if (::access(path.c_str(), R_OK) != 0) // SQLite would make an empty one
        cannot_open(path);
    try {
        in.session.open(soci::sqlite3, "db=" + quoted(path) + " timeout=5");
        for (const char* pragma :
             {"PRAGMA synchronous=FULL", "PRAGMA foreign_keys=ON", "PRAGMA cache_size=-32768",
              "PRAGMA mmap_size=0", "PRAGMA temp_store=MEMORY"})
            in.session << pragma;
        if (writes)
            prepare_writer(in.session);
        else
            prepare_reader(in);
    } catch (const soci::soci_error&) {
        cannot_open(path);
    }
}

bool in_sqlite_transaction(Connection::Inside& in)
{
    return sqlite_api::sqlite3_get_autocommit(raw(in.session)) == 0;
}

} // namespace store
