#pragma once
#include "models/area.hpp"
#include "models/time.hpp"
#include <cstdint>
#include <string>
#include <variant>
#include <vector>

namespace models {

struct CodeList {
    std::vector<std::string> codes; // sorted, unique
    bool complete = false;          // "known none" is empty and complete
    bool operator==(const CodeList&) const = default;
};

struct Code {
    std::string text;
    bool operator==(const Code&) const = default;
};

// number, fen, yes_no (0 or 1) | code | list | area | date, by the fact's type.
using FactValue = std::variant<std::int64_t, Code, CodeList, Area, Date>;

} // namespace models
