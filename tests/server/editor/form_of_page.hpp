#pragma once
#include "server/http/call.hpp"
#include <nlohmann/json.hpp>

// What a browser would send of a section's page that nobody touched: every field of its view, as it is shown.
namespace editor_tests {

server::Pairs<std::string> fields_of_rows(const nlohmann::json& items);
server::Pairs<std::string> fields_of_section(const nlohmann::json& view);

} // namespace editor_tests
