#include "server/objections/api.hpp"
#include "server/formats/reader.hpp"
#include "server/http/etag.hpp"
#include "server/http/filters.hpp"
#include "server/http/idempotency.hpp"
#include "server/http/json_reader.hpp"
#include "server/http/paging.hpp"
#include "server/http/problem.hpp"
#include "server/objections/pages.hpp"
#include "server/objections/service.hpp"
#include <nlohmann/json.hpp>

namespace server::objections {

using namespace models;
using nlohmann::json;

namespace {

json time_or_null(const std::optional<Time>& time) { return time ? json(to_text(*time)) : json(); }

// Without the texts.
json row_json(const ObjectionRow& row)
{
    return {{"id", to_text(row.id)},
            {"reference", row.reference},
            {"referral", to_text(row.referral)},
            {"kind", name_of(kind_of(row.about))},
            {"state", name_of(row.state)},
            {"about", name_of(row.about)},
            {"about_number", std::to_string(row.about_number)},
            {"by_family", !row.written_by},
            {"raised_at", to_text(row.raised_at)},
            {"due_at", time_or_null(row.due_at)},
            {"decided_at", time_or_null(row.decided_at)},
            {"version", row.version}};
}

Response whole(const ObjectionRow& row)
{
    auto value = row_json(row);
    value["text"] = row.text;
    value["answer"] = row.answer.empty() ? json() : json(row.answer);
    return with_etag(json_response(200, value.dump()), row.version);
}

struct AnswerTold {
    std::optional<ObjectionAct> act;
    std::string text;
};

Result<AnswerTold> answer_in(const Call& call)
{
    const auto body = read_json(call.body);
    if (!body) return std::unexpected(body.error());
    std::vector<Fault> faults;
    AnswerTold told;
    {
        ObjectReader reader(*body, "", faults);
        told.act = reader.choice<ObjectionAct>("act");
        told.text = reader.text("text", kMostWords);
    }
    if (!faults.empty()) return refuse(std::move(faults));
    return told;
}

Response answer_now(const Call& call, store::Writer& db)
{
    const auto told = answer_in(call);
    if (!told) return refusal_response(call, told.error());
    const auto row = objection_in_path(call, db);
    if (!row) return refusal_response(call, row.error());
    const auto version = require_version(call, row->version);
    if (!version) return refusal_response(call, version.error());
    const auto done = answer(desk_of(call, db), {row->id, *version}, told->act, told->text);
    return done ? whole(*done) : refusal_response(call, done.error());
}

} // namespace

// GET /api/v1/objections
Response list_api(const Call& call, store::Reader& db)
{
    if (auto refusal = refuse_other_filters(call, {"state"})) return refusal_response(call, *refusal);
    const auto wish = page_wish(call);
    if (!wish) return refusal_response(call, wish.error());
    FilterReader filters(call.query, *call.library);
    const auto state =
        filters.value("state", [](const std::string& text) { return from_name<ObjectionState>(text); });
    if (!filters.faults.empty()) return refusal_response(call, Refusal{Reason::invalid, filters.faults});
    const store::ObjectionFilter filter{call.actor.area, state};
    auto rows = store::list_objections(db, filter, ObjectionId{wish->after}, wish->limit + 1);
    const bool more = std::ssize(rows) > wish->limit;
    if (more) rows.pop_back();
    json items = json::array();
    for (const auto& row : rows) items.push_back(row_json(row));
    return list_response(call, {{"items", std::move(items)}, {"total", store::count_objections(db, filter)}},
                         more ? rows.back().id.value : 0);
}

// GET /api/v1/objections/{id}
Response show_api(const Call& call, store::Writer& db)
{
    const auto row = objection_in_path(call, db);
    if (!row) return refusal_response(call, row.error());
    audit(desk_of(call, db), "objection.read", to_text(row->referral));
    return whole(*row);
}

// POST /api/v1/objections/{id}/answer
Response answer_api(const Call& call, store::Writer& db)
{
    return run_once(call, db, [&] { return answer_now(call, db); });
}

} // namespace server::objections
