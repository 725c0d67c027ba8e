#include "server/referrals/api.hpp"
#include "models/store/audit.hpp"
#include "server/http/etag.hpp"
#include "server/http/idempotency.hpp"
#include "server/http/json_reader.hpp"
#include "server/http/paging.hpp"
#include "server/http/problem.hpp"
#include "server/referrals/acts.hpp"
#include "server/referrals/api_json.hpp"
#include "server/referrals/filter.hpp"
#include "server/referrals/masks.hpp"
#include "server/referrals/sheet.hpp"
#include <nlohmann/json.hpp>

namespace server::referrals {

using nlohmann::json;
using namespace models;

namespace {

std::string source_of(const Call& call) { return std::string(name_of(call.actor.role)); }

Response case_response(const Call& call, store::Reader& db, int status, const Case& found)
{
    const auto others = same_household(db, call.actor, found.household(), found.referral.id);
    return with_etag(json_response(status, referral_json(found, others).dump()), found.referral.version);
}

Response stored_response(const Call& call, store::Reader& db, int status, const Referral& referral)
{
    return case_response(call, db, status, {referral, find_document(db, referral)});
}

Response create(const Call& call, store::Writer& db)
{
    const auto body = read_json(call.body);
    if (!body) return refusal_response(call, body.error());
    auto told =
        read_referral(*body, call.library->need_types, *call.library->divisions, call.now, source_of(call));
    if (!told) return refusal_response(call, told.error());
    const auto reported = report_at_once(desk_of(call, db), *std::move(told));
    if (!reported) return refusal_response(call, reported.error());
    auto response = stored_response(call, db, 201, *reported);
    response.fields.emplace_back("Location", "/api/v1/referrals/" + to_text(reported->id));
    return response;
}

Result<ReferralBody> told_by(const Call& call, const Case& known)
{
    auto patch = read_json(call.body);
    if (!patch) return std::unexpected(patch.error());
    put_back_masked(*patch, known.household());
    return patched(known.document.body, *patch, {*call.library, call.now, source_of(call)});
}

} // namespace

// GET /api/v1/referrals
Response list_api(const Call& call, store::Reader& db)
{
    if (auto refusal = refuse_other_filters(call, {"state", "kind", "need", "area", "q", "only_open"}))
        return refusal_response(call, *refusal);
    const auto wish = page_wish(call);
    if (!wish) return refusal_response(call, wish.error());
    const auto filter = read_filter(call.query, call.actor, *call.library);
    if (!filter) return refusal_response(call, filter.error());

    const store::Scope scope{call.actor.area, call.actor.account};
    std::vector<Referral> rows;
    std::int64_t total = 0;
    if (*filter) {
        rows = store::list_referrals(db, scope, **filter, {{wish->after}, wish->limit + 1});
        total = store::count_referrals(db, scope, **filter);
    }
    const bool more = rows.size() > static_cast<std::size_t>(wish->limit);
    if (more) rows.pop_back();
    json items = json::array();
    for (const auto& row : rows) items.push_back(referral_row_json(row));
    const auto next = more ? rows.back().id.value : 0;
    return list_response(call, {{"items", std::move(items)}, {"total", total}}, next);
}

// GET /api/v1/referrals/{id}
Response show_api(const Call& call, store::Writer& db)
{
    const auto id = parse_id<ReferralId>(call.capture("id"));
    if (!id) return not_found(call);
    const auto found = find_case(db, call.actor, *id);
    if (!found) return refusal_response(call, found.error());
    store::append_audit(db, {call.now, call.actor.account, "referral.read", to_text(*id), ""});
    return case_response(call, db, 200, *found);
}

// POST /api/v1/referrals
Response create_api(const Call& call, store::Writer& db)
{
    return run_once(call, db, [&] { return create(call, db); });
}

// PATCH /api/v1/referrals/{id}
Response change_api(const Call& call, store::Writer& db)
{
    const auto id = parse_id<ReferralId>(call.capture("id"));
    if (!id) return not_found(call);
    const auto known = find_case(db, call.actor, *id);
    if (!known) return refusal_response(call, known.error());
    const auto seen = require_version(call, known->referral.version);
    if (!seen) return refusal_response(call, seen.error());
    auto told = told_by(call, *known);
    if (!told) return refusal_response(call, told.error());
    const auto changed = change_facts(desk_of(call, db), {*id, *seen}, *std::move(told));
    if (!changed) return refusal_response(call, changed.error());
    return stored_response(call, db, 200, *changed);
}

} // namespace server::referrals
