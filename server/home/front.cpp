#include "models/store/accounts.hpp"
#include "server/config.hpp"
#include "server/home/handlers.hpp"
#include "server/html/messages.hpp"
#include "server/html/page.hpp"
#include "server/http/library.hpp"
#include <nlohmann/json.hpp>

namespace server::home {

using nlohmann::json;
using namespace models;

namespace {

std::string place_of(const Call& call, const Actor& who)
{
    if (who.area) return call.library->divisions->path(who.area);
    return "";
}

// The demo's accounts, one button each; only for a browser on this machine.
json demo_accounts(const Call& call, store::Reader& db)
{
    if (!call.library->demo || !call.local) return nullptr;
    constexpr int kMostShown = 24;
    json accounts = json::array();
    for (const auto& row : store::list_accounts(db, {}, kMostShown)) {
        if (row.password_hash.empty()) continue; // an office that only stands in the history
        const auto role = "accounts.role." + std::string(name_of(row.actor.role));
        accounts.push_back({{"login", row.login},
                            {"name", row.actor.name},
                            {"role_name", call.library->messages->text(call.language, role)},
                            {"place", place_of(call, row.actor)}});
    }
    return {{"accounts", std::move(accounts)}, {"password", call.library->demo_password}};
}

} // namespace

Response front(const Call& call, store::Reader& db)
{
    return page(call, "home/front",
                {{"demo_accounts", demo_accounts(call, db)},
                 {"sign_in", !call.library->demo || !call.local},
                 {"operator_name", call.library->config->operator_name}});
}

} // namespace server::home
