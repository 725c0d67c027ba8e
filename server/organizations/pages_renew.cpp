#include "server/html/page.hpp"
#include "server/http/idempotency.hpp"
#include "server/http/problem.hpp"
#include "server/organizations/routes.hpp"
#include "server/organizations/service.hpp"
#include "server/organizations/views.hpp"
#include <nlohmann/json.hpp>

// The county looks again at an organization's certificate and writes down until when it is good.
namespace server::organizations {

using namespace models;

namespace {

std::optional<store::OrganizationRow> row_in_path(const Call& call, store::Reader& db)
{
    const auto id = parse_id<OrganizationId>(call.capture("id"));
    auto row = id ? store::find_organization(db, *id) : std::nullopt;
    if (row && !may_renew(call.actor, *row)) row.reset();
    return row;
}

} // namespace

// GET /organizations/{id}/renew
Response show_renew(const Call& call, store::Reader& db)
{
    const auto row = row_in_path(call, db);
    if (!row) return not_found(call);
    const html::Typed typed{{"public_fundraising", {row->public_fundraising ? "yes" : "no"}}};
    return page(call, "organizations/renew", renew_view(call, *row, typed, {}));
}

// POST /organizations/{id}/renew
Response renew_now(const Call& call, store::Writer& db)
{
    return run_once(call, db, [&]() -> Response {
        auto row = row_in_path(call, db);
        if (!row) return not_found(call);
        const auto known = *row;
        row->version = call.form.integer("version").value_or(0);
        const auto done =
            renew(db, call.actor, *row,
                  {call.form.has("checked_code"), parse_date(call.form.text("certificate_until")),
                   call.form.text("public_fundraising")},
                  call.now);
        if (done) return see_other("/organizations/" + to_text(row->id));
        return page(call, "organizations/renew",
                    renew_view(call, known, html::typed_of(call.form), done.error().faults),
                    status_for(done.error().reason, false));
    });
}

} // namespace server::organizations
