#include "server/looks/pages.hpp"
#include "server/auth/permissions.hpp"
#include "server/html/fields.hpp"
#include "server/html/page.hpp"
#include "server/http/problem.hpp"
#include "server/looks/held.hpp"
#include "server/looks/looks.hpp"
#include "server/programs/words.hpp"
#include "server/referrals/document.hpp"

namespace server::looks {

using namespace models;
using nlohmann::json;

Response show(const Call& call, store::Reader& db)
{
    const auto id = parse_id<ReferralId>(call.capture("id"));
    const auto referral = id ? referrals::find_in_scope(db, call.actor, *id)
                             : refuse(Reason::not_found, "error.referral.unknown");
    if (!referral) return refusal_response(call, referral.error());
    const auto words = programs::words_of(*call.library, call.language);
    auto rows = looks_at(db, words, referral->id);
    return page(call, "looks/list",
                {{"file", allowed(call.actor.role, Can::export_families)
                              ? json{{"action", "/referrals/" + to_text(referral->id) + "/file"}}
                              : json()},
                 {"reference", referral->reference},
                 {"back", "/referrals/" + to_text(referral->id)},
                 {"none", rows.empty()},
                 {"looks", html::rows_part(std::move(rows))}});
}

Response send_file(const Call& call, store::Writer& db)
{
    const auto id = parse_id<ReferralId>(call.capture("id"));
    const auto known =
        id ? referrals::find_case(db, call.actor, *id) : refuse(Reason::not_found, "error.referral.unknown");
    if (!known) return refusal_response(call, known.error());
    if (known->referral.erased_at)
        return refusal_response(call, refuse(Reason::wrong_state, "error.referral.erased").error());
    audit(desk_of(call, db), "family.exported", to_text(*id));
    const auto words = programs::words_of(*call.library, call.language);
    auto response = json_response(200, held_about(db, words, *known).dump(2) + "\n");
    const auto name =
        (known->referral.reference.empty() ? to_text(*id) : known->referral.reference) + ".json";
    response.fields.emplace_back("Content-Disposition", "attachment; filename=\"" + name + "\"");
    return response;
}

} // namespace server::looks
