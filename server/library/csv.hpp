#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace server {

// A table with a head line: comma separated, "quoted" where a value holds a comma, a quote or a line end;
// UTF-8, with or without a byte order mark, lines ending in LF or CR LF. Rows shorter or longer than the
// head: std::runtime_error that names the line.
struct Table {
    std::vector<std::string> head;
    std::vector<std::vector<std::string>> rows;
    std::size_t column(std::string_view name) const; // not in the head: std::runtime_error
};
Table read_table(std::string_view text);

} // namespace server
