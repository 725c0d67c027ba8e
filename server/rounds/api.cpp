#include "server/formats/reader.hpp"
#include "server/http/etag.hpp"
#include "server/http/idempotency.hpp"
#include "server/http/json_reader.hpp"
#include "server/http/library.hpp"
#include "server/http/paging.hpp"
#include "server/http/problem.hpp"
#include "server/rounds/api_json.hpp"
#include "server/rounds/reading.hpp"
#include "server/rounds/routes.hpp"
#include <nlohmann/json.hpp>

namespace server::rounds {

using nlohmann::json;
using namespace models;

namespace {

Result<RoundWish> body_wish(const Call& call)
{
    const auto body = read_json(call.body);
    if (!body) return std::unexpected(body.error());
    std::vector<Fault> faults;
    RoundWish wish;
    {
        ObjectReader whole(*body, "", faults);
        wish.name = whole.required_text("name", 4 * kMostName);
        wish.area = whole.area("area").value_or(Area{});
        wish.seed = whole.text("seed", kMostSeed);
        for (const auto& text : whole.texts("programs", kMostPrograms)) {
            const auto id = parse_id<ProgramId>(text);
            if (!id) whole.fault("error.round.program", "programs");
            wish.programs.push_back(id.value_or(ProgramId{}));
        }
    }
    if (!faults.empty()) return refuse(std::move(faults));
    return wish;
}

// With what it came to, as far as this actor may see it.
json whole_json(const Call& call, store::Reader& db, const AllocationRound& round)
{
    auto value = round_json(round);
    value["programs"] = programs_json(store::list_round_programs(db, round.id));
    value["changed_programs"] = json::array();
    value["result"] = nullptr;
    value["shares"] = nullptr;
    if (round.state == RoundState::proposed)
        for (const auto program : changed_programs(db, round))
            value["changed_programs"].push_back(to_text(program));
    if (!has_result(round)) return value;
    if (may_run(call.actor, round))
        if (const auto texts = store::find_round_texts(db, round.id); !texts.result.empty())
            value["result"] = json::parse(texts.result);
    if (sees_counts_alone(call.actor))
        value["shares"] = shares_json(store::shares_of_round(db, round.id),
                                      *call.library->catalog->current(db), call.actor);
    return value;
}

Response round_response(const Call& call, store::Reader& db, int status, RoundId id)
{
    const auto round = find_in_scope(db, call.actor, id);
    if (!round) return not_found(call);
    return with_etag(json_response(status, whole_json(call, db, *round).dump()), round->version);
}

WantedRound with_result_alone(const Call& call, store::Reader& db)
{
    if (auto refusal = refuse_other_filters(call, {}))
        return std::unexpected(refusal_response(call, *refusal));
    return with_result(call, db);
}

// A page of the round's families.
template <class Part, class RowJson>
Response families_response(const Call& call, store::Reader& db, const AllocationRound& round, Part part,
                           RowJson row_json)
{
    const auto list = part(db, call.actor, round, page_wish(call).value());
    json items = json::array();
    for (const auto& row : list.rows) items.push_back(row_json(row));
    return list_response(call, {{"items", std::move(items)}}, list.next);
}

Response awards_response(const Call& call, store::Reader& db, const AllocationRound& round)
{
    return families_response(call, db, round, awards_part, award_json);
}

Response others_response(const Call& call, store::Reader& db, const AllocationRound& round)
{
    return families_response(call, db, round, others_part, other_json);
}

} // namespace

// GET /api/v1/rounds
Response list_api(const Call& call, store::Reader& db)
{
    if (auto refusal = refuse_other_filters(call, {})) return refusal_response(call, *refusal);
    const auto wish = page_wish(call);
    if (!wish) return refusal_response(call, wish.error());
    auto rows = rounds_of(db, call.actor, {wish->after}, wish->limit + 1);
    const bool more = rows.size() > static_cast<std::size_t>(wish->limit);
    if (more) rows.pop_back();
    json items = json::array();
    for (const auto& row : rows) items.push_back(round_json(row));
    return list_response(call, {{"items", std::move(items)}}, more ? rows.back().id.value : 0);
}

// POST /api/v1/rounds
Response open_api(const Call& call, store::Writer& db)
{
    return run_once(call, db, [&]() -> Response {
        const auto wish = body_wish(call);
        if (!wish) return refusal_response(call, wish.error());
        const auto id = open_round({db, call.actor, *call.library, call.now}, *wish);
        if (!id) return refusal_response(call, id.error());
        auto response = round_response(call, db, 201, *id);
        response.fields.emplace_back("Location", "/api/v1/rounds/" + to_text(*id));
        return response;
    });
}

// GET /api/v1/rounds/{id}
Response show_api(const Call& call, store::Reader& db)
{
    const auto id = parse_id<RoundId>(call.capture("id"));
    return id ? round_response(call, db, 200, *id) : not_found(call);
}

// POST /api/v1/rounds/{id}/cancel
Response cancel_api(const Call& call, store::Writer& db)
{
    const auto round = round_in_path(call, db);
    if (!round) return not_found(call);
    return run_once(call, db, [&]() -> Response {
        const auto ended = cancel_round({db, call.actor, *call.library, call.now}, round->id);
        return ended ? round_response(call, db, 200, round->id) : refusal_response(call, ended.error());
    });
}

// POST /api/v1/rounds/{id}/approve
Response approve_api(const Call& call, store::Writer& db)
{
    const auto round = round_in_path(call, db);
    if (!round) return not_found(call);
    const auto seen = require_version(call, round->version);
    if (!seen) return refusal_response(call, seen.error());
    return run_once(call, db, [&]() -> Response {
        const auto approved = approve_round({db, call.actor, *call.library, call.now}, {round->id, *seen});
        return approved ? round_response(call, db, 200, round->id) : refusal_response(call, approved.error());
    });
}

// GET /api/v1/rounds/{id}/awards
const Steps kAwardsApi = told_first("round.seen", with_result_alone, awards_response);

// GET /api/v1/rounds/{id}/others
const Steps kOthersApi = told_first("round.seen", with_result_alone, others_response);

} // namespace server::rounds
