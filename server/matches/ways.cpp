#include "server/matches/ways.hpp"
#include "server/formats/fact_json.hpp"
#include "server/html/format.hpp"
#include "server/html/rule_sentence.hpp"
#include "server/matches/words.hpp"
#include <algorithm>

namespace server::matches {

using nlohmann::json;
using namespace matching;
using namespace models;

namespace {

std::string person_of_change(const Scene& scene, const FactChange& change)
{
    return person_words(scene.words, scene.found.snapshot.ground(), scene.found.family(), change.member);
}

std::string label_of(const Scene& scene, const FactChange& change)
{
    const auto& words = scene.words;
    auto label = words.say("fact." + std::string(row_of(change.fact).name));
    const auto person = person_of_change(scene, change);
    if (person.empty()) return label;
    return words.say("matches.way.of_person", {{"person", person}, {"fact", std::move(label)}});
}

std::string value_of(const Scene& scene, Fact fact, const std::optional<FactValue>& value)
{
    const auto& words = scene.words;
    if (!value) return words.say("rule.not_known");
    return html::fact_value(words.messages, words.language, words.divisions, fact, *value);
}

std::string day_words(const Scene& scene, const FactChange& change)
{
    const auto& words = scene.words;
    const auto day = html::day(words.language, std::get<Date>(change.to));
    if (change.years == 0) return words.say("matches.way.from_day", {{"day", day}});
    return words.say(
        "matches.way.birthday",
        {{"day", day}, {"person", person_of_change(scene, change)}, {"years", std::to_string(change.years)}});
}

std::string change_words(const Scene& scene, const FactChange& change)
{
    const auto& words = scene.words;
    if (change.kind == ChangeKind::comes) return day_words(scene, change);
    if (change.everyone_listed) return words.say("matches.way.all_listed");
    const auto key = "matches.way." + std::string(name_of(change.kind));
    return words.say(key, {{"fact", label_of(scene, change)},
                           {"from", value_of(scene, change.fact, change.from)},
                           {"to", value_of(scene, change.fact, change.to)}});
}

bool is_fixed(const FactChange& change)
{
    return change.kind == ChangeKind::finding || change.kind == ChangeKind::stays;
}

// Where nothing can come of it, only what stands fast is the reason.
WayWords way_words(const Scene& scene, const Ways& ways, const Way& way)
{
    const auto& words = scene.words;
    std::vector<std::string> parts;
    bool told = false, comes = true;
    for (const auto& change : way.changes) {
        told = told || change.kind == ChangeKind::told;
        comes = comes && change.kind == ChangeKind::comes;
        if (ways.possible || is_fixed(change)) parts.push_back(change_words(scene, change));
    }
    const std::string label = !ways.possible ? "never" : comes ? "comes" : told ? "told" : "changes";
    auto text = words.join(parts, "matches.way.and", "matches.way.and");
    if (ways.possible && way.until)
        text = words.say("matches.way.until",
                         {{"what", text}, {"day", html::day(words.language, plus_days(*way.until, -1))}});
    return {words.say("matches.way.label." + label), std::move(text)};
}

json value_json(const FactChange& change, const std::optional<FactValue>& value)
{
    if (!value) return {};
    if (const auto* day = std::get_if<Date>(&*value)) return to_text(*day);
    if (change.everyone_listed) return std::get<std::int64_t>(*value) == 1;
    return write_fact_value(row_of(change.fact), *value);
}

json change_json(const FactChange& change)
{
    const bool of_fact = change.kind != ChangeKind::comes && !change.everyone_listed;
    const bool of_need = of_fact && row_of(change.fact).level == FactLevel::need;
    return {{"kind", name_of(change.kind)},
            {"fact", of_fact ? json(row_of(change.fact).name) : json()},
            {"member", change.member > 0 ? json(change.member) : json()},
            {"need", of_need ? json(change.need) : json()},
            {"everyone_listed", change.everyone_listed},
            {"from", value_json(change, change.from)},
            {"to", value_json(change, change.to)},
            {"years", change.years > 0 ? json(change.years) : json()}};
}

} // namespace

Ways ways_to(const Scene& scene, const Candidate& candidate)
{
    return nearest_changes(scene.found.snapshot, candidate.family, candidate.need, candidate.program);
}

std::vector<WayWords> ways_in_words(const Scene& scene, const Ways& ways, std::size_t most)
{
    std::vector<WayWords> texts;
    for (const auto& way : ways.ways) {
        if (texts.size() == most) break;
        texts.push_back(way_words(scene, ways, way));
    }
    return texts;
}

json ways_json(const Scene& scene, const Ways& ways)
{
    json all = json::array();
    const auto texts = ways_in_words(scene, ways, ways.ways.size());
    for (std::size_t i = 0; i < ways.ways.size(); ++i) {
        json changes = json::array();
        for (const auto& change : ways.ways[i].changes) changes.push_back(change_json(change));
        const auto& until = ways.ways[i].until;
        all.push_back({{"label", texts[i].label},
                       {"text", texts[i].text},
                       {"until", until ? json(to_text(*until)) : json()},
                       {"changes", std::move(changes)}});
    }
    return {{"possible", ways.possible}, {"all", ways.all}, {"ways", std::move(all)}};
}

json ways_part(const Scene& scene, const Candidate& candidate, std::size_t most)
{
    json all = json::array();
    for (const auto& way : ways_in_words(scene, ways_to(scene, candidate), most))
        all.push_back({{"label", way.label}, {"text", way.text}});
    return all;
}

} // namespace server::matches
