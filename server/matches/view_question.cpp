#include "server/html/format.hpp"
#include "server/html/rule_sentence.hpp"
#include "server/http/idempotency.hpp"
#include "server/matches/view_parts.hpp"
#include "server/matches/words.hpp"
#include "server/programs/words.hpp"
#include <algorithm>

namespace server::matches {

using nlohmann::json;
using namespace matching;
using namespace models;
using html::Words;

namespace {

constexpr std::size_t kMostButtons = 5;

// One answer as the form sends it, and as people say it.
struct Choice {
    std::string value, label;
    bool operator==(const Choice&) const = default;
};

std::string list_text(const CodeList& list)
{
    std::string text;
    for (const auto& code : list.codes) text += (text.empty() ? "" : ",") + code;
    if (list.codes.empty()) text = "*";
    return text;
}

std::string form_value(Fact fact, const FactValue& value)
{
    if (const auto* code = std::get_if<Code>(&value)) return code->text;
    if (const auto* list = std::get_if<CodeList>(&value)) return list_text(*list);
    if (const auto* area = std::get_if<Area>(&value)) return to_text(*area);
    if (const auto* date = std::get_if<Date>(&value)) return to_text(*date);
    const auto number = std::get<std::int64_t>(value);
    if (row_of(fact).type == FactType::yes_no) return number != 0 ? "yes" : "no";
    if (row_of(fact).type == FactType::fen) return to_yuan(Money{number});
    return std::to_string(number);
}

std::vector<std::string> codes_in(const FactValue& value)
{
    if (const auto* code = std::get_if<Code>(&value)) return {code->text};
    const auto* list = std::get_if<CodeList>(&value);
    return list ? list->codes : std::vector<std::string>{};
}

// As an answer to the fact's question: 做过（先天性心脏病） where the value alone would not answer it.
std::string value_words(const Words& words, Fact fact, const FactValue& value)
{
    auto text = html::fact_value(words.messages, words.language, words.divisions, fact, value);
    const auto key = "matches.answer." + std::string(row_of(fact).name);
    if (codes_in(value).empty() || !words.messages.has(key)) return text;
    return words.say(key, {{"what", std::move(text)}});
}

Choice choice_of(const Words& words, Fact fact, const FactValue& value)
{
    return {form_value(fact, value), value_words(words, fact, value)};
}

bool is_typed(Fact fact)
{
    const auto& row = row_of(fact);
    const bool open = row.codes.empty() && (row.type == FactType::code || row.type == FactType::list);
    return open || row.type == FactType::number || row.type == FactType::fen || row.type == FactType::date;
}

const char* input_type(Fact fact)
{
    const auto type = row_of(fact).type;
    return type == FactType::date ? "date" : "text";
}

const char* input_mode(Fact fact)
{
    const auto type = row_of(fact).type;
    if (type == FactType::fen) return "decimal";
    return type == FactType::number ? "numeric" : "text";
}

std::vector<Choice> all_codes(const Words& words, Fact fact)
{
    const auto& row = row_of(fact);
    std::vector<Choice> choices;
    if (row.type == FactType::list) choices.push_back(choice_of(words, fact, CodeList{{}, true}));
    for (const auto code : row.codes) {
        const std::string text(code);
        choices.push_back(
            {text, html::word(words.messages, words.language, "code." + std::string(row.name), text)});
    }
    return choices;
}

// What can be said as one of the engine's answers; where it stands for others too, all codes are offered.
std::vector<Choice> choices_of(const Scene& scene, const Question& question)
{
    std::vector<Choice> choices;
    if (question.everyone_listed) {
        const auto listed = std::ssize(scene.found.family().household.members);
        return {{std::to_string(listed), scene.words.say("matches.ask.all_listed")}};
    }
    if (is_typed(question.fact)) return choices;
    bool others = false;
    for (const auto& answer : question.answers) {
        others = others || answer.others;
        if (answer.others && answer.also.empty()) continue;
        choices.push_back(choice_of(scene.words, question.fact, answer.value));
        for (const auto& value : answer.also) choices.push_back(choice_of(scene.words, question.fact, value));
    }
    const bool coded = !row_of(question.fact).codes.empty();
    if (coded && (others || choices.size() > kMostButtons)) return all_codes(scene.words, question.fact);
    return choices;
}

std::string names_of(const Scene& scene, const std::vector<ProgramIndex>& programs)
{
    constexpr std::size_t kMostNamed = 3;
    std::vector<std::string> names;
    for (const auto index : programs)
        if (names.size() < kMostNamed)
            names.push_back(programs::name_in(scene.words.language, scene.found.program(index).name));
    auto text = scene.words.join(names, "join.comma", "join.comma");
    if (programs.size() <= kMostNamed) return text;
    return scene.words.say("matches.ask.and_others",
                           {{"names", std::move(text)}, {"count", std::to_string(programs.size())}});
}

// The first few by name.
std::string codes_words(const Words& words, Fact fact, std::vector<std::string> codes)
{
    constexpr std::size_t kMostNamed = 5;
    if (codes.size() <= kMostNamed) return html::code_names(words, fact, codes, "join.or");
    const auto count = std::to_string(codes.size());
    codes.resize(kMostNamed - 1);
    return words.say("matches.ask.and_other_codes",
                     {{"names", html::code_names(words, fact, codes, "join.comma")}, {"count", count}});
}

// Several answers that come to the same.
std::string several_words(const Words& words, Fact fact, const Answer& answer)
{
    std::vector<std::string> texts, codes;
    auto values = answer.also;
    values.insert(values.begin(), answer.value);
    for (const auto& value : values) {
        auto named = codes_in(value);
        if (named.empty()) texts.push_back(value_words(words, fact, value));
        for (auto& code : named)
            if (std::ranges::find(codes, code) == codes.end()) codes.push_back(std::move(code));
    }
    if (!codes.empty()) texts.push_back(codes_words(words, fact, std::move(codes)));
    return words.join(texts, "join.comma", "join.or");
}

std::string answer_label(const Scene& scene, const Question& question, const Answer& answer)
{
    const auto& words = scene.words;
    if (question.everyone_listed) {
        const bool all = std::get<std::int64_t>(answer.value) == 1;
        return words.say(all ? "matches.ask.all_listed" : "matches.ask.not_all_listed");
    }
    if (answer.others) return words.say("matches.ask.other_answers");
    auto first = value_words(words, question.fact, answer.value);
    if (answer.also.empty()) return first;
    if (is_typed(question.fact))
        return words.say("matches.ask.from_to",
                         {{"from", first}, {"to", value_words(words, question.fact, answer.also.back())}});
    return several_words(words, question.fact, answer);
}

// What an answer would open and close: “童心护佑”变为符合，可申请 15,000 元.
std::string effect_words(const Scene& scene, const Answer& answer)
{
    const auto& words = scene.words;
    std::vector<std::string> clauses;
    if (!answer.opens.empty()) {
        const auto names = names_of(scene, answer.opens);
        clauses.push_back(answer.most.fen > 0
                              ? words.say("matches.ask.opens_up_to",
                                          {{"names", names}, {"amount", html::yuan_short(answer.most)}})
                              : words.say("matches.ask.opens", {{"names", names}}));
    }
    if (!answer.closes.empty())
        clauses.push_back(words.say("matches.ask.closes", {{"names", names_of(scene, answer.closes)}}));
    if (clauses.empty()) return words.say("matches.ask.settles_nothing");
    return words.join(clauses, "matches.join.clauses", "matches.join.clauses");
}

json effects_of(const Scene& scene, const Question& question)
{
    json effects = json::array();
    for (const auto& [answer, effect] : answers_in_words(scene, question))
        effects.push_back({{"answer", answer}, {"effect", effect}});
    return effects;
}

json choices_part(const std::vector<Choice>& choices)
{
    json all = json::array();
    for (const auto& choice : choices) all.push_back({{"value", choice.value}, {"label", choice.label}});
    return all;
}

// The form that answers in place: a few buttons, a list to choose from, or a field to type in.
json form_part(const Scene& scene, const AskedOf& asked, const Question& question)
{
    const auto choices = choices_of(scene, question);
    const bool typed = choices.empty() && is_typed(question.fact);
    if (choices.empty() && !typed) return json::array();
    const bool few = choices.size() <= kMostButtons;
    json form{{"action", "/referrals/" + to_text(asked.referral.id) + "/answers"},
              {"once", new_form_token()},
              {"version", std::to_string(asked.referral.version)},
              {"fact", std::string(row_of(question.fact).name)},
              {"member", std::to_string(question.member)},
              {"need", std::to_string(question.need)}};
    form["choices"] = few ? choices_part(choices) : json::array();
    form["select"] = few ? json::array() : json::array({{{"options", choices_part(choices)}}});
    form["input"] =
        typed ? json::array({{{"type", input_type(question.fact)}, {"mode", input_mode(question.fact)}}})
              : json::array();
    return json::array({std::move(form)});
}

} // namespace

std::string question_words(const Scene& scene, const Question& question)
{
    const auto& words = scene.words;
    const auto person =
        person_words(words, scene.found.snapshot.ground(), scene.found.family(), question.member);
    auto text = html::question(words.messages, words.language, question.fact, person);
    const auto& needs = scene.found.family().household.needs;
    if (row_of(question.fact).level != FactLevel::need || needs.size() < 2) return text;
    return words.say("matches.ask.of_need",
                     {{"need", words.say("need." + needs.at(question.need).type)}, {"question", text}});
}

std::vector<AnswerWords> answers_in_words(const Scene& scene, const Question& question)
{
    std::vector<AnswerWords> all;
    for (const auto& answer : question.answers)
        all.push_back({answer_label(scene, question, answer), effect_words(scene, answer)});
    return all;
}

json question_part(const Scene& scene, const AskedOf& asked, const Question& question)
{
    return {{"text", question_words(scene, question)},
            {"form", asked.may_answer ? form_part(scene, asked, question) : json::array()},
            {"effects", effects_of(scene, question)}};
}

} // namespace server::matches
