#include "models/store/connection_inside.hpp"

namespace store {

namespace {

constexpr std::chrono::milliseconds kReadLimit{5'000};
constexpr std::chrono::milliseconds kWriteLimit{30'000}; // PostgreSQL only: an interrupt would end a batch

constexpr Sql kLease{"process.lease", R"sql(
    UPDATE process_lease SET number = number + 1 WHERE one = 1 RETURNING number
)sql"};

// Ids go on from the highest there is, also when the clock was put back while nobody ran.
constexpr Sql kHighest{"process.highest_id", R"sql(
    SELECT MAX(id)
      FROM (SELECT COALESCE(MAX(id), 0) AS id FROM account
            UNION ALL SELECT COALESCE(MAX(id), 0) FROM organization
            UNION ALL SELECT COALESCE(MAX(id), 0) FROM program
            UNION ALL SELECT COALESCE(MAX(id), 0) FROM household
            UNION ALL SELECT COALESCE(MAX(id), 0) FROM referral
            UNION ALL SELECT COALESCE(MAX(id), 0) FROM need) AS highest
)sql"};

// 41 bits of milliseconds since 2020 last until 2089; 10 bits of process, 12 of counter.
constexpr std::int64_t kEpoch = 1'577'836'800'000;
constexpr int kClockShift = 22, kProcessShift = 12;
constexpr std::int64_t kProcesses = 1024, kCounters = 4096;

std::int64_t one_number(Connection& connection, const Sql& sql)
{
    std::int64_t number{};
    Query query(connection.statement(sql, {}), {});
    if (!query.next(number)) throw DatabaseError(DatabaseError::Kind::broken, sql.name, "no row");
    return number;
}

} // namespace

Connection::Connection(std::string_view url, Access access, std::shared_ptr<const Vault> vault)
    : inside_(std::make_unique<Inside>())
{
    inside_->access = access;
    inside_->vault = std::move(vault);
    inside_->limit = access == Access::read ? kReadLimit : kWriteLimit;
    const auto colon = url.find(':');
    const auto kind = url.substr(0, colon);
    const auto rest = std::string(colon == std::string_view::npos ? "" : url.substr(colon + 1));
    if (kind == "sqlite" && !rest.empty())
        open_sqlite(*inside_, rest);
    else if (kind == "postgresql")
        open_postgresql(*inside_, rest);
    else
        throw std::runtime_error("The database must be given as sqlite:PATH or postgresql:CONNECTION.");
}

Connection::~Connection() = default;

Backend Connection::backend() const { return inside_->backend; }

bool Connection::has_vault() const { return inside_->vault != nullptr; }

const Vault& Connection::vault() const
{
    if (!inside_->vault) throw std::logic_error("this connection has no keys");
    return *inside_->vault;
}

Statement& Connection::statement(const Sql& sql, const Params& params)
{
    std::string key = sql.name;
    key += '|';
    for (const auto& param : params)
        key += std::holds_alternative<std::int64_t>(param.value.get()) ? 'n' : 't';
    auto& found = inside_->statements[key];
    if (!found) found = std::make_unique<Statement>(inside_->session, inside_->backend, sql, params);
    inside_->deadline = std::chrono::steady_clock::now() + inside_->limit;
    return *found;
}

void Connection::execute(const char* name, std::string_view statement)
{
    inside_->deadline = std::chrono::steady_clock::now() + inside_->limit;
    try {
        inside_->session << std::string(statement);
    } catch (const std::exception&) {
        throw translated(inside_->session, inside_->backend, name);
    }
}

void Connection::begin()
{
    const bool writes = inside_->access == Access::write;
    inside_->spoiled = false;
    if (inside_->backend == Backend::sqlite) return execute("begin", writes ? "BEGIN IMMEDIATE" : "BEGIN");
    reconnect_if_lost(*inside_);
    execute("begin", writes ? "BEGIN ISOLATION LEVEL READ COMMITTED"
                            : "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
}

void Connection::commit()
{
    if (!in_transaction())
        throw DatabaseError(DatabaseError::Kind::broken, "commit", "the transaction was undone");
    execute("commit", "COMMIT");
}

void Connection::rollback()
{
    const bool open =
        inside_->backend == Backend::sqlite ? in_sqlite_transaction(*inside_) : is_postgresql_open(*inside_);
    inside_->spoiled = false;
    if (open) execute("rollback", "ROLLBACK");
}

bool Connection::in_transaction() const
{
    if (inside_->spoiled) return false;
    return inside_->backend == Backend::sqlite ? in_sqlite_transaction(*inside_)
                                               : in_postgresql_transaction(*inside_);
}

void Connection::spoil() { inside_->spoiled = true; }

void Connection::limit_reading(std::chrono::milliseconds limit)
{
    inside_->limit = limit;
    if (inside_->backend == Backend::postgresql) limit_postgresql(*inside_);
}

std::int64_t Connection::next_id()
{
    auto& in = *inside_;
    const auto now = std::chrono::duration_cast<std::chrono::milliseconds>(
                         std::chrono::system_clock::now().time_since_epoch())
                         .count();
    if (now > in.last_millisecond)
        in.last_millisecond = now, in.counter = 0;
    else if (++in.counter == kCounters)
        ++in.last_millisecond, in.counter = 0;
    return ((in.last_millisecond - kEpoch) << kClockShift) | ((in.process % kProcesses) << kProcessShift) |
           in.counter;
}

void Connection::lease_process_number()
{
    begin();
    inside_->process = one_number(*this, kLease);
    const auto highest = one_number(*this, kHighest);
    commit();
    inside_->last_millisecond = std::max(inside_->last_millisecond, (highest >> kClockShift) + kEpoch + 1);
    inside_->counter = 0;
}

std::int64_t Connection::process() const { return inside_->process; }

} // namespace store
