#include "server/http/library.hpp"
#include "server/http/paging.hpp"
#include "server/http/problem.hpp"
#include "server/payments/inside.hpp"
#include "server/payments/pages.hpp"
#include <nlohmann/json.hpp>

// States and sums of payment runs for other systems. A line is the number of its offer; what the bank said of
// it may name somebody, and stays out.
namespace server::payments {

using namespace models;
using nlohmann::json;

namespace {

json time_or_null(const std::optional<Time>& time) { return time ? json(to_text(*time)) : json(); }

json run_json(const store::PaymentRunRow& run)
{
    return {{"id", to_text(run.id)},
            {"number", run.number},
            {"program", to_text(run.program)},
            {"state", name_of(run.state)},
            {"prepared_at", to_text(run.prepared_at)},
            {"checked_at", time_or_null(run.checked_at)},
            {"issued_at", time_or_null(run.issued_at)},
            {"settled_at", time_or_null(run.settled_at)},
            {"version", run.version}};
}

json line_json(const store::PaymentLineRow& line)
{
    return {{"number", line.number},
            {"offer", to_text(line.offer)},
            {"amount_fen", line.amount.fen},
            {"state", name_of(line.state)},
            {"delivery", line.delivery ? json(to_text(line.delivery)) : json()},
            {"ended_at", time_or_null(line.ended_at)}};
}

} // namespace

// GET /api/v1/payments
Response list_api(const Call& call, store::Reader& db)
{
    if (auto refusal = refuse_other_filters(call, {})) return refusal_response(call, *refusal);
    const auto wish = page_wish(call);
    if (!wish) return refusal_response(call, wish.error());
    auto runs =
        store::list_payment_runs(db, call.actor.organization, PaymentRunId{wish->after}, wish->limit + 1);
    const bool more = std::ssize(runs) > wish->limit;
    if (more) runs.pop_back();
    json items = json::array();
    for (const auto& run : runs) items.push_back(run_json(run));
    return list_response(call, {{"items", std::move(items)}}, more ? runs.back().id.value : 0);
}

// GET /api/v1/payments/{id}
Response show_api(const Call& call, store::Reader& db)
{
    const auto run = run_in_path(call, db);
    if (!run) return refusal_response(call, run.error());
    auto value = run_json(*run);
    value["lines"] = json::array();
    for (const auto& line : store::payment_lines(db, run->id)) value["lines"].push_back(line_json(line));
    return json_response(200, value.dump());
}

} // namespace server::payments
