#include "server/objections/views.hpp"
#include "server/html/format.hpp"
#include "server/http/idempotency.hpp"
#include "server/http/paging.hpp"
#include "server/programs/words.hpp"
#include <array>

namespace server::objections {

using namespace models;
using html::text_part;
using html::Words;
using nlohmann::json;

namespace {

std::string path_of(ObjectionId id) { return "/objections/" + to_text(id); }

json head_of(const Words& words, const ObjectionRow& row)
{
    const std::string state(name_of(row.state));
    return {{"reference", row.reference},
            {"kind", words.say("objection.kind." + std::string(name_of(kind_of(row.about))))},
            {"tag", row.state == ObjectionState::open ? "tag-warn" : "tag-idle"},
            {"state_label", words.say("objection.state." + state)},
            {"raised", html::day(words.language, day_of(row.raised_at))},
            {"due", text_part(due_words(words, row))}};
}

json box_view(const Words& words, const ListPage& page, const std::string& name, std::int64_t count)
{
    const bool here = (page.state ? name_of(*page.state) : "all") == name;
    return {{"href", "/objections?state=" + name},
            {"label", words.say("objection.box." + name)},
            {"count", html::whole_number(count)},
            {"here", here},
            {"elsewhere", !here}};
}

json answer_form(const Words& words, const Shown& shown)
{
    if (!shown.why_not.empty()) return nullptr;
    constexpr std::array<std::string_view, 2> kActs{"uphold", "dismiss"};
    html::Fields fields({words, "objection", "answer", shown.typed, shown.faults});
    fields.choose(html::Fields::Kind::choice, "act", kActs, "objection.act.");
    fields.add(html::Fields::Kind::lines, "text");
    return {{"action", path_of(shown.row.id) + "/answer"},
            {"once", new_form_token()},
            {"version", std::to_string(shown.row.version)},
            {"fields", fields.take()}};
}

json answered_part(const Words& words, const ObjectionRow& row)
{
    if (row.state == ObjectionState::open) return nullptr;
    return {{"text", row.answer}, {"on", html::day(words.language, day_of(row.decided_at.value_or(Time{})))}};
}

} // namespace

json list_view(const Call& call, const ListPage& page)
{
    const auto words = programs::words_of(*call.library, call.language);
    json rows = json::array(), boxes = json::array();
    for (const auto& [row, about] : page.rows) {
        auto view = head_of(words, row);
        view["href"] = path_of(row.id);
        view["about"] = about;
        rows.push_back(std::move(view));
    }
    for (const auto& [name, count] : page.counts) boxes.push_back(box_view(words, page, name, count));
    return {{"boxes", std::move(boxes)},
            {"none", rows.empty()},
            {"found", html::rows_part(std::move(rows))},
            {"next", page.next ? json{{"href", next_page_of(call, page.next.value)}} : json()}};
}

json show_view(const Call& call, const Shown& shown)
{
    const auto words = programs::words_of(*call.library, call.language);
    const auto& row = shown.row;
    const bool open = row.state == ObjectionState::open;
    auto view = head_of(words, row);
    view["page_title"] = view["kind"];
    view["summary"] = html::problems_part(words, shown.faults, "words-title");
    view["about"] = shown.about;
    view["offer"] = row.about == ObjectionAbout::offer
                        ? json{{"href", "/offers/" + std::to_string(row.about_number)}}
                        : json();
    view["words"] = row.text;
    view["by_family"] = !row.written_by;
    view["written_down"] = static_cast<bool>(row.written_by);
    view["referral_href"] = "/referrals/" + to_text(row.referral);
    view["referral"] = shown.referral;
    view["answered"] = answered_part(words, row);
    view["answer_form"] = answer_form(words, shown);
    view["why_not"] = text_part(open && !shown.why_not.empty() ? words.say(shown.why_not) : "");
    return view;
}

json raise_view(const Call& call, const RaisePage& page)
{
    const auto words = programs::words_of(*call.library, call.language);
    const auto path = "/referrals/" + to_text(page.referral);
    return {{"summary", html::problems_part(words, page.faults, "raise")},
            {"reference", page.reference},
            {"back", path},
            {"action", path + "/objection"},
            {"once", new_form_token()},
            {"fields", page.fields}};
}

} // namespace server::objections
