#include "server/http/problem.hpp"
#include "server/openapi/inside.hpp"
#include <algorithm>
#include <set>

namespace server::openapi {

using nlohmann::json;
using namespace models;

namespace {

constexpr const char* kJson = "application/json";

json reference(const std::string& kind, const std::string& name)
{
    return {{"$ref", "#/components/" + kind + "/" + name}};
}

bool is(const json& told, const char* name) { return told.value(name, false); }

std::vector<std::string> captures_of(std::string_view path)
{
    std::vector<std::string> names;
    while (true) {
        const auto open = path.find('{');
        if (open == std::string_view::npos) return names;
        const auto end = path.find('}', open);
        names.emplace_back(path.substr(open + 1, end - open - 1));
        path.remove_prefix(end);
    }
}

json parameters(const Route& route, const json& told)
{
    json all = json::array();
    for (const auto& name : captures_of(route.path)) all.push_back(reference("parameters", name));
    for (auto query : told.value("query", json::array())) {
        query["in"] = "query";
        all.push_back(std::move(query));
    }
    std::vector<std::string> shared;
    if (is(told, "paged")) shared = {"limit", "after"};
    if (is(told, "idempotent")) shared.emplace_back("idempotency_key");
    if (is(told, "versioned")) shared.emplace_back("if_match");
    shared.emplace_back("lang");
    for (const auto& name : shared) all.push_back(reference("parameters", name));
    return all;
}

json content(const std::string& type, const std::string& schema)
{
    return {{type, {{"schema", reference("schemas", schema)}}}};
}

json answer(const json& told)
{
    json response{{"description", "Done."}, {"content", content(kJson, told.at("answer"))}};
    for (const auto* field : {"etag", "location"})
        if (is(told, field))
            response["headers"][std::string_view(field) == "etag" ? "ETag" : "Location"] =
                reference("headers", field);
    if (is(told, "paged")) response["headers"]["Link"] = reference("headers", "link");
    return response;
}

bool everybody(Can can)
{
    return std::ranges::all_of(kNames<Role>, [&](const auto& row) { return allowed(row.first, can); });
}

// Every refusal the route may give, from what it takes and whom it lets in.
std::set<int> problems(const Route& route, const json& told)
{
    std::set<int> all{400, 500, 503};
    const bool changes = told.contains("body") && !std::holds_alternative<ReadPage>(route.handler);
    if (route.can != Can::anyone) all.insert(401);
    if (changes || !everybody(route.can)) all.insert(403);
    if (!captures_of(route.path).empty()) all.insert(404);
    if (told.contains("body")) all.insert({413, 415, 422});
    if (told.contains("query") || is(told, "paged")) all.insert(422);
    if (is(told, "idempotent") || is(told, "versioned")) all.insert({409, 507});
    if (is(told, "versioned")) all.insert({412, 428});
    for (const auto& status : told.value("problems", json::array())) all.insert(status.get<int>());
    return all;
}

json responses(const Route& route, const json& told)
{
    json all{{std::to_string(told.value("status", 200)), answer(told)}};
    if (told.contains("under_way"))
        all["202"] = {{"description", "Under way."}, {"content", content(kJson, told["under_way"])}};
    for (const auto status : problems(route, told))
        all[std::to_string(status)] = {{"description", phrase_of(status)},
                                       {"content", content("application/problem+json", "Problem")}};
    return all;
}

json security(const Route& route)
{
    if (route.can == Can::anyone) return json::array();
    json by_session{{"session", json::array()}};
    if (route.verb != Verb::get) by_session["form"] = json::array();
    return json::array({{{"token", json::array()}}, by_session});
}

// Whose records each role reaches: {"county": "of_area"}.
json rights(Can can)
{
    json all = json::object();
    for (const auto& [role, name] : kNames<Role>)
        if (allowed(role, can)) all[std::string(name)] = name_of(whose(role, can));
    return all;
}

} // namespace

json operation(const Route& route, const json& told)
{
    json operation{{"operationId", told.at("id")},        {"tags", json::array({told.at("tag")})},
                   {"summary", told.at("summary")},       {"parameters", parameters(route, told)},
                   {"responses", responses(route, told)}, {"security", security(route)}};
    if (told.contains("description")) operation["description"] = told["description"];
    if (route.can != Can::anyone) operation["x-rights"] = rights(route.can);
    if (told.contains("body"))
        operation["requestBody"] = {
            {"required", true},
            {"content", content(told.value("body_type", std::string(kJson)), told["body"])}};
    return operation;
}

} // namespace server::openapi
