#pragma once
#include "models/area.hpp"
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace server::editor {

// The division that a typed text names: its digits, or its name, from its prefecture or county on where that
// is needed ("正安县安场镇"). Nothing: none, or several.
std::optional<models::Area> find_place(const models::Divisions&, std::string_view typed);

// As somebody would type it: its name where that leads back to it, else its digits.
std::string place_text(const models::Divisions&, models::Area);

// What is separated by line ends, commas or blanks; nothing of it empty.
std::vector<std::string> words_in(std::string_view typed);

} // namespace server::editor
