#include "server/html/format.hpp"
#include "server/http/idempotency.hpp"
#include "server/http/library.hpp"
#include "server/http/paging.hpp"
#include "server/programs/words.hpp"
#include "server/sites/views.hpp"

namespace server::sites {

using namespace models;
using html::Fields;
using html::rows_part;
using html::text_part;
using html::Words;
using nlohmann::json;

namespace {

std::string kind_of(const Words& words, const WorryRow& row)
{
    return words.say("worry.kind." + std::string(name_of(row.kind)));
}

json head_of(const Call& call, const Words& words, const WorryRow& row)
{
    const bool waits = waits_for_answer(row.state);
    const bool over = waits && row.due_at <= call.now;
    return {{"kind", kind_of(words, row)},
            {"reference", row.reference},
            {"at_site", row.site_name},
            {"tag", over    ? "tag-bad"
                    : waits ? "tag-warn"
                            : "tag-idle"},
            {"state_label", words.say("worry.state." + std::string(name_of(row.state)))},
            {"urgent", row.urgent},
            {"due", text_part(waits ? words.say(over ? "worry.over" : "worry.due",
                                                {{"time", html::minute(words.language, row.due_at)}})
                                    : "")}};
}

json moves_of(const Words& words, const WorryPage& shown)
{
    json rows = json::array();
    for (const auto& move : shown.moves)
        rows.push_back({{"what", words.say("worry.done." + std::string(name_of(move.act)))},
                        {"by", words.say("offer.side." + std::string(name_of(move.side)))},
                        {"at", html::minute(words.language, move.at)},
                        {"told", text_part(move.text)}});
    return rows;
}

json act_form(const Call& call, const Words& words, const WorryPage& shown, const Retry& retry)
{
    const auto acts = acts_now(call.actor, shown.row);
    if (acts.empty()) return nullptr;
    Fields fields({words, "worry", "answer", retry.typed, retry.faults});
    fields.add(Fields::Kind::lines, "text");
    json buttons = json::array();
    for (const auto act : acts) {
        const auto name = std::string(name_of(act));
        buttons.push_back({{"value", name},
                           {"label", words.say("worry.act." + name)},
                           {"style", buttons.empty() ? "btn-primary" : "btn-outline-primary"}});
    }
    return {{"action", "/worries/" + to_text(shown.row.id)},
            {"once", new_form_token()},
            {"version", std::to_string(shown.row.version)},
            {"fields", fields.take()},
            {"buttons", std::move(buttons)}};
}

} // namespace

json new_worry_view(const Call& call, const SitePlace& place, const OfferRow& row, const Retry& retry)
{
    const auto words = programs::words_of(*call.library, call.language);
    Fields fields({words, "worry", "raise", retry.typed, retry.faults});
    std::vector<std::string> kinds;
    for (const auto& [kind, name] : kNames<WorryKind>) kinds.emplace_back(name);
    const std::vector<std::string> urgencies{"urgent", "normal"};
    fields.choose(Fields::Kind::choice, "kind", kinds, "worry.kind.");
    fields.choose(Fields::Kind::choice, "urgency", urgencies, "worry.urgency.");
    fields.add(Fields::Kind::lines, "text");
    auto view = crumbs_of(words, place);
    view["summary"] = html::problems_part(words, retry.faults, "raise");
    view["child"] = row.reference;
    view["action"] = path_of(place.site.id) + "/children/" + to_text(row.id) + "/worry";
    view["once"] = new_form_token();
    view["fields"] = fields.take();
    return view;
}

json worries_view(const Call& call, const std::vector<WorryRow>& all, bool more)
{
    const auto words = programs::words_of(*call.library, call.language);
    json rows = json::array();
    for (const auto& row : all) {
        auto view = head_of(call, words, row);
        view["href"] = "/worries/" + to_text(row.id);
        rows.push_back(std::move(view));
    }
    return {{"none", rows.empty()},
            {"found", rows_part(std::move(rows))},
            {"next", more ? json{{"href", next_page_of(call, all.back().id.value)}} : json()}};
}

json worry_view(const Call& call, const WorryPage& shown, const Retry& retry)
{
    const auto words = programs::words_of(*call.library, call.language);
    auto view = head_of(call, words, shown.row);
    view["page_title"] = view["kind"];
    view["summary"] = html::problems_part(words, retry.faults, "answer");
    view["done"] = call.query.has("done");
    view["referral_href"] =
        call.actor.is_officer() ? json{{"href", "/referrals/" + to_text(shown.row.referral)}} : json();
    view["moves"] = moves_of(words, shown);
    view["act"] = act_form(call, words, shown, retry);
    return view;
}

} // namespace server::sites
