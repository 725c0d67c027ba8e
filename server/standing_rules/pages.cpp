#include "models/clock.hpp"
#include "models/store/accounts.hpp"
#include "server/html/fields.hpp"
#include "server/html/format.hpp"
#include "server/html/page.hpp"
#include "server/http/idempotency.hpp"
#include "server/http/library.hpp"
#include "server/http/problem.hpp"
#include "server/programs/words.hpp"
#include "server/standing_rules/routes.hpp"
#include "server/standing_rules/service.hpp"

namespace server::standing_rules {

using namespace models;
using html::Fields;
using html::Typed;
using html::Words;
using nlohmann::json;

namespace {

json rule_view(store::Reader& db, const Words& words, const store::StandingRuleRow& row)
{
    const auto by = store::find_account(db, row.approved_by);
    const json holds{{"action", "/standing-rules/" + to_text(row.id) + "/end"}, {"once", new_form_token()}};
    return {
        {"sentence", words.say("standing_rule.sentence", {{"need", words.say("need." + row.need_type)},
                                                          {"most", html::yuan_short(row.most)},
                                                          {"tries", std::to_string(row.tries)}})},
        {"who", by ? by->actor.name : std::string()},
        {"when", html::day(words.language, day_of(row.approved_at))},
        {"holds", row.ended_at ? json() : holds},
        {"ended", row.ended_at ? html::text_part(html::day(words.language, day_of(*row.ended_at))) : json()}};
}

json fields_view(const Call& call, const Words& words, const Typed& typed, const std::vector<Fault>& faults)
{
    Fields fields({words, "standing_rule", "approve", typed, faults});
    std::vector<std::string> needs;
    for (const auto& type : call.library->need_types) needs.push_back(type.code);
    fields.choose(Fields::Kind::choice, "need", needs, "need.");
    fields.add_amount("most", words.say("referral.unit_name.fen"));
    fields.choose(Fields::Kind::choice, "tries", std::vector<std::string>{"1", "2", "3", "4", "5"},
                  "standing_rule.tries.");
    return fields.take();
}

Response list_page(const Call& call, store::Reader& db, const Typed& typed, const std::vector<Fault>& faults)
{
    const auto words = programs::words_of(*call.library, call.language);
    json rows = json::array();
    for (const auto& row : store::list_standing_rules(db, call.actor.area))
        rows.push_back(rule_view(db, words, row));
    return page(call, "standing_rules/list",
                {{"summary", html::problems_part(words, faults, "approve")},
                 {"none", rows.empty()},
                 {"found", html::rows_part(std::move(rows))},
                 {"once", new_form_token()},
                 {"fields", fields_view(call, words, typed, faults)}},
                faults.empty() ? 200 : 422);
}

Wish wish_in(const Form& form)
{
    return {form.text("need"), parse_yuan(form.text("most")), form.integer("tries")};
}

} // namespace

Response list(const Call& call, store::Reader& db) { return list_page(call, db, {}, {}); }

Response approve_one(const Call& call, store::Writer& db)
{
    return run_once(call, db, [&]() -> Response {
        const auto done = approve(desk_of(call, db), wish_in(call.form));
        if (done) return see_other("/standing-rules");
        auto typed = html::typed_of(call.form);
        return list_page(call, db, typed, done.error().faults);
    });
}

Response end_one(const Call& call, store::Writer& db)
{
    return run_once(call, db, [&]() -> Response {
        const auto id = parse_id<StandingRuleId>(call.capture("id"));
        if (!id) return not_found(call);
        const auto done = end(desk_of(call, db), *id);
        return done ? see_other("/standing-rules") : refusal_response(call, done.error());
    });
}

} // namespace server::standing_rules
