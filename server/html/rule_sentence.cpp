#include "server/html/rule_sentence.hpp"
#include "server/html/rule_words.hpp"

namespace html {

using namespace models;
using server::Language;

namespace {

// A phrase and how it was joined, so that the next join keeps them apart.
enum class Joined { no, all, any };
struct Phrase {
    std::string text;
    Joined joined = Joined::no;
};

Phrase phrase(const Words& words, const Rule& rule, Frame frame, Sense sense);

// Below `not`, all becomes any and the other way round: true in three values too.
Phrase joined(const Words& words, const Rule& rule, Frame frame, Sense sense)
{
    const bool all = (rule.kind == RuleKind::all) == (sense == Sense::as_written);
    const auto own = all ? Joined::all : Joined::any;
    if (rule.parts.empty()) return {words.say("rule.everybody")};
    if (rule.parts.size() == 1) return phrase(words, rule.parts[0], frame, sense);
    std::vector<std::string> texts;
    bool mixed = false;
    for (const auto& part : rule.parts) {
        auto one = phrase(words, part, frame, sense);
        const bool other = one.joined != Joined::no && one.joined != own;
        mixed = mixed || other;
        const bool apart =
            other && (all || frame == Frame::household); // of members, "and" binds closer than "or"
        texts.push_back(apart ? words.say("rule.group", {{"what", std::move(one.text)}})
                              : std::move(one.text));
    }
    if (!all) {
        const std::string key = frame == Frame::household || mixed ? "join.any" : "join.or_member";
        return {words.join(texts, key, key), own};
    }
    if (frame == Frame::member) return {words.join(texts, "join.comma", "join.and_member"), own};
    const std::string key = mixed ? "join.all_long" : "join.all";
    return {words.join(texts, key, key + "_last"), own};
}

Phrase about_members(const Words& words, const Rule& rule, Sense sense)
{
    const auto& inner = rule.parts.at(0);
    const auto what = [&](const Rule& of) {
        return std::map<std::string, std::string>{
            {"what", phrase(words, of, Frame::member, Sense::as_written).text}};
    };
    if (sense == Sense::as_written) return {words.one_or_many("rule.some", rule.at_least, what(inner))};
    if (rule.at_least == 1 && inner.kind == RuleKind::negation)
        return {words.say("rule.every", what(inner.parts.at(0)))};
    return {words.one_or_many("rule.fewer", rule.at_least, what(inner))};
}

Phrase about_person(const Words& words, const Rule& rule, Sense sense)
{
    return {words.say("rule.person", {{"what", phrase(words, rule.parts.at(0), Frame::member, sense).text}})};
}

// A shared rule by its name, with what it says.
Phrase by_name(const Words& words, const Rule& rule, Frame frame, Sense sense)
{
    const auto label = "named." + rule.name;
    if (!words.messages.has(label)) return phrase(words, rule.parts.at(0), frame, sense);
    const std::string key = sense == Sense::negated ? "rule.not_named" : "rule.named";
    return {words.say(frame == Frame::member ? key + "_member" : key,
                      {{"name", words.say(label)},
                       {"what", phrase(words, rule.parts.at(0), frame, Sense::as_written).text}})};
}

Phrase phrase(const Words& words, const Rule& rule, Frame frame, Sense sense)
{
    switch (rule.kind) {
    case RuleKind::all:
    case RuleKind::any: return joined(words, rule, frame, sense);
    case RuleKind::negation: return phrase(words, rule.parts.at(0), frame, opposite(sense));
    case RuleKind::member: return about_members(words, rule, sense);
    case RuleKind::person: return about_person(words, rule, sense);
    case RuleKind::named: return by_name(words, rule, frame, sense);
    case RuleKind::leaf: return {leaf_phrase(words, rule.leaf, frame, sense)};
    }
    return {};
}

std::optional<Sense> find_sense(const Rule& rule, const Leaf& leaf, Sense sense)
{
    if (rule.kind == RuleKind::leaf) return &rule.leaf == &leaf ? std::optional(sense) : std::nullopt;
    const auto inside = rule.kind == RuleKind::negation ? opposite(sense) : sense;
    for (const auto& part : rule.parts)
        if (const auto found = find_sense(part, leaf, inside)) return found;
    return {};
}

} // namespace

std::string rule_sentence(const Messages& messages, Language language, const Divisions& divisions,
                          const Rule& rule)
{
    auto text = phrase({messages, language, divisions}, rule, Frame::household, Sense::as_written).text;
    if (language == Language::en && !text.empty() && text[0] >= 'a' && text[0] <= 'z')
        text[0] = static_cast<char>(text[0] - 'a' + 'A');
    return text;
}

std::string member_phrase(const Messages& messages, Language language, const Divisions& divisions,
                          const Rule& rule)
{
    return phrase({messages, language, divisions}, rule, Frame::member, Sense::as_written).text;
}

Sense sense_of(const Rule& whole, const Leaf& leaf)
{
    return find_sense(whole, leaf, Sense::as_written).value_or(Sense::as_written);
}

} // namespace html
