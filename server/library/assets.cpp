#include "server/library/assets.hpp"
#include <algorithm>
#include <stdexcept>

namespace server {

std::optional<std::string_view> find_asset(std::string_view path)
{
    const auto assets = all_assets();
    const auto found = std::ranges::find(assets, path, &Asset::path);
    if (found == assets.end()) return {};
    return found->text;
}

std::string_view asset(std::string_view path)
{
    if (const auto found = find_asset(path)) return *found;
    throw std::logic_error("there is no " + std::string(path) + " in this program");
}

std::string static_address(std::string_view name)
{
    const auto hash = asset("static/" + std::string(name) + ".hash");
    const auto dot = name.rfind('.');
    return "/static/" + std::string(name.substr(0, dot)) + "." + std::string(hash) +
           std::string(name.substr(dot));
}

} // namespace server
