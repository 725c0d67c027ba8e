#pragma once
#include "models/store/db.hpp"
#include <optional>
#include <string>
#include <string_view>

namespace store {

// A few words the database keeps about itself, by name: "demo".
std::optional<std::string> find_setting(Reader&, std::string_view name);
void save_setting(Writer&, std::string_view name, std::string_view value);

} // namespace store
