#include "server/html/rule_words.hpp"
#include "server/html/format.hpp"
#include <algorithm>
#include <set>

namespace html {

using namespace models;
using server::Language;

namespace {

bool is_ascii_word(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

std::string padded(const std::string& value)
{
    if (value.empty()) return value;
    return (is_ascii_word(value.front()) ? " " : "") + value + (is_ascii_word(value.back()) ? " " : "");
}

bool ends_with_wide_mark(const std::string& text)
{
    for (const auto* mark : {"（", "）", "、", "，", "；", "：", "。", "“", "”", " "})
        if (text.ends_with(mark)) return true;
    return false;
}

bool starts_with_wide_mark(std::string_view text)
{
    for (const auto* mark : {"（", "）", "、", "，", "；", "：", "。", "“", "”", " "})
        if (text.starts_with(mark)) return true;
    return text.empty();
}

// Spaces only between a character and a digit or letter: none at the ends, doubled or beside a full-width
// mark.
std::string tidy(const std::string& text)
{
    std::string kept;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool needless = text[i] == ' ' && (kept.empty() || ends_with_wide_mark(kept) ||
                                                 starts_with_wide_mark(std::string_view(text).substr(i + 1)));
        if (!needless) kept += text[i];
    }
    return kept;
}

// Codes that have one word together: every illness, every kind of disability of one level, all years of a
// school.
struct Group {
    std::string name;
    std::vector<std::string_view> codes;
};

Group group_of(const FactRow& row, std::string name, std::string_view begin, std::string_view end)
{
    Group group{std::move(name), {}};
    for (const auto code : row.codes)
        if (code.starts_with(begin) && code.ends_with(end)) group.codes.push_back(code);
    return group;
}

std::vector<Group> groups_of(const FactRow& row)
{
    std::vector<Group> groups;
    if (row.fact == Fact::schooling) {
        for (const std::string school : {"primary", "junior", "senior", "vocational"})
            groups.push_back(group_of(row, school, school + "_", ""));
        for (const std::string school : {"college", "undergraduate"})
            groups.push_back(group_of(row, school + "_any", school, ""));
    }
    if (row.fact == Fact::disabilities || row.fact == Fact::illnesses || row.fact == Fact::operated_for)
        groups.push_back(group_of(row, "all", "", ""));
    if (row.fact == Fact::disabilities)
        for (const std::string level : {"1", "2", "3", "4"})
            groups.push_back(group_of(row, "level_" + level, "", "_" + level));
    return groups;
}

std::vector<std::string> gathered(const FactRow& row, const std::vector<std::string>& codes)
{
    const std::set<std::string_view> given(codes.begin(), codes.end());
    std::set<std::string_view> said;
    std::vector<std::string> names;
    const auto groups = groups_of(row);
    for (const auto& code : codes) {
        if (said.contains(code)) continue;
        const auto group = std::ranges::find_if(groups, [&](const Group& one) {
            return std::ranges::find(one.codes, code) != one.codes.end() &&
                   std::ranges::all_of(one.codes, [&](auto each) { return given.contains(each); });
        });
        names.push_back(group == groups.end() ? code : group->name);
        if (group != groups.end()) said.insert(group->codes.begin(), group->codes.end());
    }
    return names;
}

std::string times_text(Times times)
{
    auto rest = std::to_string(times.ten_thousandths % 10'000);
    rest.insert(0, 4 - rest.size(), '0');
    rest.resize(rest.find_last_not_of('0') + 1);
    return std::to_string(times.ten_thousandths / 10'000) + (rest.empty() ? "" : "." + rest);
}

std::string fact_in_sentence(const Words& words, Fact fact)
{
    return words.say("rule.the_fact", {{"fact", words.say("fact." + std::string(row_of(fact).name))}});
}

std::string multiplied(const Words& words, std::string what, Times times)
{
    if (times == Times{}) return what;
    return words.say("rule.times", {{"what", std::move(what)}, {"times", times_text(times)}});
}

std::string rule_date_text(const Words& words, const RuleDate& date)
{
    if (const auto* day_given = std::get_if<Date>(&date)) return day(words.language, *day_given);
    return words.say(std::holds_alternative<AsOf>(date) ? "date.as_of" : "date.first_entry");
}

} // namespace

std::string Words::say(const std::string& key, std::map<std::string, std::string> values) const
{
    if (language == Language::en) return messages.text(language, key, values);
    for (auto& [name, value] : values) value = padded(value);
    return tidy(messages.text(language, key, values));
}

std::string Words::join(const std::vector<std::string>& parts, const std::string& key,
                        const std::string& last_key) const
{
    std::string text;
    for (std::size_t i = 0; i < parts.size(); ++i) {
        if (i > 0) text += messages.text(language, i + 1 == parts.size() ? last_key : key);
        const bool apart =
            i > 0 && language == Language::zh && !ends_with_wide_mark(text) && is_ascii_word(parts[i][0]);
        text += (apart ? " " : "") + parts[i];
    }
    return text;
}

std::string Words::one_or_many(const std::string& key, std::int64_t n,
                               std::map<std::string, std::string> values) const
{
    values["n"] = std::to_string(n);
    return say(key + (n == 1 ? "_one" : "_other"), std::move(values));
}

Sense opposite(Sense sense) { return sense == Sense::negated ? Sense::as_written : Sense::negated; }

Op opposite(Op op)
{
    switch (op) {
    case Op::at_least: return Op::less_than;
    case Op::less_than: return Op::at_least;
    case Op::more_than: return Op::at_most;
    case Op::at_most: return Op::more_than;
    case Op::is:
    case Op::in:
    case Op::has:
    case Op::between: return op;
    }
    return op;
}

std::string area_name(const Words& words, Area area)
{
    const auto* division = words.divisions.find(area);
    if (!division) return to_text(area);
    if (words.language == Language::en && !division->name_en.empty()) return division->name_en;
    if (level_of(area) < AreaLevel::county) return division->name;
    return words.divisions.path(area);
}

std::string date_text(const Words& words, const DateOperand& operand)
{
    auto text = rule_date_text(words, operand.date);
    const auto months = operand.years * 12 + operand.months;
    if (months == 0) return text;
    const bool years = months % 12 == 0;
    const auto count = std::abs(years ? months / 12 : months);
    return words.say(months < 0 ? "date.before" : "date.after",
                     {{"date", std::move(text)},
                      {"span", words.one_or_many(years ? "span.years" : "span.months", count)}});
}

std::string code_names(const Words& words, Fact fact, const std::vector<std::string>& codes,
                       const std::string& last_join)
{
    const auto& row = row_of(fact);
    std::vector<std::string> names;
    for (const auto& code : gathered(row, codes)) {
        const auto key = "code." + std::string(row.name) + "." + code;
        names.push_back(words.messages.has(key) ? words.messages.text(words.language, key) : code);
    }
    return words.join(names, "join.comma", last_join);
}

std::string amount_text(const Words& words, Fact fact, std::int64_t amount)
{
    const auto& row = row_of(fact);
    if (row.type == FactType::fen) return words.say("value.fen", {{"yuan", yuan_short(Money{amount})}});
    const auto unit = "unit." + std::string(row.name);
    const auto number = std::to_string(amount);
    return words.messages.has(unit) ? words.say(unit, {{"n", number}}) : number;
}

std::string operand_text(const Words& words, const Leaf& leaf, const Operand& operand)
{
    if (const auto* number = std::get_if<std::int64_t>(&operand))
        return amount_text(words, leaf.fact, *number);
    if (const auto* codes = std::get_if<CodeSet>(&operand))
        return code_names(words, leaf.fact, *codes, "join.or");
    if (const auto* standard = std::get_if<StandardOperand>(&operand))
        return multiplied(words, words.say("standard." + std::string(name_of(standard->name))),
                          standard->times);
    if (const auto* other = std::get_if<FactOperand>(&operand))
        return multiplied(words, fact_in_sentence(words, other->fact), other->times);
    if (const auto* date = std::get_if<DateOperand>(&operand)) return date_text(words, *date);
    std::vector<std::string> names;
    for (const auto area : std::get<AreaSet>(operand)) names.push_back(area_name(words, area));
    return words.join(names, "join.comma", "join.or");
}

} // namespace html
