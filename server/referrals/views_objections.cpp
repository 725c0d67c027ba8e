#include "server/auth/permissions.hpp"
#include "server/html/format.hpp"
#include "server/http/idempotency.hpp"
#include "server/referrals/views_parts.hpp"

namespace server::referrals {

using nlohmann::json;
using namespace models;

namespace {

json objection_row(const Scene& scene, const store::ObjectionRow& row)
{
    const auto& words = scene.words;
    const bool open = row.state == ObjectionState::open;
    const auto due = open && row.due_at
                         ? words.say("objection.due",
                                     {{"day", html::day(words.language, plus_days(day_of(*row.due_at), -1))}})
                         : std::string();
    // What the family wrote is for the county alone; the others see that there is one.
    const bool reads = allowed(scene.call.actor.role, Can::answer_objections);
    return {{"reads", reads ? json{{"href", "/objections/" + to_text(row.id)}} : json()},
            {"number", row.reference},
            {"objection_kind", words.say("objection.kind." + std::string(name_of(kind_of(row.about))))},
            {"tag", open ? "tag-warn" : "tag-idle"},
            {"state_label", words.say("objection.state." + std::string(name_of(row.state)))},
            {"raised", html::day(words.language, day_of(row.raised_at))},
            {"due", text_part(due)}};
}

} // namespace

json objections_view(const Scene& scene, const std::vector<store::ObjectionRow>& objections)
{
    json rows = json::array();
    for (const auto& row : objections) rows.push_back(objection_row(scene, row));
    return rows_part(std::move(rows));
}

json by_family_view(const Call& call, const Referral& referral, bool undecided)
{
    if (!is_past_draft(referral.state) || referral.erased_at) return nullptr;
    const auto path = "/referrals/" + to_text(referral.id);
    json renew;
    if (allowed(call.actor.role, Can::issue_codes))
        renew = {{"action", path + "/code"}, {"once", new_form_token()}};
    json erase;
    if (allowed(call.actor.role, Can::erase_families) && !is_open(referral.state) && !undecided)
        erase = {{"href", path + "/erase"}};
    json hold;
    if (allowed(call.actor.role, Can::erase_families)) hold = {{"href", path + "/hold"}};
    return {{"slip_href", path + "/print"},      {"looks_href", path + "/looks"},
            {"raise_href", path + "/objection"}, {"erase", std::move(erase)},
            {"hold", std::move(hold)},           {"renew", std::move(renew)}};
}

} // namespace server::referrals
