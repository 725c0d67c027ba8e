#include "models/store/offers.hpp"
#include "server/auth/permissions.hpp"
#include "server/html/format.hpp"
#include "server/http/idempotency.hpp"
#include "server/http/library.hpp"
#include "server/programs/words.hpp"
#include "server/sites/views.hpp"
#include <algorithm>

namespace server::sites {

using namespace models;
using html::rows_part;
using html::text_part;
using html::Words;
using nlohmann::json;

namespace {

std::string mark_words(const Words& words, Mark mark)
{
    return words.say("attendance.mark." + std::string(name_of(mark)));
}

std::string label_of(const SheetChild& child)
{
    return child.name.empty() ? child.row.reference : child.name;
}

json child_row(const Words& words, const SheetChild& child)
{
    const auto field = "mark_" + to_text(child.row.id);
    json marks = json::array();
    for (const auto& [mark, name] : kNames<Mark>)
        marks.push_back({{"field", field},
                         {"id", field + "_" + std::string(name)},
                         {"value", std::string(name)},
                         {"label", mark_words(words, mark)},
                         {"chosen", child.mark == mark}});
    return {{"name", label_of(child)},
            {"no_activities", !child.takes_part},
            {"no_pictures", !child.pictures},
            {"marks", std::move(marks)}};
}

json clashes_of(const Words& words, const Sheet& sheet)
{
    json rows = json::array();
    for (const auto& clash : sheet.clashes) {
        const auto child =
            std::ranges::find(sheet.children, clash.child, [](const SheetChild& one) { return one.row.id; });
        const auto who = sheet.who.find(clash.theirs.by);
        rows.push_back({{"name", child == sheet.children.end() ? std::string() : label_of(*child)},
                        {"theirs", mark_words(words, clash.theirs.mark)},
                        {"who", who == sheet.who.end() ? std::string() : who->second},
                        {"at", html::clock(clash.theirs.at)},
                        {"mine", mark_words(words, clash.mine)}});
    }
    return rows_part(std::move(rows));
}

std::string on_file_words(const Words& words, const Sheet& sheet)
{
    if (sheet.on_file.empty()) return {};
    std::map<Mark, std::int64_t> counts;
    for (const auto& [child, row] : sheet.on_file) ++counts[row.mark];
    return words.say("attendance.on_file", {{"present", html::whole_number(counts[Mark::present])},
                                            {"excused", html::whole_number(counts[Mark::excused])},
                                            {"absent", html::whole_number(counts[Mark::absent])},
                                            {"corrections", html::whole_number(sheet.corrections)}});
}

// Whom a sheet that was saved leaves out, each with a link to the marks.
json left_out_of(const Words& words, const Sheet& sheet)
{
    json rows = json::array();
    if (!sheet.on_file.empty())
        for (const auto& child : sheet.children)
            if (!sheet.on_file.contains(child.row.id))
                rows.push_back({{"href", "#mark_" + to_text(child.row.id) + "_present"},
                                {"reference", child.row.reference}});
    if (rows.empty()) return nullptr;
    const auto count = std::ssize(rows);
    return {{"text", words.one_or_many("attendance.left_out", count)}, {"rows", std::move(rows)}};
}

json tags_of(const Words& words, const RollChild& child)
{
    json tags = json::array();
    for (const auto& [kind, name] : kNames<GuardianConsentKind>) {
        const bool given = std::ranges::find(child.held, kind) != child.held.end();
        tags.push_back(
            {{"tag", given ? "tag-ok" : "tag-warn"},
             {"label", words.say((given ? "guardian.given." : "guardian.missing.") + std::string(name))}});
    }
    return tags;
}

std::string child_label(const RollChild& child)
{
    return child.name.empty() ? child.row.reference : child.name;
}

json consents_of(const Words& words, const SitePlace& place, const RollChild& child, Date today)
{
    json rows = json::array();
    for (const auto& row : child.consents) {
        const bool given = row.state == GuardianConsentState::given;
        const bool over = given && row.until < today;
        const auto state = over ? "expired" : std::string(name_of(row.state));
        rows.push_back(
            {{"kind", words.say("guardian.kind." + std::string(name_of(row.kind)))},
             {"tag", given && !over ? "tag-ok" : "tag-idle"},
             {"state_label", words.say("guardian.state." + state)},
             {"told",
              words.say("guardian.told", {{"way", words.say("guardian.way." + std::string(name_of(row.way)))},
                                          {"from", html::day(words.language, row.from)},
                                          {"until", html::day(words.language, row.until)}})},
             {"who", row.who},
             {"withdrawn", text_part(row.withdrawn_at ? html::day(words.language, day_of(*row.withdrawn_at))
                                                      : std::string())},
             {"withdraw",
              given ? json{{"action", path_of(place.site.id) + "/children/" + to_text(child.row.id) +
                                          "/consents/" + to_text(row.id) + "/withdraw"},
                           {"once", new_form_token()}}
                    : json()}});
    }
    return rows_part(std::move(rows));
}

json give_form(const Words& words, const SitePlace& place, const RollChild& child, const Retry& retry)
{
    html::Fields fields({words, "guardian", "give", retry.typed, retry.faults});
    std::vector<std::string> kinds, ways;
    for (const auto& [kind, name] : kNames<GuardianConsentKind>) kinds.emplace_back(name);
    for (const auto& [way, name] : kNames<ConsentWay>) ways.emplace_back(name);
    fields.choose(html::Fields::Kind::checks, "kinds", kinds, "guardian.kind.");
    fields.choose(html::Fields::Kind::choice, "way", ways, "guardian.way.");
    fields.add(html::Fields::Kind::line, "who");
    fields.add(html::Fields::Kind::date, "until");
    return {{"action", path_of(place.site.id) + "/children/" + to_text(child.row.id)},
            {"once", new_form_token()},
            {"fields", fields.take()}};
}

} // namespace

json sheet_view(const Call& call, const Sheet& sheet, const std::vector<Fault>& faults)
{
    const auto words = programs::words_of(*call.library, call.language);
    json children = json::array();
    for (const auto& child : sheet.children) children.push_back(child_row(words, child));
    const auto& session = sheet.session;
    auto view = crumbs_of(words, sheet.place);
    view["page_title"] = day_words(words, session.on) + " " + kind_words(words, session.kind);
    view["summary"] = html::problems_part(words, faults, "rest");
    view["kind"] = kind_words(words, session.kind);
    view["when"] = day_words(words, session.on) + " " + hours_words(session.hours);
    view["saved"] = call.query.has("done");
    view["on_file"] = text_part(on_file_words(words, sheet));
    view["left_out"] = left_out_of(words, sheet);
    view["clashes"] = clashes_of(words, sheet);
    view["no_children"] = sheet.children.empty();
    view["form"] = sheet.children.empty()
                       ? json()
                       : json{{"action", path_of(session)},
                              {"once", new_form_token()},
                              {"sheet", std::to_string(session.sheet)},
                              {"key", to_text(call.actor.account) + "." + to_text(session.id)},
                              {"is_answer", call.verb == Verb::post},
                              {"rest_chosen", call.form.has("rest")},
                              {"children", std::move(children)}};
    return view;
}

json roll_view(const Call& call, const SitePlace& place, const std::vector<RollChild>& children)
{
    const auto words = programs::words_of(*call.library, call.language);
    json rows = json::array();
    for (const auto& child : children)
        rows.push_back({{"name", child_label(child)},
                        {"reference", child.row.reference},
                        {"since", html::day(words.language, day_of(child.row.accepted_at.value_or(Time{})))},
                        {"tags", tags_of(words, child)},
                        {"href", path_of(place.site.id) + "/children/" + to_text(child.row.id)}});
    auto view = crumbs_of(words, place);
    view["rows"] = std::move(rows);
    return view;
}

json child_view(const Call& call, const SitePlace& place, const RollChild& child, const Retry& retry)
{
    const auto words = programs::words_of(*call.library, call.language);
    auto view = crumbs_of(words, place);
    view["page_title"] = child.row.reference;
    view["summary"] = html::problems_part(words, retry.faults, "give");
    view["name"] = child_label(child);
    view["reference"] = child.row.reference;
    view["done"] = call.query.has("done");
    view["none"] = child.consents.empty();
    view["consents"] = consents_of(words, place, child, call.today());
    view["give"] = give_form(words, place, child, retry);
    view["offer_href"] = "/offers/" + to_text(child.row.id);
    view["worry_href"] = path_of(place.site.id) + "/children/" + to_text(child.row.id) + "/worry";
    return view;
}

} // namespace server::sites
