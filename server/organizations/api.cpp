#include "server/http/etag.hpp"
#include "server/http/idempotency.hpp"
#include "server/http/json_reader.hpp"
#include "server/http/library.hpp"
#include "server/http/paging.hpp"
#include "server/http/problem.hpp"
#include "server/organizations/organization_json.hpp"
#include "server/organizations/routes.hpp"
#include "server/organizations/service.hpp"
#include <nlohmann/json.hpp>
#include <stdexcept>

namespace server::organizations {

using nlohmann::json;
using namespace models;

namespace {

std::string address_of(OrganizationId id) { return "/api/v1/organizations/" + to_text(id); }

Response refused(const Call& call, store::Reader& db, const Refusal& refusal, const std::string& unified_code)
{
    auto response = refusal_response(call, refusal);
    if (refusal.reason != Reason::wrong_state) return response;
    if (const auto taken = store::find_organization_by_code(db, unified_code))
        response.fields.emplace_back("Link", "<" + address_of(taken->id) + ">; rel=\"related\"");
    return response;
}

Response create(const Call& call, store::Writer& db)
{
    const auto body = read_json(call.body);
    if (!body) return refusal_response(call, body.error());
    const auto row = read_organization(*body, Origin::api);
    if (!row) return refusal_response(call, row.error());
    const auto id = register_organization(db, call.actor, *row, *call.library->divisions, call.now);
    if (!id) return refused(call, db, id.error(), row->unified_code);
    const auto stored = store::find_organization(db, *id);
    if (!stored) throw std::logic_error("an organization just stored is not there");
    auto response = with_etag(json_response(201, organization_json(*stored).dump()), stored->version);
    response.fields.emplace_back("Location", address_of(*id));
    return response;
}

} // namespace

// GET /api/v1/organizations
Response list_api(const Call& call, store::Reader& db)
{
    if (auto refusal = refuse_other_filters(call, {})) return refusal_response(call, *refusal);
    const auto wish = page_wish(call);
    if (!wish) return refusal_response(call, wish.error());

    auto rows = store::list_organizations(db, {wish->after}, wish->limit + 1);
    const bool more = rows.size() > static_cast<std::size_t>(wish->limit);
    if (more) rows.pop_back();
    json items = json::array();
    for (const auto& row : rows) items.push_back(organization_json(row));
    return list_response(call, {{"items", std::move(items)}}, more ? rows.back().id.value : 0);
}

// GET /api/v1/organizations/{id}
Response show_api(const Call& call, store::Reader& db)
{
    const auto id = parse_id<OrganizationId>(call.capture("id"));
    const auto row = id ? store::find_organization(db, *id) : std::nullopt;
    if (!row) return not_found(call);
    return with_etag(json_response(200, organization_json(*row).dump()), row->version);
}

// POST /api/v1/organizations
Response create_api(const Call& call, store::Writer& db)
{
    return run_once(call, db, [&] { return create(call, db); });
}

} // namespace server::organizations
