#pragma once
#include <string_view>

// Inside of templates: what a template's HTML may not hold, since escaping would not save it.
namespace html {

// Throws std::runtime_error: an attribute without double quotes, inline style or script, an address that
// could begin with any scheme or host, a query value or the text of a <textarea> without its own escaping.
void check_markup(std::string_view text);

} // namespace html
