#include "server/html/format.hpp"
#include "server/html/rule_sentence.hpp"
#include "server/html/rule_words.hpp"

namespace html {

using namespace models;
using server::Language;

std::string fact_key(const char* group, Fact fact)
{
    return std::string(group) + "." + std::string(row_of(fact).name);
}

namespace {

// "806.00 元/月": exact to the fen, with the period of the fact.
std::string money_text(const Words& words, Fact fact, Money amount)
{
    const auto name = row_of(fact).name;
    const std::string key = name.ends_with("_month")  ? "value.fen_month"
                            : name.ends_with("_year") ? "value.fen_year"
                                                      : "value.fen";
    return words.say(key, {{"yuan", yuan(amount)}});
}

std::string list_text(const Words& words, Fact fact, const CodeList& list)
{
    if (list.codes.empty()) return words.say(list.complete ? "rule.none" : "rule.not_known");
    auto text = code_names(words, fact, list.codes, "join.comma");
    return list.complete ? text : words.say("rule.maybe_more", {{"value", std::move(text)}});
}

std::string value_text(const Words& words, Fact fact, const FactValue& value)
{
    switch (row_of(fact).type) {
    case FactType::code: return code_names(words, fact, {std::get<Code>(value).text}, "join.comma");
    case FactType::list: return list_text(words, fact, std::get<CodeList>(value));
    case FactType::area: return area_name(words, std::get<Area>(value));
    case FactType::date: return day(words.language, std::get<Date>(value));
    case FactType::yes_no: return words.say(std::get<std::int64_t>(value) != 0 ? "rule.yes" : "rule.no");
    case FactType::number: return amount_text(words, fact, std::get<std::int64_t>(value));
    case FactType::fen: return money_text(words, fact, Money{std::get<std::int64_t>(value)});
    }
    return {};
}

// A standard by its amount, if the engine found one: "852.25 元/月（当地低保标准的 1.5 倍）".
std::string required_text(const Words& words, const Leaf& leaf, const Operand& operand,
                          const std::optional<Money>& found)
{
    if (const auto* number = std::get_if<std::int64_t>(&operand);
        number && row_of(leaf.fact).type == FactType::fen)
        return money_text(words, leaf.fact, Money{*number});
    auto text = operand_text(words, leaf, operand);
    if (!std::holds_alternative<StandardOperand>(operand) || !found) return text;
    return words.say("op.of_standard",
                     {{"amount", money_text(words, leaf.fact, *found)}, {"standard", std::move(text)}});
}

std::string interval_text(const Words& words, const matching::LeafFound& found, Sense sense)
{
    const auto& leaf = *found.leaf;
    const std::string key = leaf.low_open    ? leaf.high_open ? "op.between.open" : "op.between.low_open"
                            : leaf.high_open ? "op.between.high_open"
                                             : "op.between.closed";
    auto range = words.say(key, {{"low", required_text(words, leaf, leaf.value, found.requirement)},
                                 {"high", required_text(words, leaf, *leaf.high, found.high_requirement)}});
    return sense == Sense::negated ? words.say("op.outside", {{"range", std::move(range)}}) : range;
}

} // namespace

std::string fact_label(const Messages& messages, Language language, Fact fact)
{
    auto label = messages.text(language, fact_key("fact", fact));
    if (label[0] >= 'a' && label[0] <= 'z') label[0] = static_cast<char>(label[0] - 'a' + 'A');
    return label;
}

std::string requirement(const Messages& messages, Language language, const Divisions& divisions,
                        const matching::LeafFound& found, Sense sense)
{
    const Words words{messages, language, divisions};
    const auto& leaf = *found.leaf;
    if (leaf.op == Op::between) return interval_text(words, found, sense);
    if (row_of(leaf.fact).type == FactType::yes_no) {
        const bool yes = (std::get<std::int64_t>(leaf.value) != 0) == (sense == Sense::as_written);
        return words.say(yes ? "rule.yes" : "rule.no");
    }
    const auto type = row_of(leaf.fact).type;
    const bool described = type == FactType::code || type == FactType::list || type == FactType::area;
    if (described && sense == Sense::negated) {
        auto asked = leaf;
        asked.on.reset();
        return leaf_phrase(words, asked, Frame::household, sense);
    }
    const auto op = sense == Sense::negated ? opposite(leaf.op) : leaf.op;
    const bool is_not = op == Op::is && sense == Sense::negated;
    return words.say(is_not ? "op.is_not" : "op." + std::string(name_of(op)),
                     {{"value", required_text(words, leaf, leaf.value, found.requirement)}});
}

std::string finding(const Messages& messages, Language language, const Divisions& divisions,
                    const matching::LeafFound& found)
{
    using matching::Known;
    if (found.found.known == Known::not_applicable) return messages.text(language, "rule.not_applicable");
    if (found.found.known == Known::unknown && !found.found.value)
        return messages.text(language, "rule.not_known");
    if (!found.found.value) return messages.text(language, "rule.not_known");
    return fact_value(messages, language, divisions, found.leaf->fact, *found.found.value);
}

std::string fact_value(const Messages& messages, Language language, const Divisions& divisions, Fact fact,
                       const FactValue& value)
{
    return value_text({messages, language, divisions}, fact, value);
}

std::string question(const Messages& messages, Language language, Fact fact, std::string_view person)
{
    const auto who = person.empty() ? messages.text(language, "fact.this_member") : std::string(person);
    return messages.text(language, fact_key("ask", fact), {{"person", who}});
}

std::string word(const Messages& messages, Language language, std::string_view group, std::string_view code)
{
    const auto key = std::string(group) + "." + std::string(code);
    return messages.has(key) ? messages.text(language, key) : std::string(code);
}

std::string within_text(const Messages& messages, Language language, std::string_view within)
{
    constexpr std::string_view kMonths = " months";
    if (!within.ends_with(kMonths)) return word(messages, language, "within", within);
    const std::string count(within.substr(0, within.size() - kMonths.size()));
    return messages.text(language, count == "1" ? "within.months_one" : "within.months_other",
                         {{"count", count}});
}

} // namespace html
