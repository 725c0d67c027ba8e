#pragma once
#include "server/rounds/service.hpp"
#include <string>
#include <vector>

namespace server::rounds {

// Who is to get what from whom, as a table: the first row is its head. Parasol pays nobody; the organizations
// do, after their offers were accepted.
struct PayList {
    struct Cell {
        std::string text;
        std::optional<std::int64_t> fen; // a figure in yuan
    };
    std::vector<std::vector<Cell>> rows;
};

// RFC 4180 in UTF-8 with a byte order mark, so that spreadsheets read Chinese. A cell that would begin a
// formula begins with an apostrophe.
std::string csv_of(const PayList&);
std::string xlsx_of(const PayList&); // figures as numbers, text as text: nothing is taken for a formula
std::string harmless(std::string cell);

} // namespace server::rounds
