#pragma once
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace server {

// A table that is handed out as a file: the first row is its head.
struct Sheet {
    struct Cell {
        std::string text;
        std::optional<std::int64_t> fen; // a figure in yuan
    };
    std::vector<std::vector<Cell>> rows;
};

// RFC 4180 in UTF-8 with a byte order mark, so that spreadsheets read Chinese. A cell that would begin a
// formula begins with an apostrophe.
std::string csv_of(const Sheet&);
// Figures as numbers, text as text: nothing is taken for a formula. widths: of the columns, in characters.
std::string xlsx_of(const Sheet&, std::span<const double> widths);
std::string harmless(std::string cell);

} // namespace server
