#pragma once
#include "models/money.hpp"
#include "server/http/call.hpp"
#include <optional>
#include <string>
#include <vector>

// Tables that people take away.
namespace server::sheets {

struct Cell {
    std::string text;
    std::optional<std::int64_t> fen = {}; // a figure in yuan
};
struct Sheet {
    std::vector<double> widths;          // of the columns, in characters
    std::vector<std::vector<Cell>> rows; // the first is the head
};

// RFC 4180 in UTF-8 with a byte order mark, so that spreadsheets read Chinese. A cell that would begin a
// formula begins with an apostrophe.
std::string csv_of(const Sheet&);
std::string xlsx_of(const Sheet&); // figures as numbers, text as text: nothing is taken for a formula
std::string harmless(std::string cell);
std::string as_typed(std::string cell); // a harmless cell read back: without its apostrophe

// A file to keep, never shown in the page's place. `name`: plain ASCII of our own.
Response download(std::string type, std::string body, const std::string& name);
Response csv_file(const Sheet&, const std::string& name);
Response xlsx_file(const Sheet&, const std::string& name);

} // namespace server::sheets
