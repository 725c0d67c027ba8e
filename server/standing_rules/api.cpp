#include "server/formats/reader.hpp"
#include "server/http/idempotency.hpp"
#include "server/http/json_reader.hpp"
#include "server/http/paging.hpp"
#include "server/http/problem.hpp"
#include "server/standing_rules/routes.hpp"
#include "server/standing_rules/service.hpp"
#include <algorithm>
#include <nlohmann/json.hpp>

namespace server::standing_rules {

using namespace models;
using nlohmann::json;

namespace {

json rule_json(const store::StandingRuleRow& row)
{
    return {{"id", to_text(row.id)},
            {"area", to_text(row.county)},
            {"need", row.need_type},
            {"most_fen", row.most.fen},
            {"tries", row.tries},
            {"approved_at", to_text(row.approved_at)},
            {"ended_at", row.ended_at ? json(to_text(*row.ended_at)) : json()}};
}

Response rule_response(const Call& call, store::Reader& db, int status, StandingRuleId id)
{
    const auto all = store::list_standing_rules(db, call.actor.area);
    const auto at = std::ranges::find(all, id, &store::StandingRuleRow::id);
    return at == all.end() ? not_found(call) : json_response(status, rule_json(*at).dump());
}

Result<Wish> wish_in(const Call& call)
{
    const auto body = read_json(call.body);
    if (!body) return std::unexpected(body.error());
    std::vector<Fault> faults;
    Wish wish;
    {
        ObjectReader whole(*body, "", faults);
        wish.need_type = whole.text("need");
        if (const auto most = whole.number("most_fen", 0, kMostId)) wish.most = Money{*most};
        wish.tries = whole.number("tries", 0, kMostId);
    }
    if (!faults.empty()) return refuse(std::move(faults));
    return wish;
}

// The page calls its field by another name.
Refusal by_members(Refusal refusal)
{
    for (auto& fault : refusal.faults)
        if (fault.pointer == "/most") fault.pointer = "/most_fen";
    return refusal;
}

} // namespace

// GET /api/v1/standing-rules
Response list_api(const Call& call, store::Reader& db)
{
    if (auto refusal = refuse_other_filters(call, {})) return refusal_response(call, *refusal);
    json items = json::array();
    for (const auto& row : store::list_standing_rules(db, call.actor.area)) items.push_back(rule_json(row));
    return json_response(200, json{{"items", std::move(items)}}.dump());
}

// POST /api/v1/standing-rules
Response approve_api(const Call& call, store::Writer& db)
{
    return run_once(call, db, [&]() -> Response {
        const auto wish = wish_in(call);
        if (!wish) return refusal_response(call, wish.error());
        const auto done = approve(desk_of(call, db), *wish);
        return done ? rule_response(call, db, 201, *done) : refusal_response(call, by_members(done.error()));
    });
}

// POST /api/v1/standing-rules/{id}/end
Response end_api(const Call& call, store::Writer& db)
{
    return run_once(call, db, [&]() -> Response {
        const auto id = parse_id<StandingRuleId>(call.capture("id"));
        if (!id) return not_found(call);
        const auto done = end(desk_of(call, db), *id);
        return done ? rule_response(call, db, 200, *id) : refusal_response(call, done.error());
    });
}

} // namespace server::standing_rules
