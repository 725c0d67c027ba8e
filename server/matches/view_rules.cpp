#include "server/html/format.hpp"
#include "server/html/rule_sentence.hpp"
#include "server/matches/view_parts.hpp"
#include "server/matches/words.hpp"
#include <algorithm>

namespace server::matches {

using nlohmann::json;
using namespace matching;
using namespace models;
using html::Words;

namespace {

void add_once(std::vector<std::string>& texts, std::string text)
{
    if (!text.empty() && std::ranges::find(texts, text) == texts.end()) texts.push_back(std::move(text));
}

std::string joined(const Words& words, const std::vector<std::string>& texts)
{
    return words.join(texts, "join.comma", "join.comma");
}

std::string finding_words(const Scene& scene, const LeafFound& leaf)
{
    const auto& words = scene.words;
    if (leaf.leaf == &everyone_listed()) return words.say("matches.rule.not_all_listed");
    auto text = html::finding(words.messages, words.language, words.divisions, leaf);
    const auto person = person_words(words, scene.found.snapshot.ground(), scene.found.family(), leaf.member);
    if (person.empty()) return text;
    return words.say("matches.rule.of_person", {{"person", person}, {"what", std::move(text)}});
}

std::string label_of(const Scene& scene, const LeafFound& leaf)
{
    return html::fact_label(scene.words.messages, scene.words.language, leaf.leaf->fact);
}

std::vector<std::string> labels(const Scene& scene, const RuleLine& line)
{
    std::vector<std::string> facts;
    for (const auto& leaf : line.leaves) add_once(facts, label_of(scene, leaf));
    return facts;
}

std::string findings(const Scene& scene, const RuleLine& line)
{
    constexpr std::size_t kMost = 4;
    std::vector<std::string> texts;
    const bool several = labels(scene, line).size() > 1;
    for (const auto& leaf : line.leaves) {
        auto text = finding_words(scene, leaf);
        if (several && leaf.leaf != &everyone_listed())
            text = scene.words.say("matches.rule.of_fact", {{"fact", label_of(scene, leaf)}, {"what", text}});
        add_once(texts, std::move(text));
    }
    const bool cut = texts.size() > kMost;
    if (cut) texts.resize(kMost);
    auto text = scene.words.join(texts, "matches.join.findings", "matches.join.findings");
    return cut ? scene.words.say("matches.rule.and_more", {{"what", std::move(text)}}) : text;
}

// The one leaf a line consists of, below `not` too.
const LeafFound* single_leaf(const RuleLine& line)
{
    const auto* rule = line.rule;
    while (rule->kind == RuleKind::negation) rule = &rule->parts.front();
    const bool one = rule->kind == RuleKind::leaf && line.leaves.size() == 1;
    return one && line.leaves[0].leaf == &rule->leaf ? &line.leaves[0] : nullptr;
}

std::optional<std::int64_t> fen_of(const LeafFound& leaf)
{
    if (row_of(leaf.leaf->fact).type != FactType::fen || leaf.found.known != Known::yes) return {};
    const auto* fen = leaf.found.value ? std::get_if<std::int64_t>(&*leaf.found.value) : nullptr;
    return fen ? std::optional(*fen) : std::nullopt;
}

// By how much an amount misses what is required: 高出 237.83 元.
std::string difference_words(const Words& words, const LeafFound& leaf)
{
    const auto fen = fen_of(leaf);
    const auto* number = std::get_if<std::int64_t>(&leaf.leaf->value);
    const auto required = leaf.requirement ? std::optional(leaf.requirement->fen)
                          : number         ? std::optional(*number)
                                           : std::nullopt;
    if (!fen || !required || leaf.leaf->op == Op::between || *fen == *required) return {};
    const Money gap{std::abs(*fen - *required)};
    return words.say(*fen > *required ? "matches.rule.above" : "matches.rule.below",
                     {{"amount", html::yuan(gap)}});
}

RuleRow row_of_leaf(const Scene& scene, const RuleLine& line, const LeafFound& leaf)
{
    const auto& words = scene.words;
    const auto sense = html::sense_of(*line.rule, *leaf.leaf);
    RuleRow row;
    row.condition = label_of(scene, leaf);
    row.requirement = html::requirement(words.messages, words.language, words.divisions, leaf, sense);
    row.finding = finding_words(scene, leaf);
    if (line.verdict == Verdict::no) row.difference = difference_words(words, leaf);
    return row;
}

RuleRow row_of_line(const Scene& scene, const RuleLine& line)
{
    const auto& words = scene.words;
    const auto facts = labels(scene, line);
    RuleRow row;
    row.condition = facts.empty() ? words.say("matches.rule.family") : joined(words, facts);
    row.requirement = html::rule_sentence(words.messages, words.language, words.divisions, rule_of(line));
    row.finding = findings(scene, line);
    return row;
}

} // namespace

std::vector<RuleRow> rule_rows(const Scene& scene, const Explanation& explanation)
{
    std::vector<RuleRow> rows;
    for (const auto& line : explanation.lines) {
        const auto* leaf = single_leaf(line);
        rows.push_back(leaf ? row_of_leaf(scene, line, *leaf) : row_of_line(scene, line));
        rows.back().verdict = line.verdict;
    }
    return rows;
}

RuleRow failed_row(const Scene& scene, const Candidate& candidate)
{
    for (auto& row : rule_rows(scene, explain(scene.found.snapshot, candidate)))
        if (row.verdict == Verdict::no) return row;
    const auto& words = scene.words;
    const auto& program = scene.found.program(candidate.program);
    return {words.say("matches.near.minimum"),
            obstacle_words(words, scene.found.snapshot, program, {Obstacle::below_minimum, {}, {}}),
            award_words(words, program, candidate.award),
            {},
            Verdict::no};
}

json rows_part(const Words& words, const std::vector<RuleRow>& rows)
{
    json all = json::array();
    for (const auto& row : rows)
        all.push_back({{"condition", row.condition},
                       {"requirement", row.requirement},
                       {"finding", row.finding},
                       {"verdict", words.say("matches.verdict." + std::string(name_of(row.verdict)))},
                       {"yes", row.verdict == Verdict::yes},
                       {"no", row.verdict == Verdict::no},
                       {"unknown", row.verdict == Verdict::unknown}});
    return all;
}

} // namespace server::matches
