#include "server/programs/words.hpp"
#include "server/html/format.hpp"
#include "server/html/rule_sentence.hpp"
#include "server/html/rule_words.hpp"
#include "server/http/library.hpp"
#include <algorithm>

namespace server::programs {

using namespace models;
using html::Words;

namespace {

std::string sentence(const Words& words, const Rule& rule)
{
    return html::rule_sentence(words.messages, words.language, words.divisions, rule);
}

std::string coded(const Words& words, const char* group, const std::string& code)
{
    return html::word(words.messages, words.language, group, code);
}

// Half open: an end at midnight is the day before, to its end.
std::string end_text(const Words& words, Time until)
{
    const auto last = day_of(until - std::chrono::milliseconds(1));
    if (until == start_of(day_of(until)))
        return words.say("programs.window.whole_day", {{"day", html::day(words.language, last)}});
    return html::minute(words.language, until);
}

std::string start_text(const Words& words, Time from)
{
    const auto day = day_of(from);
    return from == start_of(day) ? html::day(words.language, day) : html::minute(words.language, from);
}

std::string window_times(const Words& words, const Window& window)
{
    if (!window.from && !window.until) return words.say("programs.window.always");
    if (!window.until) return words.say("programs.window.from", {{"from", start_text(words, *window.from)}});
    if (!window.from) return words.say("programs.window.until", {{"until", end_text(words, *window.until)}});
    return words.say("programs.window.between",
                     {{"from", start_text(words, *window.from)}, {"until", end_text(words, *window.until)}});
}

// Who applies, in what relation to the division: 户籍地在贵州省.
std::string places(const Words& words, const std::vector<Area>& areas)
{
    constexpr std::size_t kMostNamed = 12;
    std::vector<std::string> names;
    for (const auto area : areas)
        if (names.size() < kMostNamed) names.push_back(html::area_name(words, area));
    auto text = words.join(names, "join.comma", "join.comma");
    if (areas.size() <= kMostNamed) return text;
    return words.say("programs.served.more",
                     {{"names", std::move(text)}, {"count", std::to_string(areas.size())}});
}

std::string per_within(const Words& words, const Cap& cap)
{
    return words.say("programs.cap.of",
                     {{"per", coded(words, "per", cap.per)},
                      {"within", html::within_text(words.messages, words.language, cap.within)}});
}

void add_cap(const Words& words, const Cap& cap, std::vector<std::string>& lines)
{
    if (cap.times)
        lines.push_back(
            words.one_or_many("programs.cap.times", *cap.times, {{"of", per_within(words, cap)}}));
    if (cap.amount)
        lines.push_back(words.say("programs.cap.amount", {{"of", per_within(words, cap)},
                                                          {"amount", html::yuan_short(*cap.amount)}}));
}

std::string list_of_aid(const Words& words, const std::vector<std::string>& codes)
{
    std::vector<std::string> names;
    for (const auto& code : codes) names.push_back(coded(words, "aid", code));
    return words.join(names, "join.comma", "join.or");
}

} // namespace

Words words_of(const Library& library, Language language)
{
    return {*library.messages, language, *library.divisions};
}

std::string name_in(Language language, const TextPair& text)
{
    return language == Language::en && !text.en.empty() ? text.en : text.zh;
}

std::string who(const Words& words, const Program& program) { return sentence(words, program.rule); }

std::string served_sentence(const Words& words, const Program& program)
{
    if (program.areas.empty()) return words.say("programs.served.everywhere");
    return words.say("programs.served.in",
                     {{"of", coded(words, "served", std::string(name_of(program.served_of)))},
                      {"areas", places(words, program.areas)}});
}

std::string window_sentence(const Words& words, const Window& window)
{
    auto times = window_times(words, window);
    if (!window.rule) return times;
    return words.say("programs.window.for",
                     {{"who", sentence(words, *window.rule)}, {"times", std::move(times)}});
}

std::string quota_whom(const Words& words, const Quota& quota)
{
    const auto where = quota.area ? html::area_name(words, quota.area) : std::string();
    if (!quota.rule) return where;
    const auto who = sentence(words, *quota.rule);
    return where.empty() ? who : words.say("programs.award.when", {{"condition", where}, {"amount", who}});
}

std::string room_words(const Words& words, const std::optional<std::int64_t>& places,
                       const std::optional<Money>& budget)
{
    const auto unlimited = words.say("programs.show.unlimited");
    return words.say("programs.room",
                     {{"places", places ? html::whole_number(*places) : unlimited},
                      {"budget", budget ? words.say("programs.award.fixed", {{"amount", html::yuan(*budget)}})
                                        : unlimited}});
}

std::string quota_sentence(const Words& words, const Quota& quota)
{
    return words.say("programs.award.when", {{"condition", quota_whom(words, quota)},
                                             {"amount", room_words(words, quota.places, quota.budget)}});
}

std::vector<std::string> limit_sentences(const Words& words, const Program& program)
{
    std::vector<std::string> lines;
    for (const auto& cap : program.caps) add_cap(words, cap, lines);
    for (const auto& one : program.must_not_have)
        lines.push_back(
            words.say("programs.must_not_have",
                      {{"aid", list_of_aid(words, one.aid)},
                       {"within", html::within_text(words.messages, words.language, one.within)}}));
    if (!program.excludes.empty())
        lines.push_back(words.say("programs.excludes", {{"aid", list_of_aid(words, program.excludes)}}));
    return lines;
}

std::vector<std::string> priority_sentences(const Words& words, const Priority& priority)
{
    std::vector<std::string> lines;
    for (const auto& group : priority.groups) {
        const auto label = name_in(words.language, {group.label, group.label_en});
        lines.push_back(priority.by_points
                            ? words.say("programs.priority.points",
                                        {{"group", label}, {"points", std::to_string(group.points)}})
                            : label);
    }
    return lines;
}

std::string group_sentence(const Words& words, const PriorityGroup& group, bool by_points, std::size_t number)
{
    return words.say(by_points ? "programs.priority.points_of" : "programs.priority.group_of",
                     {{"n", std::to_string(number)},
                      {"points", std::to_string(group.points)},
                      {"label", name_in(words.language, {group.label, group.label_en})},
                      {"who", sentence(words, group.rule)}});
}

WindowNow window_now(const Program& program, Time now)
{
    if (program.windows.empty()) return WindowNow::open;
    bool later = false;
    for (const auto& window : program.windows) {
        const bool begun = !window.from || *window.from <= now;
        const bool ended = window.until && *window.until <= now;
        if (begun && !ended) return WindowNow::open;
        later = later || !begun;
    }
    return later ? WindowNow::later : WindowNow::over;
}

std::string left_words(const Words& words, const Room& room)
{
    std::vector<std::string> parts;
    if (room.places_left)
        parts.push_back(words.one_or_many("programs.list.places_left", *room.places_left,
                                          {{"count", html::whole_number(*room.places_left)}}));
    if (room.budget_left)
        parts.push_back(words.say("programs.award.fixed", {{"amount", html::yuan_short(*room.budget_left)}}));
    if (parts.empty()) return words.say("programs.show.unlimited");
    return words.join(parts, "join.comma", "join.comma");
}

} // namespace server::programs
