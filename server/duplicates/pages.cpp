#include "server/duplicates/routes.hpp"
#include "server/duplicates/service.hpp"
#include "server/html/fields.hpp"
#include "server/html/format.hpp"
#include "server/html/page.hpp"
#include "server/http/library.hpp"
#include "server/offers/words.hpp"
#include "server/programs/catalog.hpp"
#include "server/programs/words.hpp"

namespace server::duplicates {

using namespace models;
using html::Fields;
using html::Typed;
using html::Words;
using nlohmann::json;

namespace {

// In the own area with its number; elsewhere only the county, and how far it is.
json help_view(const Call& call, const Words& words, const store::OfferRow& row)
{
    const bool own = covers(call.actor.area, row.village);
    return {
        {"place", html::area_name(words, part_of(row.village, AreaLevel::county))},
        {"state_label", offers::state_words(words, row.state)},
        {"own", own ? json{{"href", "/offers/" + to_text(row.id)}, {"reference", row.reference}} : json()}};
}

json answer_view(const Call& call, const Words& words, const Answered& one)
{
    json help = json::array();
    for (const auto& row : one.help) help.push_back(help_view(call, words, row));
    const bool helped = !help.empty();
    return {{"line_words", words.say("duplicates.line", {{"line", std::to_string(one.line)}})},
            {"shown", one.shown},
            {"unreadable", !one.readable},
            {"nothing", one.readable && !helped},
            {"helped", helped ? json{{"rows", std::move(help)}} : json()}};
}

json fields_view(const Call& call, const Words& words, const Typed& typed, const std::vector<Fault>& faults)
{
    Fields fields({words, "duplicates", "ask", typed, faults});
    std::vector<std::string> needs;
    for (const auto& type : call.library->need_types) needs.push_back(type.code);
    fields.choose(Fields::Kind::choice, "need", needs, "need.");
    fields.add(Fields::Kind::lines, "people");
    return fields.take();
}

Response ask_page(const Call& call, const std::vector<Answered>& answers, const std::vector<Fault>& faults)
{
    const auto words = programs::words_of(*call.library, call.language);
    const auto typed = html::typed_of(call.form);
    json rows = json::array();
    for (const auto& one : answers) rows.push_back(answer_view(call, words, one));
    return page(call, "duplicates/ask",
                {{"summary", html::problems_part(words, faults, "ask")},
                 {"answers", html::rows_part(std::move(rows))},
                 {"fields", fields_view(call, words, typed, faults)}},
                faults.empty() ? 200 : 422);
}

Response show(const Call& call, store::Reader&) { return ask_page(call, {}, {}); }

Response answer(const Call& call, store::Writer& db)
{
    const auto all = ask(server::desk_of(call, db), call.form.text("people"), call.form.text("need"));
    return all ? ask_page(call, *all, {}) : ask_page(call, {}, all.error().faults);
}

} // namespace

std::span<const Route> routes()
{
    static const Route kRoutes[] = {
        {Verb::get, "/duplicates", Can::tend_offers, show},
        {Verb::post, "/duplicates", Can::tend_offers, answer, "needs"},
    };
    return kRoutes;
}

} // namespace server::duplicates
