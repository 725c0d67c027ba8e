#pragma once
#include <string>
#include <string_view>

namespace html {

std::string escaped(std::string_view text); // as ctemplate escapes it, but for the spaces: & < > " '

} // namespace html
