#include "models/store/migrate.hpp"
#include "models/store/seal.hpp"
#include <algorithm>
#include <set>
#include <sodium.h>

namespace store {

namespace {

constexpr Sql kTable{"migration.table", R"sql(
    CREATE TABLE IF NOT EXISTS migration (
        number BIGINT PRIMARY KEY, name TEXT NOT NULL, checksum TEXT NOT NULL, at BIGINT NOT NULL)
)sql"};

constexpr Sql kList{"migration.list", R"sql(
    SELECT number, checksum FROM migration ORDER BY number
)sql"};

constexpr Sql kInsert{"migration.insert", R"sql(
    INSERT INTO migration (number, name, checksum, at) VALUES (:number, :name, :checksum, :at)
)sql"};

constexpr Sql kKeyCheck{"setting.key_check", "SELECT value FROM setting WHERE name = 'key_check'"};
constexpr Sql kKeepKeyCheck{"setting.keep_key_check",
                            "INSERT INTO setting (name, value) VALUES ('key_check', :sealed)"};

std::string checksum_of(std::string_view text)
{
    unsigned char digest[16];
    crypto_generichash(digest, sizeof digest, reinterpret_cast<const unsigned char*>(text.data()),
                       text.size(), nullptr, 0);
    std::string hex(sizeof digest * 2 + 1, '\0');
    sodium_bin2hex(hex.data(), hex.size(), digest, sizeof digest);
    hex.pop_back();
    return hex;
}

// A statement ends with ";" at the end of a line; lines that begin with "--" are comments.
std::vector<std::string> statements_of(std::string_view text)
{
    std::vector<std::string> statements;
    std::string current;
    for (std::size_t at = 0; at < text.size();) {
        const auto end = std::min(text.find('\n', at), text.size());
        const auto line = text.substr(at, end - at);
        at = end + 1;
        if (line.starts_with("--")) continue;
        current += std::string(line) + "\n";
        if (!line.ends_with(";")) continue;
        current.resize(current.size() - 2);
        statements.push_back(std::move(current));
        current.clear();
    }
    return statements;
}

// By number: those of two branches may be released in another order than their numbers.
std::set<int> released(Connection& connection)
{
    std::set<int> known;
    Query query(connection.statement(kList, {}), {});
    std::string checksum;
    for (int number{}; query.next(number, checksum);) {
        const auto at = std::ranges::find(migrations(), number, &Migration::number);
        if (at == migrations().end())
            throw std::runtime_error("This database was made by a newer Parasol. Start that version, or "
                                     "restore a backup made with this one.");
        if (checksum_of(at->text) != checksum)
            throw std::runtime_error("Migration " + std::to_string(number) +
                                     " of this database is not the one this program knows. Start the version "
                                     "that made it.");
        known.insert(number);
    }
    return known;
}

void change_schema(Connection& connection, const Migration& migration, models::Time now)
{
    for (const auto& statement : statements_of(migration.text))
        connection.execute("migration.statement", statement);
    const Params row{{"number", migration.number},
                     {"name", migration.name},
                     {"checksum", checksum_of(migration.text)},
                     {"at", now}};
    Query(connection.statement(kInsert, row), row).run();
}

// Two processes may start at once: one waits here (SQLite: it holds the writer's lock already).
class MigrationLock {
public:
    explicit MigrationLock(Connection& connection) : connection_(connection)
    {
        if (shared()) connection_.execute("migration.lock", "SELECT pg_advisory_lock(5200001)");
    }
    ~MigrationLock()
    {
        try {
            connection_.rollback(); // what a failed migration left open
            if (shared()) connection_.execute("migration.unlock", "SELECT pg_advisory_unlock(5200001)");
        } catch (const DatabaseError&) { // the connection is gone, and the lock with it
            return;
        }
    }
    MigrationLock(const MigrationLock&) = delete;

private:
    bool shared() const { return connection_.backend() == Backend::postgresql; }
    Connection& connection_;
};

// What was sealed with another key could not be read, and search would find nothing: better not to start.
void check_key(Connection& connection)
{
    constexpr auto kPlace = "setting|key_check";
    connection.begin();
    std::string sealed;
    {
        Query query(connection.statement(kKeyCheck, {}), {});
        query.next(sealed);
    }
    if (sealed.empty()) {
        const Params row{{"sealed", connection.vault().seal("parasol", kPlace)}};
        Query(connection.statement(kKeepKeyCheck, row), row).run();
        return connection.commit();
    }
    connection.rollback();
    try {
        connection.vault().unseal(sealed, kPlace);
    } catch (const SealBroken&) {
        throw std::runtime_error("This database was made with another key. Put back the key file that "
                                 "belongs to it.");
    }
}

} // namespace

int migrate(Connection& connection, models::Time now)
{
    int done = 0;
    {
        const MigrationLock lock(connection);
        connection.execute(kTable.name, kTable.text);
        for (const auto& migration : migrations()) {
            connection.begin();
            const bool known = released(connection).contains(migration.number);
            if (!known) change_schema(connection, migration, now);
            connection.commit();
            done += known ? 0 : 1;
        }
        if (connection.has_vault()) check_key(connection);
    }
    connection.lease_process_number();
    return done;
}

} // namespace store
