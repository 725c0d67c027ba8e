#include "server/http/paging.hpp"
#include "models/id.hpp"
#include "server/http/decode.hpp"
#include <algorithm>
#include <nlohmann/json.hpp>

namespace server {

using namespace models;

Result<PageWish> page_wish(const Call& call)
{
    constexpr int kMostRows = 100;
    PageWish wish;
    std::vector<Fault> faults;
    if (call.query.has("limit")) {
        const auto limit = call.query.integer("limit");
        if (!limit || *limit < 1 || *limit > kMostRows)
            faults.push_back({"error.page.limit", "/limit", {{"most", std::to_string(kMostRows)}}});
        else
            wish.limit = static_cast<int>(*limit);
    }
    if (const auto after = call.query.text("after"); !after.empty()) {
        const auto id = parse_id<Id<struct Cursor>>(after);
        if (!id) faults.push_back({"error.page.cursor", "/after", {}});
        if (id) wish.after = id->value;
    }
    if (!faults.empty()) return refuse(std::move(faults));
    return wish;
}

std::optional<Refusal> refuse_other_filters(const Call& call, std::initializer_list<std::string_view> offered)
{
    std::vector<Fault> faults;
    for (const auto& [name, value] : call.query.fields()) {
        const bool known = name == "limit" || name == "after" || name == "lang";
        if (!known && std::ranges::find(offered, name) == offered.end())
            faults.push_back({"error.filter.unknown", "", {{"name", name}}});
    }
    if (faults.empty()) return {};
    return Refusal{Reason::unreadable, std::move(faults)};
}

std::string next_page_of(const Call& call, std::int64_t after)
{
    return next_page_of(call, std::to_string(after));
}

std::string next_page_of(const Call& call, std::string_view after)
{
    std::string address = call.path;
    char mark = '?';
    for (const auto& [name, value] : call.query.fields()) {
        if (name == "after") continue;
        address += mark + percent_encoded(name) + "=" + percent_encoded(value);
        mark = '&';
    }
    return address + mark + "after=" + percent_encoded(after);
}

Response list_response(const Call& call, nlohmann::json value, std::int64_t after)
{
    return list_response(call, std::move(value), after == 0 ? std::string() : std::to_string(after));
}

Response list_response(const Call& call, nlohmann::json value, std::string_view after)
{
    value["next"] = nullptr;
    if (after.empty()) return json_response(200, value.dump());
    const auto next = next_page_of(call, after);
    value["next"] = next;
    auto response = json_response(200, value.dump());
    response.fields.emplace_back("Link", "<" + next + ">; rel=\"next\"");
    return response;
}

} // namespace server
