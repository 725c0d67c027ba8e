#include "models/store/db.hpp"
#include "models/store/statement.hpp"
#include <charconv>

namespace store {

void wrong_column(std::size_t column)
{
    throw DatabaseError(DatabaseError::Kind::broken, "column " + std::to_string(column),
                        "not what it should hold");
}

std::int64_t number_in(const Cell& cell, std::size_t column)
{
    const auto* text = std::get_if<std::string>(&cell);
    std::int64_t number{};
    if (!text) wrong_column(column);
    const auto [end, error] = std::from_chars(text->data(), text->data() + text->size(), number);
    if (error != std::errc{} || end != text->data() + text->size()) wrong_column(column);
    return number;
}

bool Query::fetch(std::size_t columns)
{
    if (started_) {
        statement_.advance();
        return statement_.has_row();
    }
    statement_.expect_columns(columns);
    statement_.start(params_);
    started_ = true;
    return statement_.has_row();
}

const Cell& Query::cell(std::size_t column) const { return statement_.cell(column); }

std::int64_t Query::run()
{
    statement_.expect_columns(0);
    statement_.start(params_);
    started_ = true;
    return statement_.changed();
}

Query::~Query()
{
    if (started_) statement_.reset();
}

Reader::Reader(Connection& connection) : connection_(connection) { connection_.begin(); }

Reader::~Reader()
{
    if (!owns_) return;
    try {
        connection_.rollback();      // nothing was changed; the picture is given up
    } catch (const DatabaseError&) { // a lost connection shows at its next use
        return;
    }
}

Writer::Writer(Connection& connection) : Reader(connection, InTransaction{})
{
    if (!connection_.in_transaction())
        throw DatabaseError(DatabaseError::Kind::broken, "savepoint", "the transaction was undone");
    connection_.execute("savepoint", "SAVEPOINT job");
}

Writer::~Writer()
{
    if (kept_) return;
    try {
        connection_.execute("rollback_to", "ROLLBACK TO SAVEPOINT job");
        connection_.execute("release", "RELEASE SAVEPOINT job");
    } catch (const DatabaseError&) { // what this job did cannot be taken out: the whole batch is lost
        connection_.spoil();
    }
}

void Writer::keep()
{
    connection_.execute("release", "RELEASE SAVEPOINT job");
    kept_ = true;
}

} // namespace store
