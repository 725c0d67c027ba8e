#include "models/store/statement.hpp"
#include <deque>
#include <set>
#include <soci/postgresql/soci-postgresql.h>
#include <soci/soci.h>
#include <soci/sqlite3/soci-sqlite3.h>

namespace store {

namespace {

// One parameter: the typed place SOCI reads at each execution. NULL is told by the indicator.
struct Slot {
    std::string name;
    bool is_number = false;
    long long number{};
    std::string text;
    soci::indicator indicator = soci::i_ok;
};

struct Out {
    std::string text;
    soci::indicator indicator = soci::i_null;
    Cell cell;
};

// ":name" outside quotes; "::" is a cast.
std::set<std::string> parameters_of(std::string_view sql)
{
    std::set<std::string> names;
    bool quoted = false;
    for (std::size_t i = 0; i < sql.size(); ++i) {
        if (sql[i] == '\'') quoted = !quoted;
        if (quoted || sql[i] != ':') continue;
        if (i + 1 < sql.size() && sql[i + 1] == ':') {
            ++i;
            continue;
        }
        auto end = i + 1;
        while (end < sql.size() && (std::isalnum(static_cast<unsigned char>(sql[end])) || sql[end] == '_'))
            ++end;
        if (end > i + 1) names.emplace(sql.substr(i + 1, end - i - 1));
    }
    return names;
}

} // namespace

struct Statement::Inside {
    soci::session& session;
    Backend backend;
    const char* name;
    const char* text;
    std::unique_ptr<soci::statement> statement;
    std::deque<Slot> slots; // stable addresses
    std::deque<Out> columns;
    bool bound = false, row = false, used = false, failed = false;
};

Statement::Statement(soci::session& session, Backend backend, const Sql& sql, const Params& first)
    : inside_(new Inside{session, backend, sql.name, sql.text, nullptr, {}, {}})
{
    auto& in = *inside_;
    auto wanted = parameters_of(sql.text);
    for (const auto& [name, value] : first) {
        if (!wanted.erase(name)) throw std::logic_error(std::string(sql.name) + ": no parameter " + name);
        in.slots.push_back({name, std::holds_alternative<std::int64_t>(value.get()), 0, "", soci::i_ok});
    }
    if (!wanted.empty())
        throw std::logic_error(std::string(sql.name) + ": missing parameter " + *wanted.begin());
    prepare();
}

void Statement::prepare()
{
    auto& in = *inside_;
    in.bound = in.failed = false;
    in.columns.clear();
    in.statement = std::make_unique<soci::statement>(in.session);
    try {
        in.statement->alloc();
        in.statement->prepare(in.text);
        for (auto& slot : in.slots) {
            if (slot.is_number)
                in.statement->exchange(soci::use(slot.number, slot.indicator, slot.name));
            else
                in.statement->exchange(soci::use(slot.text, slot.indicator, slot.name));
        }
    } catch (const std::exception&) {
        in.failed = true;
        throw translated(in.session, in.backend, in.name);
    }
}

Statement::~Statement() = default;

void Statement::expect_columns(std::size_t columns)
{
    auto& in = *inside_;
    if (in.failed) prepare(); // SOCI keeps what it had bound to a failed one, and would lose it
    if (in.bound) {
        if (columns != 0 && in.columns.size() != columns)
            throw std::logic_error(std::string(in.name) + ": columns");
        return;
    }
    for (std::size_t i = 0; i < columns; ++i) {
        auto& out = in.columns.emplace_back();
        in.statement->exchange(soci::into(out.text, out.indicator));
    }
    try {
        in.statement->define_and_bind();
    } catch (const std::exception&) {
        in.failed = true;
        throw translated(in.session, in.backend, in.name);
    }
    in.bound = true;
}

// The values go to the slots in the order of the first use: names must agree.
void Statement::fill(const Params& params)
{
    auto& in = *inside_;
    if (params.size() != in.slots.size()) throw std::logic_error(std::string(in.name) + ": parameters");
    for (std::size_t i = 0; i < params.size(); ++i) {
        auto& slot = in.slots[i];
        if (slot.name != params[i].name)
            throw std::logic_error(std::string(in.name) + ": order of parameters");
        const auto& value = params[i].value.get();
        slot.indicator = std::holds_alternative<std::monostate>(value) ? soci::i_null : soci::i_ok;
        if (const auto* number = std::get_if<std::int64_t>(&value)) slot.number = *number;
        if (const auto* text = std::get_if<std::string>(&value)) slot.text = *text;
        if (!slot.is_number && slot.text.find('\0') != std::string::npos) // PostgreSQL would cut it there
            throw DatabaseError(DatabaseError::Kind::broken, in.name, "a NUL in a text");
    }
}

void Statement::start(const Params& params)
{
    auto& in = *inside_;
    if (in.used) throw std::logic_error(std::string(in.name) + ": used twice at once");
    fill(params);
    in.used = true;
    try {
        in.row = in.statement->execute(true);
    } catch (const std::exception&) {
        auto error = translated(in.session, in.backend, in.name);
        reset();
        in.failed = true;
        throw error;
    }
}

bool Statement::has_row() const { return inside_->row; }

void Statement::advance()
{
    auto& in = *inside_;
    try {
        in.row = in.statement->fetch();
    } catch (const std::exception&) {
        in.failed = true;
        throw translated(in.session, in.backend, in.name);
    }
}

const Cell& Statement::cell(std::size_t column)
{
    auto& out = inside_->columns.at(column);
    if (out.indicator == soci::i_null)
        out.cell = std::monostate{};
    else
        out.cell = out.text;
    return out.cell;
}

std::int64_t Statement::changed() { return inside_->statement->get_affected_rows(); }

void Statement::reset()
{
    auto& in = *inside_;
    in.row = in.used = false;
    if (in.backend != Backend::sqlite) return;
    auto* raw = static_cast<soci::sqlite3_statement_backend*>(in.statement->get_backend());
    sqlite_api::sqlite3_reset(raw->stmt_); // a half-read SELECT keeps its picture of the database
    sqlite_api::sqlite3_clear_bindings(raw->stmt_);
}

} // namespace store
