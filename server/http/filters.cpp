#include "server/http/filters.hpp"
#include "models/identity.hpp"
#include "server/http/library.hpp"
#include <algorithm>

namespace server {

using namespace models;

void FilterReader::refuse(const char* name, const std::string& text)
{
    constexpr std::size_t kMostQuoted = 60;
    faults.push_back(
        {"error.filter.value", "/" + std::string(name), {{"value", text.substr(0, kMostQuoted)}}});
}

std::optional<Area> FilterReader::area(const char* name)
{
    return value(name, [&](const auto& text) -> std::optional<Area> {
        const auto area = parse_area(text);
        if (!area || !library_.divisions->find(library_.divisions->current(*area))) return {};
        return library_.divisions->current(*area);
    });
}

std::string FilterReader::need(const char* name)
{
    const auto known = [&](const auto& text) -> std::optional<std::string> {
        const auto at = std::ranges::find(library_.need_types, text, &NeedType::code);
        return at == library_.need_types.end() ? std::nullopt : std::optional(at->code);
    };
    return value(name, known).value_or("");
}

std::string FilterReader::words(const char* name)
{
    constexpr std::size_t kMostWords = 100; // characters
    auto words = query_.text(name);
    if (count_characters(words) > kMostWords)
        faults.push_back(
            {"error.filter.too_long", "/" + std::string(name), {{"most", std::to_string(kMostWords)}}});
    return words;
}

} // namespace server
