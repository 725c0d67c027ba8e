#include "server/html/page.hpp"
#include "server/http/library.hpp"
#include "server/http/paging.hpp"
#include "server/http/problem.hpp"
#include "server/organizations/routes.hpp"
#include "server/organizations/views.hpp"
#include "server/programs/catalog.hpp"
#include <nlohmann/json.hpp>

namespace server::organizations {

using namespace models;

// GET /organizations
Response list(const Call& call, store::Reader& db)
{
    const auto wish = page_wish(call);
    if (!wish) return refusal_response(call, wish.error());
    auto rows = store::list_organizations(db, {wish->after}, wish->limit + 1);
    const bool more = rows.size() > static_cast<std::size_t>(wish->limit);
    if (more) rows.pop_back();
    const auto next = more ? next_page_of(call, rows.back().id.value) : "";
    return page(call, "organizations/list", list_view(call, rows, *call.library->catalog->current(db), next));
}

// GET /organizations/{id}
Response show(const Call& call, store::Reader& db)
{
    const auto id = parse_id<OrganizationId>(call.capture("id"));
    const auto row = id ? store::find_organization(db, *id) : std::nullopt;
    if (!row) return not_found(call);
    return page(call, "organizations/show", show_view(call, *row, *call.library->catalog->current(db)));
}

} // namespace server::organizations
