#pragma once
#include "server/http/call.hpp"
#include <optional>
#include <string>
#include <string_view>

namespace html {

// A page of ours with the form that was sent to `action` filled in as `sent` says: texts, choices, check
// boxes, hidden fields; folded parts of it are opened. Of several forms with that action it is the one whose
// hidden fields are those that were sent. Passwords, files, the form's tokens (csrf, once) and buttons stay
// as they are. Nothing: the page has no such form.
std::optional<std::string> refilled(std::string_view page, std::string_view action, const server::Form& sent);

} // namespace html
