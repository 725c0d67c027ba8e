#include "server/openapi/document.hpp"
#include "server/library/assets.hpp"
#include "server/openapi/inside.hpp"

namespace server::openapi {

using nlohmann::json;

namespace {

json file(std::string_view name) { return json::parse(asset("config/openapi/" + std::string(name))); }

} // namespace

std::string_view method_of(Verb verb)
{
    switch (verb) {
    case Verb::get: return "get";
    case Verb::post: return "post";
    case Verb::put: return "put";
    case Verb::patch: return "patch";
    case Verb::delete_: return "delete";
    }
    return {};
}

static std::string name_of_route(const Route& route)
{
    std::string name(method_of(route.verb));
    for (char& c : name) c = static_cast<char>(c - 'a' + 'A');
    return name + " " + std::string(route.path);
}

static void collect(const json& part, const json& schemas, json& used)
{
    constexpr std::string_view kBelow = "#/components/schemas/";
    if (!part.is_structured()) return;
    for (const auto& [name, value] : part.items()) {
        collect(value, schemas, used);
        if (name != "$ref" || !value.get_ref<const std::string&>().starts_with(kBelow)) continue;
        const auto schema = value.get<std::string>().substr(kBelow.size());
        if (used.contains(schema)) continue;
        used[schema] = schemas.at(schema);
        collect(schemas.at(schema), schemas, used);
    }
}

json document(const Router& router, const Library& library)
{
    auto document = file("document.json");
    const auto told = file("operations.json");
    auto& paths = document["paths"] = json::object();
    for (const auto* route : router.routes()) {
        const auto name = name_of_route(*route);
        if (!route->path.starts_with("/api/") || !told.contains(name)) continue;
        paths[std::string(route->path)][std::string(method_of(route->verb))] = operation(*route, told[name]);
    }
    auto used = json::object();
    collect(document, schemas(library), used);
    document["components"]["schemas"] = std::move(used);
    return document;
}

} // namespace server::openapi
