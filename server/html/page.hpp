#pragma once
#include "server/http/call.hpp"
#include <nlohmann/json_fwd.hpp>
#include <string_view>

namespace server {

// Renders templates/<name>.html inside templates/shared/layout.html, in the call's language. The view's names
// and the template's must be the same: tests and debug builds compare them. page() itself adds what every
// page has: "site" (menu, signed-in name, demo strip, links to switch language and size, footer), "csrf" for
// shared/csrf, and the title: the view's "page_title", which no template prints itself, or else message
// "<name with / as .>.title". From 400 on, the title begins with 错误：.
Response page(const Call&, std::string_view name, const nlohmann::json& view, int status = 200);

// A template that is a whole document itself (print sheet): begins with <!doctype html>, gets its view only.
Response bare_page(const Call&, std::string_view name, const nlohmann::json& view, int status = 200);

// The page of this site that the reader came from, for "back"; "/" where it is not told.
std::string page_before(const Call&);

} // namespace server
