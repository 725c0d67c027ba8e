#include "server/html/format.hpp"
#include "server/http/decode.hpp"
#include "server/http/library.hpp"
#include "server/http/paging.hpp"
#include "server/programs/words.hpp"
#include "server/referrals/views_parts.hpp"

namespace server::referrals {

using nlohmann::json;
using namespace models;
using html::Words;

namespace {

json option(const std::string& code, const std::string& label, const std::string& chosen)
{
    return {{"code", code}, {"label", label}, {"selected", code == chosen}};
}

template <class E> json options_of(const Words& words, const char* group, const std::string& chosen)
{
    json options = json::array();
    for (const auto& [value, name] : kNames<E>) {
        const std::string code(name);
        options.push_back(option(code, words.say(group + code), chosen));
    }
    return options;
}

json need_options(const Words& words, const Library& library, const std::string& chosen)
{
    json options = json::array();
    for (const auto& type : library.need_types)
        options.push_back(option(type.code, words.say("need." + type.code), chosen));
    return options;
}

// What lies right below the account's own area; a village has nothing below.
json area_options(const Call& call, const std::string& chosen)
{
    json options = json::array();
    for (const auto& division : call.library->divisions->under(call.actor.area))
        options.push_back(option(to_text(division.area), division.name, chosen));
    return rows_part(std::move(options));
}

std::string needs_words(const Words& words, const Referral& referral)
{
    std::vector<std::string> needs;
    for (const auto& type : referral.need_types) needs.push_back(words.say("need." + type));
    if (needs.empty()) return words.say("referral.list.no_needs");
    return words.join(needs, "join.comma", "join.comma");
}

// 3 or 4 facts a row: who and where, what for, since when, which state.
json row_view(const Call& call, const Words& words, const ListRow& row)
{
    const auto& referral = row.referral;
    const bool draft = referral.state == ReferralState::draft;
    const auto since = day_of(referral.reported_at.value_or(referral.started_at));
    return {
        {"href", "/referrals/" + to_text(referral.id)},
        {"family", family_name(words, row.contact)},
        {"reference", text_part(referral.reference)},
        {"place", text_part(place_words(call, referral.village, AreaLevel::township))},
        {"needs", needs_words(words, referral)},
        {"kind", text_part(referral.kind ? words.say("kind." + std::string(name_of(*referral.kind))) : "")},
        {"urgent", referral.urgency == Urgency::urgent},
        {"state", std::string(name_of(referral.state))},
        {"state_label", state_words(words, referral.state)},
        {"since_label", words.say(draft ? "referral.list.begun" : "referral.list.reported")},
        {"since", html::day(words.language, since)},
        {"people", words.one_or_many("referral.members", referral.members)}};
}

bool is_filtered(const Call& call)
{
    for (const auto& [name, value] : call.query.fields())
        if (name != "after" && name != "lang" && name != "limit" && name != "done" && !value.empty())
            return true;
    return false;
}

// Filters that lie folded away are shown when one is in use.
bool is_more_chosen(const Form& query)
{
    return !query.text("kind").empty() || !query.text("need").empty() || !query.text("area").empty();
}

// The same list from its beginning.
std::string first_page_of(const Call& call)
{
    std::string address = call.path;
    for (const auto& [name, value] : call.query.fields())
        if (name != "after" && name != "done" && !value.empty())
            address += (address.size() == call.path.size() ? "?" : "&") + percent_encoded(name) + "=" +
                       percent_encoded(value);
    return address;
}

std::string done_words(const Call& call, const Words& words)
{
    return call.query.text("done") == "discard" ? words.say("referral.done.discard") : std::string();
}

json pager_view(const Call& call, const ListPage& page)
{
    const bool later = call.query.has("after");
    if (!later && !page.next) return nullptr;
    return {{"first", later ? json{{"href", first_page_of(call)}} : json()},
            {"next", page.next ? json{{"href", next_page_of(call, page.next.value)}} : json()}};
}

} // namespace

json list_view(const Call& call, const ListPage& page)
{
    const auto words = programs::words_of(*call.library, call.language);
    const auto& query = call.query;
    const bool filtered = is_filtered(call);
    json rows = json::array();
    for (const auto& row : page.rows) rows.push_back(row_view(call, words, row));
    return {{"q", query.text("q")},
            {"states", options_of<ReferralState>(words, "referral.state.", query.text("state"))},
            {"kinds", options_of<ReferralKind>(words, "kind.", query.text("kind"))},
            {"need_options", need_options(words, *call.library, query.text("need"))},
            {"areas", area_options(call, query.text("area"))},
            {"only_open", page.filter.only_open},
            {"more_open", is_more_chosen(query)},
            {"count", words.one_or_many("referral.list.count", page.count)},
            {"filtered", filtered},
            {"none_found", page.count == 0 && filtered},
            {"none_yet", page.count == 0 && !filtered},
            {"done_note", text_part(done_words(call, words))},
            {"found", rows_part(std::move(rows))},
            {"pager", pager_view(call, page)}};
}

} // namespace server::referrals
