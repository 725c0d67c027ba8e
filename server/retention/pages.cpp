#include "models/store/accounts.hpp"
#include "models/store/retention.hpp"
#include "server/auth/permissions.hpp"
#include "server/config.hpp"
#include "server/html/fields.hpp"
#include "server/html/format.hpp"
#include "server/html/page.hpp"
#include "server/http/idempotency.hpp"
#include "server/http/problem.hpp"
#include "server/programs/words.hpp"
#include "server/referrals/document.hpp"
#include "server/retention/routes.hpp"
#include "server/retention/service.hpp"

namespace server::retention {

using namespace models;
using html::Words;
using nlohmann::json;

namespace {

constexpr int kRunsShown = 14;

json periods_view(const Words& words, const Config& config)
{
    const std::pair<const char*, int> kAll[] = {{"draft", config.draft_kept_days},
                                                {"closed", config.closed_kept_days},
                                                {"refused", config.refused_kept_days},
                                                {"consent", config.consent_kept_days},
                                                {"notice", config.notice_kept_days}};
    json rows = json::array();
    for (const auto& [what, days] : kAll)
        rows.push_back({{"label", words.say("retention.period." + std::string(what))},
                        {"value", words.say("retention.days", {{"days", html::whole_number(days)}})}});
    return rows;
}

json run_view(const Words& words, const store::RetentionRun& run)
{
    const auto outcome = json::parse(run.outcome);
    const auto count = [&](const char* what) {
        return html::whole_number(outcome.value(what, std::int64_t{}));
    };
    return {{"on", html::day(words.language, run.day)},
            {"state_label", words.say(run.ended_at ? "retention.ended" : "retention.runs")},
            {"referrals", count("referrals")},
            {"givers", count("givers")},
            {"notices", count("notices")}};
}

json holds_view(const Call& call, store::Reader& db, const Words& words)
{
    if (!allowed(call.actor.role, Can::erase_families)) return nullptr;
    json rows = json::array();
    const auto holds = store::list_holds(db, call.actor.area);
    std::vector<AccountId> setters;
    for (const auto& hold : holds) setters.push_back(hold.set_by);
    auto names = store::names_of(db, setters);
    for (const auto& hold : holds)
        rows.push_back(
            {{"href", "/referrals/" + to_text(hold.referral) + "/hold"},
             {"reference", hold.reference},
             {"by", names[hold.set_by]},
             {"since", html::day(words.language, day_of(hold.set_at))},
             {"lifted", hold.lifted_at ? html::text_part(html::day(words.language, day_of(*hold.lifted_at)))
                                       : json()}});
    return {{"no_holds", rows.empty()}, {"held", html::rows_part(std::move(rows))}};
}

Response show_all(const Call& call, store::Reader& db)
{
    const auto words = programs::words_of(*call.library, call.language);
    json runs = json::array();
    for (const auto& run : store::list_retention_runs(db, kRunsShown)) runs.push_back(run_view(words, run));
    return page(call, "retention/list",
                {{"periods", periods_view(words, *call.library->config)},
                 {"holds", holds_view(call, db, words)},
                 {"no_runs", runs.empty()},
                 {"ran", html::rows_part(std::move(runs))}});
}

Result<Referral> referral_in_path(const Call& call, store::Reader& db)
{
    const auto id = parse_id<ReferralId>(call.capture("id"));
    if (!id) return refuse(Reason::not_found, "error.referral.unknown");
    return referrals::find_in_scope(db, call.actor, *id);
}

Response hold_page(const Call& call, store::Reader& db, const Referral& referral,
                   const std::vector<Fault>& faults)
{
    const auto words = programs::words_of(*call.library, call.language);
    const auto held = store::find_hold(db, referral.id);
    auto typed = html::typed_of(call.form);
    html::Fields fields({words, "hold", held ? "lift" : "set", typed, faults});
    fields.add(html::Fields::Kind::lines, "reason");
    const auto path = "/referrals/" + to_text(referral.id);
    const json since = held ? json{{"who", store::names_of(db, {held->set_by})[held->set_by]},
                                   {"on", html::day(words.language, day_of(held->set_at))},
                                   {"said", held->reason}}
                            : json();
    return page(call, "retention/hold",
                {{"summary", html::problems_part(words, faults, "change")},
                 {"reference", referral.reference},
                 {"back", path},
                 {"is_held", since},
                 {"action", path + (held ? "/hold/lift" : "/hold")},
                 {"once", new_form_token()},
                 {"send", words.say(held ? "hold.lift" : "hold.set")},
                 {"fields", fields.take()}},
                faults.empty() ? 200 : 422);
}

Response show_hold(const Call& call, store::Writer& db)
{
    const auto referral = referral_in_path(call, db);
    if (!referral) return refusal_response(call, referral.error());
    audit(desk_of(call, db), "hold.read", to_text(referral->id));
    return hold_page(call, db, *referral, {});
}

template <class Act> Response change(const Call& call, store::Writer& db, Act act)
{
    return run_once(call, db, [&]() -> Response {
        const auto referral = referral_in_path(call, db);
        if (!referral) return refusal_response(call, referral.error());
        const auto done = act(desk_of(call, db), referral->id, call.form.text("reason"));
        if (done) return see_other("/retention");
        if (done.error().reason != Reason::invalid) return refusal_response(call, done.error());
        return hold_page(call, db, *referral, done.error().faults);
    });
}

Response set_one(const Call& call, store::Writer& db) { return change(call, db, hold); }
Response lift_one(const Call& call, store::Writer& db) { return change(call, db, lift); }

} // namespace

std::span<const Route> routes()
{
    static const Route kRoutes[] = {
        {Verb::get, "/retention", Can::see_retention, show_all},
        {Verb::get, "/referrals/{id}/hold", Can::erase_families, show_hold, "why it is held"},
        {Verb::post, "/referrals/{id}/hold", Can::erase_families, set_one},
        {Verb::post, "/referrals/{id}/hold/lift", Can::erase_families, lift_one},
    };
    return kRoutes;
}

} // namespace server::retention
