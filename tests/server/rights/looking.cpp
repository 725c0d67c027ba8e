#include "tests/server/rights/looking.hpp"
#include <algorithm>
#include <limits>
#include <map>
#include <sstream>

namespace given {

namespace {

// Made at random, or anew with each row.
bool is_random(const std::string& column)
{
    return column == "id" || column == "key" || column == "mac" || column.ends_with("uuid") ||
           column.ends_with("hash") || column.ends_with("sealed") || column.ends_with("wrapped") ||
           column.ends_with("token") || column == "person";
}

// Ids from `since` on were made meanwhile, wherever they stand in a text.
std::string without_new_ids(const std::string& text, std::int64_t since)
{
    std::string out;
    for (std::size_t at = 0; at < text.size();) {
        const auto end = std::min(text.find_first_not_of("0123456789", at), text.size());
        const auto number = text.substr(at, end - at);
        const bool is_new = number.size() == std::to_string(since).size() && std::stoll(number) >= since;
        out += is_new ? "new" : number;
        if (end < text.size()) out += text[end];
        at = end + 1;
    }
    return out;
}

} // namespace

std::string everything(store::Connection& connection, std::int64_t since)
{
    store::Writer reader(connection);
    std::map<std::string, std::string> rows; // by table: its columns as one text
    {
        auto query = reader.query({"test.tables",
                                   "SELECT m.name, c.name FROM sqlite_master m, pragma_table_info(m.name) c "
                                   "WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite%' ORDER BY 1, 2"});
        for (std::string table, column; query.next(table, column);)
            if (!is_random(column))
                rows[table] += "|| ' ' || CASE WHEN typeof(\"" + column + "\") = 'integer' AND \"" + column +
                               "\" >= " + std::to_string(since) + " THEN 'new' ELSE COALESCE(\"" + column +
                               "\", '-') END ";
    }
    std::string all;
    for (const auto& [table, columns] : rows) {
        const auto name = "test.rows_of_" + table,
                   text = "SELECT '" + table + "'" + columns + "FROM " + table + " ORDER BY 1";
        auto query = reader.query({name.c_str(), text.c_str()});
        for (std::string row; query.next(row);) all += without_new_ids(row, since) + "\n";
    }
    return all;
}

std::string records(store::Connection& connection)
{
    std::istringstream rows(everything(connection, std::numeric_limits<std::int64_t>::max()));
    std::string all;
    for (std::string row; std::getline(rows, row);)
        if (!row.starts_with("first_answer ")) all += row + "\n";
    return all;
}

} // namespace given
