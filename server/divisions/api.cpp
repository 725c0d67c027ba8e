#include "models/identity.hpp"
#include "server/divisions/routes.hpp"
#include "server/http/library.hpp"
#include "server/http/paging.hpp"
#include "server/http/problem.hpp"
#include <nlohmann/json.hpp>

namespace server::divisions {

using nlohmann::json;
using namespace models;

namespace {

constexpr std::size_t kMostFound = 50;
constexpr std::size_t kMostTyped = 40; // characters

std::string_view level_name(Area area)
{
    switch (level_of(area)) {
    case AreaLevel::none: return "none";
    case AreaLevel::province: return "province";
    case AreaLevel::prefecture: return "prefecture";
    case AreaLevel::county: return "county";
    case AreaLevel::township: return "township";
    case AreaLevel::village: return "village";
    }
    return {};
}

json division_json(const Divisions& divisions, const Division& division)
{
    return {{"code", to_text(division.area)},
            {"name", division.name},
            {"name_en", division.name_en.empty() ? json() : json(division.name_en)},
            {"level", level_name(division.area)},
            {"path", divisions.path(division.area, AreaLevel::prefecture)}};
}

bool begins(const Division& division, std::string_view typed)
{
    return division.name.starts_with(typed) || division.name_en.starts_with(typed) ||
           to_text(division.area).starts_with(typed);
}

struct Search {
    const Divisions& divisions;
    std::string typed;
    json found = json::array();
    bool more = false;

    void level(const std::vector<Area>& parents)
    {
        std::vector<Area> children;
        for (const auto parent : parents)
            for (const auto& division : divisions.under(parent)) {
                children.push_back(division.area);
                if (!begins(division, typed)) continue;
                more = found.size() == kMostFound;
                if (more) return;
                found.push_back(division_json(divisions, division));
            }
        if (!children.empty()) level(children);
    }
};

Response answer(const json& items, bool more)
{
    return json_response(200, json{{"items", items}, {"more", more}}.dump());
}

Response search(const Call& call, const std::string& typed)
{
    if (count_characters(typed) > kMostTyped)
        return refusal_response(
            call,
            {Reason::invalid, {{"error.filter.too_long", "/q", {{"most", std::to_string(kMostTyped)}}}}});
    Search search{*call.library->divisions, typed};
    search.level({Area{}}); // coarse ones first
    return answer(search.found, search.more);
}

Response children(const Call& call, const std::string& parent)
{
    const auto& divisions = *call.library->divisions;
    const auto area = parent.empty() ? std::optional(Area{}) : parse_area(parent);
    if (!area || (*area && !divisions.find(*area)))
        return refusal_response(
            call, {Reason::invalid, {{"error.filter.value", "/parent", {{"value", parent.substr(0, 60)}}}}});
    json items = json::array();
    for (const auto& division : divisions.under(divisions.current(*area)))
        items.push_back(division_json(divisions, division));
    return answer(items, false);
}

} // namespace

Response list_api(const Call& call, store::Reader&)
{
    if (auto refusal = refuse_other_filters(call, {"parent", "q"})) return refusal_response(call, *refusal);
    const auto typed = call.query.text("q");
    return typed.empty() ? children(call, call.query.text("parent")) : search(call, typed);
}

} // namespace server::divisions
