#include "models/store/accounts.hpp"
#include "models/store/programs.hpp"
#include "server/home/handlers.hpp"
#include "server/html/messages.hpp"
#include "server/html/page.hpp"
#include "server/http/library.hpp"
#include <algorithm>
#include <nlohmann/json.hpp>

namespace server::home {

using nlohmann::json;
using namespace models;

namespace {

struct DemoAccount {
    store::AccountRow row;
    Area county; // none: the whole province's
    std::string place;
};

DemoAccount demo_account(const Call& call, store::Reader& db, store::AccountRow row)
{
    const auto& divisions = *call.library->divisions;
    auto area = row.actor.area;
    std::string place = area ? divisions.path(area) : std::string();
    if (const auto organization = store::find_organization(db, row.actor.organization)) {
        area = organization->area;
        place = organization->name;
    }
    const bool local = area && level_of(area) >= AreaLevel::county;
    return {std::move(row), local ? part_of(area, AreaLevel::county) : Area{}, std::move(place)};
}

json button(const Call& call, const DemoAccount& account)
{
    const auto role = "accounts.role." + std::string(name_of(account.row.actor.role));
    return {{"login", account.row.login},
            {"name", account.row.actor.name},
            {"role_name", call.library->messages->text(call.language, role)},
            {"where", account.place.empty() ? json() : json{{"text", account.place}}}};
}

// The demo's accounts county by county, one button each; only for a browser on this machine.
json demo_accounts(const Call& call, store::Reader& db)
{
    if (!call.library->demo || !call.local) return nullptr;
    constexpr int kMostShown = 24;
    std::vector<std::pair<Area, json>> counties;
    for (auto& row : store::list_accounts(db, {}, kMostShown)) {
        if (row.password_hash.empty()) continue; // an office that only stands in the history
        const auto account = demo_account(call, db, std::move(row));
        auto known = std::ranges::find(counties, account.county, &std::pair<Area, json>::first);
        if (known == counties.end()) known = counties.insert(known, {account.county, json::array()});
        known->second.push_back(button(call, account));
    }
    json groups = json::array();
    for (auto& [county, buttons] : counties)
        groups.push_back(
            {{"county", county ? call.library->divisions->path(county)
                               : call.library->messages->text(call.language, "home.front.province")},
             {"accounts", std::move(buttons)}});
    return {{"groups", std::move(groups)}, {"password", call.library->demo_password}};
}

} // namespace

Response front(const Call& call, store::Reader& db)
{
    return page(
        call, "home/front",
        {{"demo_accounts", demo_accounts(call, db)}, {"sign_in", !call.library->demo || !call.local}});
}

} // namespace server::home
