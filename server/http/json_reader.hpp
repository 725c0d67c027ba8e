#pragma once
#include "models/result.hpp"
#include <nlohmann/json_fwd.hpp>
#include <string_view>

namespace server {

// The one strict reader: depth <= 32, no duplicate key, no integer beyond 64 bits, no NUL, valid UTF-8,
// nothing after the value. Otherwise Reason::unreadable with error.json.<what> {line, column}; never quotes
// the input.
models::Result<nlohmann::json> read_json(std::string_view text);

} // namespace server
