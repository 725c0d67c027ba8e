#include "server/http/idempotency.hpp"
#include "server/http/paging.hpp"
#include "server/http/problem.hpp"
#include "server/notices/notices.hpp"
#include "server/notices/routes.hpp"
#include <nlohmann/json.hpp>

namespace server::notices {

using namespace models;
using nlohmann::json;

namespace {

json row_json(const store::NoticeRow& row)
{
    return {{"id", to_text(row.id)},
            {"about", row.about},
            {"noun", name_of(row.noun)},
            {"noun_id", std::to_string(row.noun_id)},
            {"reference", row.reference},
            {"supervisor", row.to.supervisor},
            {"read", row.state == NoticeState::read},
            {"shown_from", to_text(row.shown_from)}};
}

} // namespace

// GET /api/v1/notices
Response list_api(const Call& call, store::Reader& db)
{
    if (auto refusal = refuse_other_filters(call, {})) return refusal_response(call, *refusal);
    const auto wish = page_wish(call);
    if (!wish) return refusal_response(call, wish.error());
    const auto desk = desk_of(db, call.actor);
    auto rows = store::list_notices(db, desk, NoticeId{wish->after}, wish->limit + 1);
    const bool more = std::ssize(rows) > wish->limit;
    if (more) rows.pop_back();
    json items = json::array();
    for (const auto& row : rows) items.push_back(row_json(row));
    return list_response(call, {{"items", std::move(items)}, {"unread", store::count_unread(db, desk)}},
                         more ? rows.back().id.value : 0);
}

// POST /api/v1/notices/read
Response read_api(const Call& call, store::Writer& db)
{
    return run_once(call, db, [&]() -> Response {
        const auto desk = desk_of(db, call.actor);
        store::read_notices(db, desk, call.actor.account, call.now);
        return json_response(200, json{{"unread", store::count_unread(db, desk)}}.dump());
    });
}

} // namespace server::notices
