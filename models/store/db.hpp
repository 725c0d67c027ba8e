#pragma once
#include "models/area.hpp"
#include "models/id.hpp"
#include "models/money.hpp"
#include "models/names.hpp"
#include "models/time.hpp"
#include <cstdint>
#include <initializer_list>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <type_traits>
#include <variant>
#include <vector>

// The only door to the database. Stores see Reader and Writer; SOCI stays inside db.cpp.
namespace store {

class Vault; // seal.hpp: keys, ciphertext, search tokens

// The world broke (disk, connection, a statement that cannot be right). Carries the statement's name and the
// backend's code, never SQL or values.
class DatabaseError : public std::runtime_error {
public:
    enum class Kind { broken, busy, unique, foreign_key, check, full_disk, lost_connection, serialization };
    DatabaseError(Kind kind, const std::string& statement, const std::string& code);
    Kind kind() const { return kind_; }

private:
    Kind kind_;
};

struct Sql {
    const char* name; // logs print the name, never the text
    const char* text;
};

// A value bound to a statement: whole number, text or NULL. Ids, money, time, dates, enums convert by
// themselves.
class Value {
public:
    Value(std::nullptr_t) {}
    Value(std::int64_t number) : value_(number) {}
    Value(int number) : value_(std::int64_t{number}) {}
    Value(bool yes) : value_(std::int64_t{yes}) {}
    Value(std::string text) : value_(std::move(text)) {}
    Value(std::string_view text) : value_(std::string(text)) {}
    Value(const char* text) : value_(std::string(text)) {}
    template <class Of> Value(models::Id<Of> id)
    {
        if (id) value_ = id.value; // "none" is NULL
    }
    Value(models::Area area)
    {
        if (area) value_ = area.code; // "none" is NULL
    }
    Value(models::Money money) : value_(money.fen) {}
    Value(models::Time time) : value_(std::int64_t{time.time_since_epoch().count()}) {}
    Value(models::Date date) : value_(models::to_text(date)) {}
    template <class E>
        requires std::is_enum_v<E>
    Value(E value) : value_(std::string(models::name_of(value)))
    {
    }
    template <class T> Value(const std::optional<T>& maybe)
    {
        if (maybe) value_ = Value(*maybe).value_;
    }
    const std::variant<std::monostate, std::int64_t, std::string>& get() const { return value_; }

private:
    std::variant<std::monostate, std::int64_t, std::string> value_;
};

struct Param {
    const char* name;
    Value value;
};
using Params = std::vector<Param>;

class Statement; // a prepared statement, cached by its connection

class Query { // one use of a cached statement; given back reset
public:
    Query(Statement& statement, const Params& params);
    Query(const Query&) = delete;
    ~Query();
    // int64, text, id, money, time, date, area, enum, bool, or optional of these; NULL into anything else but
    // an id is a DatabaseError. false: no more rows.
    template <class... Columns> bool next(Columns&... columns);
    std::int64_t run(); // rows changed

private:
    bool fetch(std::size_t columns);
    const std::variant<std::monostate, std::int64_t, std::string>& cell(std::size_t column) const;
    Statement& statement_;
    bool started_ = false;
};

enum class Backend { sqlite, postgresql };

// One database connection with its prepared statements. Not shared between threads.
class Connection {
public:
    enum class Access { read, write };
    // url: "sqlite:PATH" or "postgresql:CONNINFO". Sets every pragma of architecture.md §4. vault: shared,
    // may be null where nothing sealed is read.
    Connection(std::string_view url, Access access, std::shared_ptr<const Vault> vault);
    ~Connection();
    Backend backend() const;
    const Vault& vault() const;
    Statement& statement(const Sql& sql);
    void begin(); // write: BEGIN IMMEDIATE; read: one consistent picture
    void commit();
    void rollback();
    void execute(const char* name, std::string_view statement); // migrations, pragmas, savepoints
    std::int64_t next_id(); // milliseconds, process number, counter; never going back

private:
    struct Inside;
    std::unique_ptr<Inside> inside_;
    friend class Statement;
    friend class Query;
};

// One consistent picture of the database. Cannot change it.
class Reader {
public:
    explicit Reader(Connection& connection); // BEGIN … COMMIT, read only
    virtual ~Reader();
    Reader(const Reader&) = delete;
    Query query(const Sql& sql, const Params& params = {}) { return {connection_.statement(sql), params}; }
    const Vault& vault() const { return connection_.vault(); }
    Backend backend() const { return connection_.backend(); }

protected:
    struct Inside {};
    Reader(Connection& connection, Inside) : connection_(connection), owns_(false) {}
    Connection& connection_;

private:
    bool owns_ = true;
};

// One job's share of the transaction that the write lane has open. Undone unless kept.
class Writer : public Reader {
public:
    explicit Writer(Connection& connection); // SAVEPOINT
    ~Writer() override;                      // ROLLBACK TO, unless kept
    std::int64_t change(const Sql& sql, const Params& params = {}) { return query(sql, params).run(); }
    template <class AnyId> AnyId new_id() { return AnyId{connection_.next_id()}; }
    void keep(); // RELEASE

private:
    bool kept_ = false;
};

namespace detail {
using Cell = std::variant<std::monostate, std::int64_t, std::string>;
[[noreturn]] void wrong_column(std::size_t column);
template <class T> void take(const Cell& cell, std::size_t column, T& into);
} // namespace detail

template <class T> void detail::take(const Cell& cell, std::size_t column, T& into)
{
    if constexpr (requires {
                      typename T::value_type;
                      into.has_value();
                      into.reset();
                  }) {
        if (std::holds_alternative<std::monostate>(cell)) return into.reset();
        typename T::value_type value{};
        take(cell, column, value);
        into = std::move(value);
    } else if constexpr (std::is_same_v<T, std::string>) {
        if (const auto* text = std::get_if<std::string>(&cell))
            into = *text;
        else
            wrong_column(column);
    } else if constexpr (std::is_same_v<T, models::Date>) {
        const auto* text = std::get_if<std::string>(&cell);
        const auto date = text ? models::parse_date(*text) : std::nullopt;
        if (!date) wrong_column(column);
        into = *date;
    } else if constexpr (std::is_enum_v<T>) {
        const auto* text = std::get_if<std::string>(&cell);
        const auto value = text ? models::from_name<T>(*text) : std::nullopt;
        if (!value) wrong_column(column);
        into = *value;
    } else if constexpr (requires {
                             into.value;
                             static_cast<bool>(into);
                         }) { // Id
        if (const auto* number = std::get_if<std::int64_t>(&cell))
            into.value = *number;
        else if (std::holds_alternative<std::monostate>(cell))
            into.value = 0;
        else
            wrong_column(column);
    } else {
        const auto* number = std::get_if<std::int64_t>(&cell);
        if (!number) wrong_column(column);
        if constexpr (std::is_same_v<T, models::Time>)
            into = models::Time(std::chrono::milliseconds(*number));
        else if constexpr (requires { into.fen; })
            into.fen = *number;
        else if constexpr (requires { into.code; })
            into.code = *number;
        else
            into = static_cast<T>(*number);
    }
}

template <class... Columns> bool Query::next(Columns&... columns)
{
    if (!fetch(sizeof...(columns))) return false;
    std::size_t at = 0;
    (..., [&] {
        detail::take(cell(at), at, columns);
        ++at;
    }());
    return true;
}

} // namespace store
