#include "server/html/fields.hpp"
#include "server/html/page.hpp"
#include "server/http/library.hpp"
#include "server/programs/words.hpp"
#include "server/rights/rights.hpp"
#include "server/rights/routes.hpp"
#include <algorithm>

namespace server::rights {

using namespace models;
using html::Words;
using nlohmann::json;

namespace {

constexpr std::string_view kVerbs[] = {"GET", "POST", "PUT", "PATCH", "DELETE"};

std::string whose_words(const Words& words, Whose whose)
{
    return words.say("life_cycle.whose." + std::string(name_of(whose)));
}

// In which states, by the roles that may at all; the same for all of them but for a few acts: the union.
std::string states_words(const Words& words, const Route& route, const std::string& group)
{
    std::vector<std::string> said;
    for (const auto state : states_of(record_of(route.path).value())) {
        const bool possible = std::ranges::any_of(kNames<Role>, [&](const auto& row) {
            if (!allowed(row.first, route.can)) return false;
            const auto states = states_for(route, row.first);
            return states && std::ranges::find(*states, state) != states->end();
        });
        if (possible) said.push_back(words.say(group + std::string(state)));
    }
    return said.empty() ? words.say("life_cycle.any_state")
                        : words.join(said, "life_cycle.join", "life_cycle.join");
}

std::string group_of(Record record)
{
    switch (record) {
    case Record::referral: return "referral.state.";
    case Record::offer: return "offer.state.";
    case Record::program: return "programs.state.";
    case Record::round: return "rounds.state.";
    case Record::objection: return "life_cycle.objection.state.";
    case Record::application: return "application.state.";
    case Record::payment: return "payment.state.";
    case Record::worry: return "worry.state.";
    case Record::approval: return "approval.state.";
    case Record::stock:
    case Record::channel:
    case Record::sketch:
    case Record::site:
    case Record::attachment:
    case Record::organization:
    case Record::account:
    case Record::standing_rule:
    case Record::task:
    case Record::token: return {};
    }
    return {};
}

json row_view(const Words& words, const Route& route)
{
    json cells = json::array();
    for (const auto& [role, name] : kNames<Role>)
        cells.push_back({{"whose", whose_words(words, whose(role, route.can))}});
    const auto record = record_of(route.path);
    const auto group = record ? group_of(*record) : std::string();
    return {{"verb", kVerbs[static_cast<std::size_t>(route.verb)]},
            {"path", route.path},
            {"cells", std::move(cells)},
            {"states", group.empty() ? std::string() : states_words(words, route, group)}};
}

// Routes about one kind of record, or about none.
json table_view(const Words& words, const std::vector<const Route*>& routes, std::optional<Record> record)
{
    const std::string name(record ? name_of(*record) : "none");
    json rows = json::array();
    for (const auto* route : routes)
        if (record_of(route->path) == record && route->can != Can::anyone && route->can != Can::family)
            rows.push_back(row_view(words, *route));
    return {{"id", name}, {"title", words.say("life_cycle.record." + name)}, {"rows", std::move(rows)}};
}

Response show(const Call& call, store::Reader&)
{
    const auto words = programs::words_of(*call.library, call.language);
    const auto& routes = call.library->router->routes();
    json tables = json::array(), roles = json::array();
    for (const auto& [record, name] : kNames<Record>) tables.push_back(table_view(words, routes, record));
    tables.push_back(table_view(words, routes, {}));
    for (const auto& [role, name] : kNames<Role>)
        roles.push_back({{"role", words.say("accounts.role." + std::string(name))}});
    for (auto& table : tables) table["roles"] = roles;
    return page(call, "life_cycle/rights", {{"tables", std::move(tables)}});
}

} // namespace

std::span<const Route> routes()
{
    static const Route kRoutes[] = {{Verb::get, "/life-cycle/rights", Can::anyone, show}};
    return kRoutes;
}

} // namespace server::rights
