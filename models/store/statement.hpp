#pragma once
#include "models/store/db.hpp"
#include <memory>

// Inside the store: what db.hpp hides.
namespace soci {
class session;
}

namespace store {

// A prepared statement with slots of its own: values are copied in, columns come out as text.
class Statement {
public:
    Statement(soci::session& session, Backend backend, const Sql& sql, const Params& first);
    ~Statement();
    void start(const Params& params); // binds and steps; the first row, if any, stands ready
    bool has_row() const;
    void advance();
    void expect_columns(std::size_t columns);
    const Cell& cell(std::size_t column);
    std::int64_t changed();
    void reset();

private:
    struct Inside;
    void prepare();
    void fill(const Params& params);
    std::unique_ptr<Inside> inside_;
};

// What a caught backend error becomes: its kind and code, never its text. Call it in the handler.
DatabaseError translated(soci::session&, Backend, const char* statement);

} // namespace store
