#include "server/html/rule_words.hpp"

namespace html {

using namespace models;

namespace {

std::string ends_key(const Leaf& leaf)
{
    if (leaf.low_open) return leaf.high_open ? "rule.between.open" : "rule.between.low_open";
    return leaf.high_open ? "rule.between.high_open" : "rule.between.closed";
}

// The same comparison with one end of an interval.
Leaf half(const Leaf& leaf, Op op, const Operand& value)
{
    auto one = leaf;
    one.op = op;
    one.value = value;
    one.high.reset();
    one.on.reset();
    return one;
}

std::string core(const Words& words, const Leaf& leaf, Sense sense);

// Outside an interval: below its low end or above its high one.
std::string outside(const Words& words, const Leaf& leaf)
{
    const auto below = half(leaf, leaf.low_open ? Op::at_most : Op::less_than, leaf.value);
    const auto above = half(leaf, leaf.high_open ? Op::at_least : Op::more_than, *leaf.high);
    return words.join({core(words, below, Sense::as_written), core(words, above, Sense::as_written)},
                      "join.or_member", "join.or_member");
}

// Codes, lists, areas, yes and no have a sentence of their own for each fact.
std::string described(const Words& words, const Leaf& leaf, Sense sense)
{
    const auto* yes = std::get_if<std::int64_t>(&leaf.value);
    const bool denied = (sense == Sense::negated) != (yes && *yes == 0);
    return words.say(
        fact_key(denied ? "deny" : "say", leaf.fact),
        yes ? std::map<std::string, std::string>{}
            : std::map<std::string, std::string>{{"value", operand_text(words, leaf, leaf.value)}});
}

// Ages are whole years: "more than 17" is "at least 18".
std::string age_phrase(const Words& words, const Leaf& leaf, Op op, Sense sense)
{
    const auto low = std::get<std::int64_t>(leaf.value);
    const auto n = [](std::int64_t years) {
        return std::map<std::string, std::string>{{"n", std::to_string(years)}};
    };
    switch (op) {
    case Op::at_least: return words.say("rule.age.at_least", n(low));
    case Op::more_than: return words.say("rule.age.at_least", n(low + 1));
    case Op::less_than: return words.say("rule.age.less_than", n(low));
    case Op::at_most: return words.say("rule.age.less_than", n(low + 1));
    case Op::between:
        return words.say("rule.age.between",
                         {{"low", std::to_string(low + leaf.low_open)},
                          {"high", std::to_string(std::get<std::int64_t>(*leaf.high) - leaf.high_open)}});
    case Op::is:
    case Op::in:
    case Op::has: return words.say(sense == Sense::negated ? "rule.age.is_not" : "rule.age.is", n(low));
    }
    return {};
}

std::string compared(const Words& words, const Leaf& leaf, Sense sense)
{
    const auto op = sense == Sense::negated ? opposite(leaf.op) : leaf.op;
    const bool plain = std::holds_alternative<std::int64_t>(leaf.value) &&
                       (!leaf.high || std::holds_alternative<std::int64_t>(*leaf.high));
    if (leaf.fact == Fact::age && plain) return age_phrase(words, leaf, op, sense);
    std::map<std::string, std::string> values{{"fact", words.say(fact_key("fact", leaf.fact))}};
    std::string text;
    if (op == Op::between) {
        values["low"] = operand_text(words, leaf, leaf.value);
        values["high"] = operand_text(words, leaf, *leaf.high);
        text = words.say(ends_key(leaf), std::move(values));
    } else {
        values["value"] = operand_text(words, leaf, leaf.value);
        const bool is_not = op == Op::is && sense == Sense::negated;
        text = words.say(is_not ? "rule.is_not" : "rule." + std::string(name_of(op)), std::move(values));
    }
    const bool member = row_of(leaf.fact).level == FactLevel::member;
    return member ? words.say("rule.of_member", {{"what", std::move(text)}}) : text;
}

// A day some time before another: "15 years old by then" for a birth date, "the last 6 months" for others.
std::optional<std::string> relative(const Words& words, const Leaf& leaf, Op op, const DateOperand& operand)
{
    const auto months = -(operand.years * 12 + operand.months);
    if (months <= 0 || op == Op::is || op == Op::between) return {};
    const bool years = months % 12 == 0;
    if (leaf.fact == Fact::birth_date && years) {
        auto text = words.say("rule.birth." + std::string(name_of(op)), {{"n", std::to_string(months / 12)}});
        if (std::holds_alternative<AsOf>(operand.date)) return text;
        return words.say("rule.at_date",
                         {{"date", date_text(words, {operand.date, 0, 0})}, {"what", std::move(text)}});
    }
    if (leaf.fact == Fact::birth_date || !std::holds_alternative<AsOf>(operand.date)) return {};
    const bool recent = op == Op::at_least || op == Op::more_than;
    return words.say(
        recent ? "rule.recent" : "rule.long_ago",
        {{"fact", words.say(fact_key("fact", leaf.fact))},
         {"span", words.one_or_many(years ? "span.years" : "span.months", years ? months / 12 : months)}});
}

std::string dated(const Words& words, const Leaf& leaf, Sense sense)
{
    if (leaf.op == Op::between) { // each end is a comparison of its own
        const auto low = half(leaf, leaf.low_open ? Op::more_than : Op::at_least, leaf.value);
        const auto high = half(leaf, leaf.high_open ? Op::less_than : Op::at_most, *leaf.high);
        return words.join({dated(words, low, Sense::as_written), dated(words, high, Sense::as_written)},
                          "join.and_member", "join.and_member");
    }
    const auto op = sense == Sense::negated ? opposite(leaf.op) : leaf.op;
    const auto& operand = std::get<DateOperand>(leaf.value);
    if (const auto text = relative(words, leaf, op, operand)) return *text;
    const bool is_not = op == Op::is && sense == Sense::negated;
    const std::string group = leaf.fact == Fact::birth_date ? "rule.born." : "rule.date.";
    return words.say(group + (is_not ? "is_not" : std::string(name_of(op))),
                     {{"fact", words.say(fact_key("fact", leaf.fact))}, {"date", date_text(words, operand)}});
}

std::string core(const Words& words, const Leaf& leaf, Sense sense)
{
    if (leaf.op == Op::between && sense == Sense::negated) return outside(words, leaf);
    switch (row_of(leaf.fact).type) {
    case FactType::number:
    case FactType::fen: return compared(words, leaf, sense);
    case FactType::date: return dated(words, leaf, sense);
    case FactType::code:
    case FactType::list:
    case FactType::area:
    case FactType::yes_no: return described(words, leaf, sense);
    }
    return {};
}

} // namespace

std::string leaf_phrase(const Words& words, const Leaf& leaf, Frame frame, Sense sense)
{
    auto text = core(words, leaf, sense);
    if (leaf.on && !std::holds_alternative<AsOf>(*leaf.on))
        text = words.say("rule.at_date",
                         {{"date", date_text(words, {*leaf.on, 0, 0})}, {"what", std::move(text)}});
    if (leaf.known_then) text = words.say("rule.known_then", {{"what", std::move(text)}});
    const bool foreign = frame == Frame::member && row_of(leaf.fact).level == FactLevel::household;
    return foreign ? words.say("rule.of_household", {{"what", std::move(text)}}) : text;
}

} // namespace html
