#include "models/store/programs.hpp"
#include "server/handovers/routes.hpp"
#include "server/handovers/service.hpp"
#include "server/html/fields.hpp"
#include "server/html/page.hpp"
#include "server/http/idempotency.hpp"
#include "server/http/library.hpp"
#include "server/programs/words.hpp"

namespace server::handovers {

using namespace models;
using html::Fields;
using html::Typed;
using html::Words;
using nlohmann::json;
using Kind = Fields::Kind;

namespace {

// Of the address, else the organization's own.
Area county_of(const Call& call, store::Reader& db)
{
    const auto typed = call.verb == Verb::get ? call.query.text("county") : call.form.text("county");
    if (const auto area = parse_area(typed); area && level_of(*area) == AreaLevel::county) return *area;
    const auto own = store::find_organization(db, call.actor.organization);
    return own && level_of(own->area) >= AreaLevel::county ? part_of(own->area, AreaLevel::county) : Area{};
}

void add_places(std::vector<Fields::Option>& options, const Words& words, Area above, AreaLevel wanted)
{
    for (const auto& division : words.divisions.under(above)) {
        if (level_of(division.area) == wanted)
            options.push_back({to_text(division.area), html::area_name(words, division.area)});
        else
            add_places(options, words, division.area, wanted);
    }
}

json county_fields(const Words& words)
{
    const html::Typed nothing; // Fields keeps what it is given by reference
    const std::vector<Fault> none;
    Fields fields({words, "handover", "county", nothing, none});
    Fields::Asked county{"county", words.say("handover.ask.county"), Kind::select};
    add_places(county.options, words, {}, AreaLevel::county);
    fields.add(county);
    return fields.take();
}

json fields_view(const Call& call, const Words& words, Area county, const Typed& typed,
                 const std::vector<Fault>& faults)
{
    Fields fields({words, "handover", "hand", typed, faults});
    Fields::Asked township{"township", words.say("handover.ask.township"), Kind::select};
    add_places(township.options, words, county, AreaLevel::township);
    fields.add(township);
    fields.add(Kind::line, "name");
    fields.add(Kind::line, "phone");
    std::vector<std::string> needs;
    for (const auto& type : call.library->need_types) needs.push_back(type.code);
    fields.choose(Kind::choice, "need", needs, "need.");
    fields.add(Kind::lines, "situation");
    fields.add(Kind::tick, "agreed");
    return fields.take();
}

Response new_page(const Call& call, store::Reader& db, const std::vector<Fault>& faults)
{
    const auto words = programs::words_of(*call.library, call.language);
    const auto county = county_of(call, db);
    auto typed = html::typed_of(call.form);
    const json form{{"county", to_text(county)},
                    {"county_name", html::area_name(words, county)},
                    {"once", new_form_token()},
                    {"fields", fields_view(call, words, county, typed, faults)}};
    return page(call, "handovers/new",
                {{"summary", html::problems_part(words, faults, "hand")},
                 {"done", call.query.has("done")},
                 {"hand", county ? form : json()},
                 {"choose", county ? json() : json{{"fields", county_fields(words)}}}},
                faults.empty() ? 200 : 422);
}

Response show_new(const Call& call, store::Reader& db) { return new_page(call, db, {}); }

Response hand_over_now(const Call& call, store::Writer& db)
{
    return run_once(call, db, [&]() -> Response {
        const auto& form = call.form;
        const auto done = hand_over(server::desk_of(call, db),
                                    {form.text("township"), form.text("name"), form.text("phone"),
                                     form.text("need"), form.text("situation"), form.has("agreed")});
        return done ? see_other("/handovers/new?done=1&county=" + form.text("county"))
                    : new_page(call, db, done.error().faults);
    });
}

} // namespace

std::span<const Route> routes()
{
    static const Route kRoutes[] = {
        {Verb::get, "/handovers/new", Can::answer_offers, show_new},
        {Verb::post, "/handovers/new", Can::answer_offers, hand_over_now},
    };
    return kRoutes;
}

} // namespace server::handovers
