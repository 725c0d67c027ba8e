#include "server/html/escape.hpp"

namespace html {

std::string escaped(std::string_view text)
{
    std::string whole;
    for (const char c : text) {
        if (c == '&')
            whole += "&amp;";
        else if (c == '<')
            whole += "&lt;";
        else if (c == '>')
            whole += "&gt;";
        else if (c == '"')
            whole += "&quot;";
        else if (c == '\'')
            whole += "&#39;";
        else
            whole += c;
    }
    return whole;
}

} // namespace html
