#pragma once
#include "server/http/library.hpp"
#include "server/http/route.hpp"
#include <nlohmann/json.hpp>
#include <string_view>

// Inside of the description: its parts.
namespace server::openapi {

std::string_view method_of(Verb); // "get"

// What config/openapi/operations.json says of a route, with what follows from the route itself.
nlohmann::json operation(const Route&, const nlohmann::json& told);

// The schemas of config/openapi/schemas.json and those of the program's tables: facts, states, codes.
nlohmann::json schemas(const Library&);

} // namespace server::openapi
