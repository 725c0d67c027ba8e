#include "server/http/decode.hpp"
#include "server/http/route.hpp"
#include <algorithm>
#include <stdexcept>

namespace server {

namespace {

std::vector<std::string_view> segments_of(std::string_view path)
{
    std::vector<std::string_view> segments;
    if (!path.starts_with('/')) return segments;
    while (!path.empty()) {
        path.remove_prefix(1);
        const auto end = std::min(path.find('/'), path.size());
        segments.push_back(path.substr(0, end));
        path.remove_prefix(end);
    }
    return segments;
}

bool is_capture(std::string_view segment) { return segment.starts_with('{') && segment.ends_with('}'); }

// How a path is written apart from the names of its captures: two routes alike in this are the same route.
std::string shape_of(std::string_view path)
{
    std::string shape;
    for (const auto segment : segments_of(path))
        shape += is_capture(segment) ? "/{}" : "/" + std::string(segment);
    return shape;
}

std::optional<std::map<std::string, std::string>> captures_in(std::string_view pattern,
                                                              const std::vector<std::string_view>& path)
{
    const auto wanted = segments_of(pattern);
    if (wanted.size() != path.size()) return {};
    std::map<std::string, std::string> captures;
    for (std::size_t i = 0; i < wanted.size(); ++i) {
        if (!is_capture(wanted[i])) {
            if (wanted[i] != path[i]) return {};
            continue;
        }
        auto value = percent_decoded(path[i], Plus::stays);
        if (!value || value->empty()) return {};
        captures.emplace(wanted[i].substr(1, wanted[i].size() - 2), *std::move(value));
    }
    return captures;
}

// A part that is written out goes before a capture: /referrals/new before /referrals/{id}.
std::string order_of(const Route* route)
{
    std::string order;
    for (const auto segment : segments_of(route->path)) order += is_capture(segment) ? 'b' : 'a';
    return order;
}

} // namespace

Router::Router(std::vector<std::span<const Route>> tables)
{
    for (const auto& table : tables)
        for (const auto& route : table) {
            const auto same = [&](const Route* known) {
                return known->verb == route.verb && shape_of(known->path) == shape_of(route.path);
            };
            if (std::ranges::any_of(routes_, same))
                throw std::logic_error("two routes for " + std::string(route.path));
            const bool reads = std::holds_alternative<ReadPage>(route.handler);
            if (!route.reveals.empty() && reads)
                throw std::logic_error("a route that reveals must be a WritePage: " +
                                       std::string(route.path));
            routes_.push_back(&route);
        }
    std::ranges::sort(routes_, {}, order_of);
}

FoundRoute Router::find(Verb verb, std::string_view path) const
{
    FoundRoute found;
    const auto segments = segments_of(path);
    for (const auto* route : routes_) {
        auto captures = captures_in(route->path, segments);
        if (!captures) continue;
        if (route->verb == verb) return {route, *std::move(captures), {}};
        if (std::ranges::find(found.allowed, route->verb) == found.allowed.end())
            found.allowed.push_back(route->verb);
    }
    return found;
}

} // namespace server
