#pragma once
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

// A small check of JSON Schema (2020-12), as far as the API's description uses it; a word it does not know is
// a std::logic_error.
namespace support {

// What of the value does not suit the schema, each with its place; `root` is what references start from.
std::vector<std::string> schema_faults(const nlohmann::json& schema, const nlohmann::json& value,
                                       const nlohmann::json& root);

} // namespace support
