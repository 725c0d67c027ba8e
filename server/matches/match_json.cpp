#include "server/matches/match_json.hpp"
#include "server/formats/fact_json.hpp"
#include "server/html/rule_sentence.hpp"
#include "server/matches/ways.hpp"
#include "server/matches/words.hpp"
#include "server/programs/words.hpp"
#include <algorithm>

namespace server::matches {

using nlohmann::json;
using namespace matching;
using namespace models;
using html::Words;

namespace {

bool has_score(const Candidate& candidate)
{
    return candidate.standing != Standing::no && candidate.standing != Standing::hint;
}

bool is_refused(const Candidate& candidate)
{
    return candidate.standing == Standing::no || candidate.standing == Standing::near;
}

template <class Value> json by_factor(const Value& value)
{
    json all = json::object();
    for (const auto& [factor, name] : kNames<Factor>)
        all[std::string(name)] = value[static_cast<std::size_t>(factor)];
    return all;
}

// Whose fact, as the referral's own JSON names it; the member's number or null.
json subject_json(Fact fact, std::int64_t member)
{
    return {{"fact", row_of(fact).name}, {"member", member > 0 ? json(member) : json()}};
}

json leaf_json(const Scene& scene, const Rule& whole, const LeafFound& leaf)
{
    const auto& words = scene.words;
    auto value = subject_json(leaf.leaf->fact, leaf.member);
    const bool listing = leaf.leaf == &everyone_listed();
    value["label"] = html::fact_label(words.messages, words.language, leaf.leaf->fact);
    value["requirement"] = listing ? words.say("matches.ask.all_listed")
                                   : html::requirement(words.messages, words.language, words.divisions, leaf,
                                                       html::sense_of(whole, *leaf.leaf));
    value["found"] = listing ? words.say("matches.rule.not_all_listed")
                             : html::finding(words.messages, words.language, words.divisions, leaf);
    value["verdict"] = name_of(leaf.verdict);
    return value;
}

json rules_json(const Scene& scene, const Explanation& explanation)
{
    const auto& words = scene.words;
    json rules = json::array();
    for (const auto& line : explanation.lines) {
        json leaves = json::array();
        for (const auto& leaf : line.leaves) leaves.push_back(leaf_json(scene, *line.rule, leaf));
        rules.push_back({{"sentence", html::rule_sentence(words.messages, words.language, words.divisions,
                                                          rule_of(line))},
                         {"verdict", name_of(line.verdict)},
                         {"facts", std::move(leaves)}});
    }
    return rules;
}

json missing_json(const Explanation& explanation)
{
    json missing = json::array();
    for (const auto& leaf : explanation.missing) {
        auto one = subject_json(leaf.leaf->fact, leaf.member);
        if (std::ranges::find(missing, one) == missing.end()) missing.push_back(std::move(one));
    }
    return missing;
}

json program_json(const Words& words, const Program& program)
{
    return {{"id", program.id ? json(to_text(program.id)) : json()},
            {"code", program.code},
            {"name", programs::name_in(words.language, program.name)},
            {"organization",
             {{"id", program.organization ? json(to_text(program.organization)) : json()},
              {"name", program.organization_name}}}};
}

json need_json(const Found& found, const Candidate& candidate)
{
    const auto& need = found.need(candidate);
    return {{"position", candidate.need},
            {"type", need.type},
            {"member", need.member > 0 ? json(need.member) : json()}};
}

json cautions_json(const Scene& scene, const Candidate& candidate)
{
    if (!passes_the_line(scene.found, candidate)) return json::array();
    return json::array({{{"code", "may_pass_line"}, {"text", scene.words.say("matches.caution.line")}}});
}

json codes_json(const Found& found, const std::vector<ProgramIndex>& programs)
{
    json codes = json::array();
    for (const auto index : programs) codes.push_back(found.program(index).code);
    return codes;
}

json answer_json(const Scene& scene, const Question& question, const Answer& answer, const AnswerWords& text)
{
    const auto value_of = [&](const FactValue& value) -> json {
        if (question.everyone_listed) return std::get<std::int64_t>(value) == 1;
        return write_fact_value(row_of(question.fact), value);
    };
    json also = json::array();
    for (const auto& value : answer.also) also.push_back(value_of(value));
    return {{"value", value_of(answer.value)},
            {"also", std::move(also)},
            {"others", answer.others},
            {"text", text.answer},
            {"effect", text.effect},
            {"opens", codes_json(scene.found, answer.opens)},
            {"closes", codes_json(scene.found, answer.closes)},
            {"most_fen", answer.most.fen}};
}

json question_json(const Scene& scene, const Question& question)
{
    auto value = subject_json(question.fact, question.member);
    const bool of_need = row_of(question.fact).level == FactLevel::need;
    value["need"] = of_need ? json(question.need) : json();
    value["everyone_listed"] = question.everyone_listed;
    value["text"] = question_words(scene, question);
    value["decides_thousandths"] = question.decided;
    value["at_stake_fen"] = question.at_stake.fen;
    value["answers"] = json::array();
    const auto texts = answers_in_words(scene, question);
    for (std::size_t i = 0; i < texts.size(); ++i)
        value["answers"].push_back(answer_json(scene, question, question.answers[i], texts[i]));
    return value;
}

json severity_json(const Found& found)
{
    const auto severity = severity_of(found.snapshot, {0});
    json hardships = json::array();
    for (const auto i : severity.hardships)
        hardships.push_back(found.snapshot.ground().policy->hardships[i].name);
    return {{"permille", severity.permille}, {"tier", severity.tier}, {"hardships", std::move(hardships)}};
}

json counts_json(const Found& found)
{
    json counts = json::object();
    for (const auto& [standing, name] : kNames<Standing>)
        counts[std::string(name)] = std::ranges::count(found.candidates, standing, &Candidate::standing);
    return counts;
}

} // namespace

json score_json(const Score& score)
{
    return {{"total", score.total},
            {"parts", by_factor(score.parts)},
            {"permille", by_factor(score.permille)},
            {"points", shown_total(score)},
            {"points_by_part", by_factor(shown_points(score))}};
}

json award_json(const Words& words, const Program& program, const AwardFound& award)
{
    return {{"low_fen", award.low.fen},
            {"high_fen", award.high.fen},
            {"known", award.known},
            {"quantity", award.quantity ? json(*award.quantity) : json()},
            {"text", award_words(words, program, award)}};
}

json obstacles_json(const Words& words, const Snapshot& snapshot, const Program& program,
                    const Candidate& candidate)
{
    json all = json::array();
    for (const auto& found : candidate.obstacles)
        all.push_back({{"code", name_of(found.what)},
                       {"when", found.when ? json(to_text(*found.when)) : json()},
                       {"detail", found.detail.empty() ? json() : json(found.detail)},
                       {"text", obstacle_words(words, snapshot, program, found)}});
    return all;
}

json candidate_json(const Scene& scene, const Candidate& candidate)
{
    const auto& words = scene.words;
    const auto& found = scene.found;
    const auto& program = found.program(candidate.program);
    const auto explanation = explain(found.snapshot, candidate);
    json value;
    value["program"] = program_json(words, program);
    value["need"] = need_json(found, candidate);
    value["standing"] = name_of(candidate.standing);
    value["verdict"] = name_of(candidate.verdict);
    value["obstacles"] = obstacles_json(words, found.snapshot, program, candidate);
    value["award"] = award_json(words, program, candidate.award);
    value["score"] = has_score(candidate) ? score_json(candidate.score) : json();
    value["why"] =
        has_score(candidate) ? json(why(words, program, found.need(candidate), candidate)) : json();
    value["rules"] = rules_json(scene, explanation);
    value["missing"] = missing_json(explanation);
    value["documents"] = program.documents;
    value["cautions"] = cautions_json(scene, candidate);
    value["separates"] = is_refused(candidate) ? ways_json(scene, ways_to(scene, candidate)) : json();
    return value;
}

json questions_json(const Scene& scene)
{
    json questions = json::array();
    for (const auto& question : scene.found.questions) questions.push_back(question_json(scene, question));
    return questions;
}

json matches_json(const Scene& scene, const Span& span)
{
    const auto& found = scene.found;
    const auto& ground = found.snapshot.ground();
    json value;
    value["as_of"] = to_text(ground.as_of);
    value["policy"] = ground.policy->version;
    value["note"] = scene.words.say("matches.title.people_decide");
    value["severity"] = severity_json(found);
    value["counts"] = counts_json(found);
    value["questions"] = questions_json(scene);
    value["items"] = json::array();
    const auto end = std::min(span.first + span.count, found.candidates.size());
    for (auto i = span.first; i < end; ++i) {
        value["items"].push_back(candidate_json(scene, found.candidates[i]));
        value["items"].back()["rank"] = i + 1;
    }
    value["total"] = found.candidates.size();
    return value;
}

} // namespace server::matches
