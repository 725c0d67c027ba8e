#pragma once
#include "server/http/call.hpp"
#include <nlohmann/json_fwd.hpp>
#include <string_view>

namespace server {

// Renders templates/<name>.html inside templates/shared/layout.html, in the call's language. The view's names
// and the template's must be the same: tests and debug builds compare them. page() itself adds what every
// page has: language, demo, signed-in name and menu, csrf, links to switch language and size, current place
// in the menu, the page title (message "<name with / as .>.title" or the view's "page_title").
Response page(const Call&, std::string_view name, const nlohmann::json& view, int status = 200);

// Only the template, no layout (print sheet, e-mail).
Response bare_page(const Call&, std::string_view name, const nlohmann::json& view, int status = 200);

} // namespace server
