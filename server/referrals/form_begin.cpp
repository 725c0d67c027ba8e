#include "server/html/format.hpp"
#include "server/html/page.hpp"
#include "server/http/idempotency.hpp"
#include "server/referrals/form.hpp"
#include "server/referrals/form_parts.hpp"
#include <nlohmann/json.hpp>

namespace server::referrals {

using nlohmann::json;
using namespace models;

namespace {

constexpr int kMostDrafts = 20;

json draft_row(const Call& call, store::Reader& db, const Referral& draft)
{
    const auto household = find_document(db, draft).body.household;
    const auto name =
        household.members.empty() ? std::string() : masked_name(household.members[0].name.reveal());
    const auto village = draft.village ? call.library->divisions->path(draft.village) : std::string();
    return {{"href", form_path(draft.id, "check")},
            {"draft_name", name.empty() ? say(call, "referral.form.no_name_yet") : name},
            {"draft_place", village},
            {"changed", html::minute(call.language, draft.changed_at)}};
}

} // namespace

Response begin_form(const Call& call, store::Reader& db)
{
    store::ReferralFilter drafts;
    drafts.state = ReferralState::draft;
    json rows = json::array();
    for (const auto& draft :
         store::list_referrals(db, {call.actor.area, call.actor.account}, drafts, {{}, kMostDrafts}))
        if (draft.author == call.actor.account) rows.push_back(draft_row(call, db, draft));
    return page(
        call, "referrals/form_begin",
        {{"once", new_form_token()}, {"drafts", rows.empty() ? json() : json{{"rows", std::move(rows)}}}});
}

} // namespace server::referrals
