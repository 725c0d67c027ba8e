#include "server/auth/permissions.hpp"
#include "server/html/format.hpp"
#include "server/http/library.hpp"
#include "server/http/paging.hpp"
#include "server/offers/views.hpp"
#include "server/offers/words.hpp"
#include "server/programs/words.hpp"

namespace server::offers {

using namespace models;
using html::rows_part;
using html::text_part;
using html::Words;
using nlohmann::json;

namespace {

json box_view(const Words& words, const ListPage& page, store::OfferBox box, std::int64_t count)
{
    const std::string name(name_of(box));
    return {{"href", "/offers?box=" + name},
            {"label", words.say("offer.box." + name)},
            {"count", html::whole_number(count)},
            {"here", box == page.box},
            {"elsewhere", box != page.box}};
}

json row_view(const Call& call, const Words& words, const ListRow& row)
{
    const auto& offer = row.offer;
    const auto due = due_words(words, offer, call.now);
    return {{"href", "/offers/" + to_text(offer.id)},
            {"whom", whom_words(words, row.seen)},
            {"family", row.seen.family ? text_part(words.messages.text(words.language, "referral.family",
                                                                       {{"name", *row.seen.family}}))
                                       : json()},
            {"program", programs::name_in(words.language, row.program)},
            {"organization", row.organization},
            {"place", place_words(words, row.seen)},
            {"reference", offer.reference},
            {"amount", units_words(words, offer.unit, offer.units)},
            {"state", std::string(name_of(offer.state))},
            {"state_label", state_words(words, offer.state, row.unable)},
            {"line", text_part(line_words(words, row.line))},
            {"urgent", row.seen.urgent},
            {"due", text_part(due)}};
}

std::string failures_words(const Words& words, const store::FailedOffers& failures)
{
    if (failures.unable + failures.others == 0) return {};
    return words.say("offer.failures", {{"unable", html::whole_number(failures.unable)},
                                        {"others", html::whole_number(failures.others)}});
}

// The box stays the same, also where nobody chose one and it has been answered empty meanwhile.
std::string next_of(const Call& call, const ListPage& page)
{
    const auto next = next_page_of(call, page.next.value);
    return call.query.text("box").empty() ? next + "&box=" + std::string(name_of(page.box)) : next;
}

} // namespace

json list_view(const Call& call, const ListPage& page)
{
    const auto words = programs::words_of(*call.library, call.language);
    json rows = json::array(), boxes = json::array();
    for (const auto& row : page.rows) rows.push_back(row_view(call, words, row));
    for (const auto& [box, count] : page.counts) boxes.push_back(box_view(words, page, box, count));
    const bool charity = call.actor.is_charity();
    return {{"page_title", words.say(charity ? "offer.inbox" : "offers.list.title")},
            {"title", words.say(charity ? "offer.inbox" : "offers.list.title")},
            {"lead", words.say(charity ? "offer.inbox.lead" : "offer.list.lead")},
            {"tools", allowed(call.actor.role, Can::tend_offers)
                          ? json{{"rules", allowed(call.actor.role, Can::make_offers)}}
                          : json()},
            {"hand_over", charity},
            {"boxes", std::move(boxes)},
            {"failures", text_part(failures_words(words, page.failures))},
            {"none", rows.empty()},
            {"found", rows_part(std::move(rows))},
            {"next", page.next ? json{{"href", next_of(call, page)}} : json()}};
}

} // namespace server::offers
