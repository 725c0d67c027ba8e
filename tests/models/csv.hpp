#pragma once
#include <fstream>
#include <sstream>
#include <stdexcept>
#include <string>
#include <vector>

// The rows of a table in config/, without its head; a row with another number of cells is an error.
inline std::vector<std::vector<std::string>> rows_of(const std::string& name, std::size_t columns)
{
    std::ifstream file(std::string(SOURCE_DIR) + "/config/" + name);
    std::vector<std::vector<std::string>> rows;
    std::string line;
    std::getline(file, line);
    while (std::getline(file, line)) {
        std::vector<std::string> cells{""};
        for (const char c : line)
            if (c == ',')
                cells.emplace_back();
            else
                cells.back() += c;
        if (cells.size() != columns) throw std::runtime_error(name + ": " + line);
        rows.push_back(std::move(cells));
    }
    return rows;
}
