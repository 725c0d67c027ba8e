#include "server/simulate/template.hpp"
#include <nlohmann/json.hpp>

namespace server::simulate {

using nlohmann::json;

static json chosen(const json& of, Chance& chance)
{
    const auto which = chance.below(std::ssize(of));
    return of.at(static_cast<std::size_t>(which));
}

json filled_in(const json& value, const json& parts, Chance& chance)
{
    if (value.is_array()) {
        auto list = json::array();
        for (const auto& one : value) list.push_back(filled_in(one, parts, chance));
        return list;
    }
    if (!value.is_object()) return value;
    if (const auto at = value.find("$pick"); at != value.end())
        return filled_in(chosen(*at, chance), parts, chance);
    if (const auto at = value.find("$part"); at != value.end())
        return filled_in(parts.at(at->get<std::string>()), parts, chance);
    if (const auto at = value.find("$number"); at != value.end()) {
        const auto low = at->at(0).get<std::int64_t>(), high = at->at(1).get<std::int64_t>(),
                   step = at->at(2).get<std::int64_t>();
        return low + step * chance.below((high - low) / step + 1);
    }
    auto object = json::object();
    for (const auto& [name, part] : value.items()) object[name] = filled_in(part, parts, chance);
    return object;
}

} // namespace server::simulate
