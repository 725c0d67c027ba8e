#pragma once
#include "server/http/library.hpp"
#include "server/http/route.hpp"
#include <nlohmann/json_fwd.hpp>

namespace server::openapi {

// OpenAPI 3.1 for the routes under /api: verbs, paths, permissions and captures from the table, the words for
// facts and states from the program's own, all else from config/openapi/. A route that nobody has described
// there is left out (a test finds it), and so is a schema that no route needs.
nlohmann::json document(const Router&, const Library&);

} // namespace server::openapi
