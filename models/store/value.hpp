#pragma once
#include "models/area.hpp"
#include "models/id.hpp"
#include "models/money.hpp"
#include "models/names.hpp"
#include "models/time.hpp"
#include <cstdint>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <type_traits>
#include <variant>
#include <vector>

// What goes into a statement and what comes out of it.
namespace store {

// The world broke (disk, connection, a statement that cannot be right). Carries the statement's name and the
// backend's code, never SQL or values.
class DatabaseError : public std::runtime_error {
public:
    enum class Kind {
        broken,
        busy,
        unique,
        foreign_key,
        check,
        full_disk,
        lost_connection,
        serialization,
        too_slow
    };
    DatabaseError(Kind kind, const std::string& statement, const std::string& code)
        : std::runtime_error("statement " + statement + ": " + code), kind_(kind)
    {
    }
    Kind kind() const { return kind_; }

private:
    Kind kind_;
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

// Every column comes as text; NULL is monostate.
using Cell = std::variant<std::monostate, std::string>;

[[noreturn]] void wrong_column(std::size_t column);
std::int64_t number_in(const Cell& cell, std::size_t column);

template <class T> void take(const Cell& cell, std::size_t column, T& into)
{
    const auto* text = std::get_if<std::string>(&cell);
    if constexpr (requires {
                      into.has_value();
                      into.reset();
                  }) {
        if (!text) return into.reset();
        typename T::value_type value{};
        take(cell, column, value);
        into = std::move(value);
    } else if constexpr (std::is_same_v<T, std::string>) {
        if (!text) wrong_column(column);
        into = *text;
    } else if constexpr (std::is_same_v<T, models::Date>) {
        const auto date = text ? models::parse_date(*text) : std::nullopt;
        if (!date) wrong_column(column);
        into = *date;
    } else if constexpr (std::is_enum_v<T>) {
        const auto value = text ? models::from_name<T>(*text) : std::nullopt;
        if (!value) wrong_column(column);
        into = *value;
    } else if constexpr (std::is_same_v<T, models::Time>) {
        into = models::Time(std::chrono::milliseconds(number_in(cell, column)));
    } else if constexpr (std::is_same_v<T, models::Money>) {
        into.fen = number_in(cell, column);
    } else if constexpr (std::is_same_v<T, models::Area>) {
        into.code = text ? number_in(cell, column) : 0; // NULL is "none"
    } else if constexpr (std::is_integral_v<T>) {
        into = static_cast<T>(number_in(cell, column));
    } else {
        into.value = text ? number_in(cell, column) : 0; // an id; NULL is "none"
    }
}

} // namespace store
