#include "server/html/format.hpp"
#include "server/html/rule_sentence.hpp"
#include "server/http/library.hpp"
#include "server/referrals/views_parts.hpp"
#include <algorithm>
#include <array>
#include <ranges>

namespace server::referrals {

using nlohmann::json;
using namespace models;

namespace {

std::string weekday_words(const html::Words& words, Date day)
{
    const std::chrono::weekday weekday{std::chrono::sys_days{day}};
    return words.say("referral.weekday." + std::to_string(weekday.iso_encoding()));
}

// The reason's codes in words: 收入, 需要补充的材料.
std::string reason_words(const Scene& scene, const store::MoveRow& move)
{
    const auto& words = scene.words;
    std::vector<std::string> parts;
    for (const auto part : std::views::split(move.reason, ',')) {
        const std::string code(part.begin(), part.end());
        const auto key = "referral.reason." + code;
        if (!code.empty() && words.messages.has(key)) parts.push_back(words.say(key));
    }
    return words.join(parts, "join.comma", "join.comma");
}

// What was written down with the step, in the order of the form; marks of ours are no words.
constexpr std::array kNotes{"on",       "until",      "who",  "nobody_else", "found",
                            "aid_text", "spot_check", "text", "fact"};

std::string note_words(const Scene& scene, const std::string& name, const std::string& text)
{
    const auto& words = scene.words;
    if (name == "nobody_else") return words.say("referral.note.nobody_else");
    if (name == "on" || name == "until") {
        const auto day = parse_date(text);
        return words.say("referral.note." + name, {{"day", day ? html::day(words.language, *day) : text}});
    }
    if (name == "fact") {
        const auto* row = find_fact(text);
        return row ? html::fact_label(words.messages, words.language, row->fact) : text;
    }
    return words.messages.text(words.language, "referral.note." + name,
                               {{"text", without_names(text, scene.household)}});
}

json notes_of(const Scene& scene, const store::MoveRow& move)
{
    json notes = json::array();
    const auto entries = entries_of(move.note);
    for (const auto* name : kNotes)
        if (const auto at = entries.find(name); at != entries.end())
            notes.push_back({{"text", note_words(scene, name, at->second)}});
    return notes;
}

std::string by_words(const Scene& scene, const LogLine& line)
{
    if (!line.by.account)
        return scene.words.say(line.move.side == Side::family ? "referral.by.family" : "referral.by.system");
    const auto role = scene.words.say("referral.by." + std::string(name_of(line.by.role)));
    return scene.words.messages.text(scene.words.language, "referral.by",
                                     {{"role", role}, {"name", line.by.name}});
}

} // namespace

json log_view(const Scene& scene, const std::vector<LogLine>& log)
{
    json rows = json::array();
    for (const auto& line : log | std::views::reverse)
        rows.push_back({{"at", html::minute(scene.words.language, line.move.at)},
                        {"what", scene.words.say("referral.did." + std::string(name_of(line.move.act)))},
                        {"by", by_words(scene, line)},
                        {"reason", text_part(reason_words(scene, line.move))},
                        {"notes", notes_of(scene, line.move)}});
    return rows;
}

json clocks_view(const Scene& scene, const std::vector<store::ClockRow>& clocks)
{
    const auto& words = scene.words;
    const auto& working_days = *scene.call.library->working_days;
    json rows = json::array();
    for (const auto& clock : clocks) {
        const auto last = plus_days(day_of(clock.due_at), -1);
        const bool over = clock.due_at <= scene.call.now;
        const int days =
            over ? working_days.between(last, scene.today) : working_days.between(scene.today, last);
        const auto what = words.say("referral.clock." + std::string(name_of(clock.clock)));
        const auto weekday = weekday_words(words, last);
        rows.push_back(
            {{"until",
              words.say("referral.clock.until",
                        {{"what", what}, {"day", html::day(words.language, last)}, {"weekday", weekday}})},
             {"left", words.one_or_many(over ? "referral.clock.over" : "referral.clock.left", days)},
             {"over", over},
             {"running", !over}});
    }
    return rows;
}

namespace {

json same_row(const Scene& scene, const SameHouseholdRow& row)
{
    const auto& words = scene.words;
    const auto& [referral, in_scope] = row.same;
    std::vector<std::string> needs;
    for (const auto& type : referral.need_types) needs.push_back(words.say("need." + type));
    json known;
    if (in_scope)
        known = {{"href", "/referrals/" + to_text(referral.id)},
                 {"same_family", family_name(words, row.contact)},
                 {"same_needs", words.join(needs, "join.comma", "join.comma")},
                 {"same_state", state_words(words, referral.state)},
                 {"reported", referral.reported_at ? html::day(words.language, day_of(*referral.reported_at))
                                                   : std::string("–")}};
    return {
        {"same_reference", referral.reference},
        {"same_place",
         place_words(scene.call, in_scope ? referral.village : part_of(referral.village, AreaLevel::county),
                     in_scope ? AreaLevel::township : AreaLevel::prefecture)},
        {"here", std::move(known)},
        {"elsewhere", !in_scope}};
}

} // namespace

json same_view(const Scene& scene, const std::vector<SameHouseholdRow>& same)
{
    json rows = json::array();
    for (const auto& row : same) rows.push_back(same_row(scene, row));
    return rows_part(std::move(rows));
}

namespace {

constexpr std::array kLine{ReferralState::draft,     ReferralState::reported, ReferralState::rechecked,
                           ReferralState::confirmed, ReferralState::planned,  ReferralState::in_support,
                           ReferralState::closed};

// Where on the line it stands: what was returned or suspended stands at the state it left.
std::size_t position_of(const Referral& referral)
{
    auto state = referral.state;
    if (state == ReferralState::returned || state == ReferralState::suspended)
        state = referral.returned_from.value_or(ReferralState::reported);
    if (state == ReferralState::returned) state = ReferralState::reported;
    if (state == ReferralState::entered_in_error) state = ReferralState::closed;
    return static_cast<std::size_t>(std::ranges::find(kLine, state) - kLine.begin());
}

std::string date_of(const Scene& scene, const std::vector<LogLine>& log, ReferralState state)
{
    for (const auto& line : log | std::views::reverse)
        if (line.move.to == state) return html::short_day(scene.words.language, day_of(line.move.at));
    return {};
}

} // namespace

json steps_view(const Scene& scene, const Referral& referral, const std::vector<LogLine>& log)
{
    const auto current = position_of(referral);
    json steps = json::array();
    for (std::size_t i = 0; i < kLine.size(); ++i) {
        const bool is_current = i == current;
        const auto state = is_current ? referral.state : kLine.at(i);
        const auto date = i <= current ? date_of(scene, log, state) : std::string();
        const bool passed = i < current && !date.empty();
        steps.push_back({{"label", state_words(scene.words, state)},
                         {"date", text_part(date)},
                         {"done", passed},
                         {"current", is_current},
                         {"later", i > current || (i < current && !passed)}});
    }
    return steps;
}

} // namespace server::referrals
