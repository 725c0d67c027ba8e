#include "tests/support/test_db.hpp"
#include "models/store/migrate.hpp"
#include "tests/support/postgresql_server.hpp"

namespace support {

namespace {

using Access = store::Connection::Access;

// The newest schema, migrated once; each test's database begins as a copy of it.
const std::string& migrated_template()
{
    static const std::string name = [] {
        auto& server = PostgresqlServer::running();
        auto made = server.make_database("template0");
        store::Connection connection("postgresql:" + server.conninfo(made), Access::write,
                                     store::Vault::for_tests());
        store::migrate(connection, at_minute(0));
        return made;
    }();
    return name;
}

std::string fresh_postgresql(Schema schema)
{
    auto& server = PostgresqlServer::running();
    const auto name = server.make_database(schema == Schema::newest ? migrated_template() : "template0");
    return "postgresql:" + server.conninfo(name);
}

} // namespace

TestDb::TestDb(store::Backend backend, Schema schema) : vault_(store::Vault::for_tests())
{
    const bool sqlite = backend == store::Backend::sqlite;
    url_ = sqlite ? "sqlite:" + (folder() / "parasol.db").string() : fresh_postgresql(schema);
    writer_ = open(Access::write);
    if (schema == Schema::newest) store::migrate(*writer_, at_minute(0));
}

TestDb::~TestDb()
{
    kept_.reset();
    writer_.reset();
    const auto at = url_.find("dbname=");
    if (at == std::string::npos) return;
    try {
        PostgresqlServer::running().drop_database(url_.substr(at + 7));
    } catch (const std::exception&) { // it goes with the server
        return;
    }
}

std::unique_ptr<store::Connection> TestDb::open(Access access) const
{
    return std::make_unique<store::Connection>(url_, access, vault_);
}

void TestDb::reopen()
{
    writer_.reset();
    writer_ = open(Access::write);
    store::migrate(*writer_, at_minute(0));
}

std::string TestDb::value_of(const char* sql, const store::Params& params) const
{
    return read([&](store::Reader& reader) {
        std::optional<std::string> value;
        auto query = reader.query({"test.value", sql}, params);
        return query.next(value) && value ? *value : std::string();
    });
}

models::Time at_minute(int minute)
{
    using namespace std::chrono;
    constexpr models::Time kNine{sys_days{year{2026} / 11 / 24} + hours{1}};
    return kNine + minutes{minute};
}

} // namespace support
