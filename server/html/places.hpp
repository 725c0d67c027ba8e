#pragma once
#include <map>
#include <string>
#include <string_view>

// Inside of messages: the {{places}} of a text.
namespace html {

template <class See> void for_each_place(std::string_view text, See see)
{
    for (auto begin = text.find("{{"); begin != text.npos; begin = text.find("{{", begin)) {
        const auto end = text.find("}}", begin);
        if (end == text.npos) return;
        see(text.substr(begin + 2, end - begin - 2));
        begin = end + 2;
    }
}

// A place without a value stays visible.
inline std::string filled(std::string_view text, const std::map<std::string, std::string>& values)
{
    std::string whole;
    std::size_t done = 0;
    for_each_place(text, [&](std::string_view name) {
        const auto begin = static_cast<std::size_t>(name.data() - text.data()) - 2;
        const auto found = values.find(std::string(name));
        whole += text.substr(done, begin - done);
        whole += found == values.end() ? text.substr(begin, name.size() + 4) : found->second;
        done = begin + name.size() + 4;
    });
    return whole += text.substr(done);
}

} // namespace html
