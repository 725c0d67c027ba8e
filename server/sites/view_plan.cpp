#include "server/html/format.hpp"
#include "server/http/idempotency.hpp"
#include "server/http/library.hpp"
#include "server/programs/words.hpp"
#include "server/sites/views.hpp"

namespace server::sites {

using namespace models;
using html::Fields;
using html::rows_part;
using html::text_part;
using html::Words;
using nlohmann::json;
using Kind = Fields::Kind;

namespace {

std::vector<std::string> kinds()
{
    std::vector<std::string> all;
    for (const auto& [kind, name] : kNames<SessionKind>) all.emplace_back(name);
    return all;
}

json sessions_of(const Call& call, const Words& words, const ShownPlan& shown)
{
    json rows = json::array();
    for (const auto& row : shown.sessions) {
        const auto state = std::string(name_of(row.state));
        rows.push_back({{"day", day_words(words, row.on)},
                        {"hours", hours_words(row.hours)},
                        {"kind", kind_words(words, row.kind)},
                        {"tag", row.state == SessionState::held        ? "tag-ok"
                                : row.state == SessionState::cancelled ? "tag-idle"
                                                                       : "tag-soft"},
                        {"state_label", words.say("session.state." + state)},
                        {"attendance", row.on <= call.today() && row.state != SessionState::cancelled
                                           ? json{{"href", path_of(row)}}
                                           : json()},
                        {"change", row.state != SessionState::held ? json{{"href", path_of(row) + "/change"}}
                                                                   : json()}});
    }
    return rows_part(std::move(rows));
}

json pattern_of(const Words& words, const ShownPlan& shown)
{
    json rows = json::array();
    for (const auto& row : shown.pattern)
        rows.push_back(
            {{"weekday", weekday_words(words, row.weekday)},
             {"hours", hours_words(row.hours)},
             {"kind", kind_words(words, row.kind)},
             {"remove", shown.is_manager ? json{{"action", path_of(shown.place.site.id) + "/pattern/remove"},
                                                {"once", new_form_token()},
                                                {"weekday_number", std::to_string(row.weekday)},
                                                {"from", minute_text(row.hours.from)},
                                                {"code", std::string(name_of(row.kind))},
                                                {"month", month_text(shown.month)}}
                                         : json()}});
    return rows_part(std::move(rows));
}

json pattern_form(const Words& words, const ShownPlan& shown, const Retry& retry)
{
    static const html::Typed kNothing;
    static const std::vector<Fault> kNone;
    const bool here = retry.form == "pattern";
    Fields fields({words, "session", "pattern", here ? retry.typed : kNothing, here ? retry.faults : kNone});
    Fields::Asked weekdays{"weekday", words.say("session.ask.weekday"), Kind::checks};
    for (int weekday = 1; weekday <= 7; ++weekday)
        weekdays.options.push_back({std::to_string(weekday), weekday_words(words, weekday)});
    fields.add(weekdays);
    fields.choose(Kind::choice, "pattern_kind", kinds(), "session.kind.");
    fields.add(Kind::line, "pattern_from");
    fields.add(Kind::line, "pattern_until");
    return {{"action", path_of(shown.place.site.id) + "/pattern"},
            {"once", new_form_token()},
            {"month", month_text(shown.month)},
            {"fields", fields.take()}};
}

Fields session_fields(const Words& words, const html::Typed& typed, const std::vector<Fault>& faults)
{
    Fields fields({words, "session", "session", typed, faults});
    fields.add(Kind::date, "on");
    fields.choose(Kind::choice, "kind", kinds(), "session.kind.");
    fields.add(Kind::line, "from");
    fields.add(Kind::line, "until");
    return fields;
}

json add_form(const Words& words, const ShownPlan& shown, const Retry& retry)
{
    static const html::Typed kNothing;
    static const std::vector<Fault> kNone;
    const bool here = retry.form == "session";
    return {
        {"action", path_of(shown.place.site.id) + "/sessions"},
        {"once", new_form_token()},
        {"month", month_text(shown.month)},
        {"fields", session_fields(words, here ? retry.typed : kNothing, here ? retry.faults : kNone).take()}};
}

// "12.4.1": made, there before, left out.
std::string made_words(const Call& call, const Words& words)
{
    const auto count = [&](const char* name) { return call.query.integer(name).value_or(0); };
    if (!call.query.has("made")) return {};
    return words.say("site.made", {{"made", html::whole_number(count("made"))},
                                   {"there", html::whole_number(count("there"))},
                                   {"left", html::whole_number(count("left"))}});
}

} // namespace

json plan_view(const Call& call, const ShownPlan& shown, const Retry& retry)
{
    const auto words = programs::words_of(*call.library, call.language);
    const auto path = path_of(shown.place.site.id) + "/plan";
    const auto at = [&](int months) {
        return path + "?month=" + month_text(months_later(shown.month, months));
    };
    auto view = crumbs_of(words, shown.place);
    view["summary"] = html::problems_part(words, retry.faults, retry.form);
    view["month"] = month_words(words, shown.month);
    view["before_href"] = at(-1);
    view["next_href"] = at(1);
    view["made"] = text_part(made_words(call, words));
    const bool known = call.library->working_days->knows(shown.month.year());
    view["calendar"] = text_part(
        known ? ""
              : words.say("calendar.plan", {{"year", std::to_string(static_cast<int>(shown.month.year()))}}));
    view["none"] = shown.sessions.empty();
    view["sessions"] = sessions_of(call, words, shown);
    view["pattern"] = pattern_of(words, shown);
    const auto button = [&](const char* what) {
        return json{
            {"action", path + "/" + what}, {"once", new_form_token()}, {"month", month_text(shown.month)}};
    };
    view["make"] = shown.pattern.empty() ? json() : button("make");
    view["copy"] = button("copy");
    view["new_pattern"] = shown.is_manager ? pattern_form(words, shown, retry) : json();
    view["new_session"] = add_form(words, shown, retry);
    return view;
}

json change_view(const Call& call, const SitePlace& place, const SiteSessionRow& row, const Retry& retry)
{
    const auto words = programs::words_of(*call.library, call.language);
    auto typed = retry.typed;
    if (retry.form.empty())
        typed = {{"on", {to_text(row.on)}},
                 {"kind", {std::string(name_of(row.kind))}},
                 {"from", {minute_text(row.hours.from)}},
                 {"until", {minute_text(row.hours.until)}}};
    const bool planned = row.state == SessionState::planned;
    auto view = crumbs_of(words, place);
    view["summary"] = html::problems_part(words, retry.faults, "change");
    view["plan_href"] = path_of(place.site.id) + "/plan?month=" + month_text(row.on);
    view["what"] =
        day_words(words, row.on) + " " + hours_words(row.hours) + " " + kind_words(words, row.kind);
    view["change"] = planned ? json{{"action", path_of(row) + "/change"},
                                    {"once", new_form_token()},
                                    {"version", std::to_string(row.version)},
                                    {"fields", session_fields(words, typed, retry.faults).take()}}
                             : json();
    view["move"] = row.state == SessionState::held
                       ? json()
                       : json{{"action", path_of(row) + (planned ? "/cancel" : "/restore")},
                              {"once", new_form_token()},
                              {"version", std::to_string(row.version)},
                              {"label", words.say(planned ? "session.act.cancel" : "session.act.restore")}};
    return view;
}

} // namespace server::sites
