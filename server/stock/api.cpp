#include "server/http/library.hpp"
#include "server/http/paging.hpp"
#include "server/http/problem.hpp"
#include "server/stock/pages.hpp"
#include "server/stock/service.hpp"
#include <nlohmann/json.hpp>

namespace server::stock {

using nlohmann::json;

// GET /api/v1/stock
Response list_api(const Call& call, store::Reader& db)
{
    if (auto refusal = refuse_other_filters(call, {})) return refusal_response(call, *refusal);
    json items = json::array();
    for (const auto& row : store::list_stock(db, call.actor.organization))
        items.push_back({{"id", models::to_text(row.id)},
                         {"name", row.name},
                         {"unit", row.unit},
                         {"quantity", row.quantity}});
    return json_response(200, json{{"items", std::move(items)}}.dump());
}

} // namespace server::stock
