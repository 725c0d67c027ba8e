#include "matching/turns.hpp"
#include <algorithm>
#include <set>

namespace matching {

using namespace models;

namespace {

using Rules = std::vector<const Rule*>;

template <class Each> void for_each_leaf_of(const Rules& rules, Each each)
{
    for (const auto* rule : rules) for_each_leaf(*rule, each);
}

std::set<std::string> codes_named(const Rules& rules, Fact fact)
{
    std::set<std::string> codes;
    for_each_leaf_of(rules, [&](const Leaf& leaf) {
        const auto* set = leaf.fact == fact ? std::get_if<CodeSet>(&leaf.value) : nullptr;
        if (set) codes.insert(set->begin(), set->end());
    });
    return codes;
}

// Named codes in the order of the table, then one that nobody names for all the rest.
std::vector<Supposed> code_answers(const FactRow& row, const Rules& rules)
{
    constexpr std::size_t kFew = 4;
    const auto named = codes_named(rules, row.fact);
    std::vector<Supposed> answers;
    std::optional<std::string> rest;
    for (const auto code : row.codes) {
        if (named.contains(std::string(code)) || row.codes.size() <= kFew)
            answers.push_back({Code{std::string(code)}});
        else if (!rest || code == "other" || code == "none")
            rest = code;
    }
    if (row.codes.empty()) {
        for (const auto& code : named) answers.push_back({Code{code}});
        rest = "";
    }
    if (rest) answers.push_back({Code{*rest}, true});
    return answers;
}

std::vector<Supposed> list_answers(const Pair& pair, const Topic& topic, const Rules& rules)
{
    CodeList known;
    const auto seen = look(pair.ground, subject_of(pair, topic), topic.fact, pair.day);
    if (seen.known == Known::yes) known = std::get<CodeList>(*seen.recorded);
    known.complete = true;
    std::vector<Supposed> answers{{known}};
    for (const auto& code : codes_named(rules, topic.fact)) {
        if (std::ranges::find(known.codes, code) != known.codes.end()) continue;
        auto more = known;
        more.codes.insert(std::ranges::upper_bound(more.codes, code), code);
        answers.push_back({more});
    }
    return answers;
}

std::vector<Supposed> area_answers(const Pair& pair, Fact fact, const Rules& rules)
{
    std::set<Area> named;
    for_each_leaf_of(rules, [&](const Leaf& leaf) {
        const auto* areas = leaf.fact == fact ? std::get_if<AreaSet>(&leaf.value) : nullptr;
        if (areas) named.insert(areas->begin(), areas->end());
    });
    std::vector<Supposed> answers;
    for (const auto area : named) answers.push_back({area});
    const std::vector<Area> all(named.begin(), named.end());
    for (std::int64_t province = 11; province <= 65; ++province) {
        const Area other{province * 10'000'000'000};
        if (lies_in(*pair.ground.divisions, other, all) != Verdict::no) continue;
        answers.push_back({other, true});
        break;
    }
    return answers;
}

// Few possible numbers are all tried; a household has rarely more than ten to count.
std::vector<Supposed> number_answers(const Pair& pair, const Topic& topic, const Rules& rules)
{
    constexpr std::int64_t kFew = 12, kUsualHeads = 10;
    const auto& row = row_of(topic.fact);
    const bool heads = topic.fact == Fact::counted_members;
    std::vector<Supposed> answers;
    if (heads || row.high - row.low <= kFew) {
        const auto most = heads ? kUsualHeads : row.high;
        for (auto number = row.low; number <= most; ++number) answers.push_back({number});
        return answers;
    }
    for (const auto point : turns_of(pair, topic, rules).points) answers.push_back({point});
    return answers;
}

void add_birthdays(const Pair& pair, const Subject& subject, const Leaf& leaf, std::set<Date>& days)
{
    const auto day = day_of_leaf(pair.ground, subject, leaf.on, leaf.known_then, pair.day).on;
    for (const auto* operand : {&leaf.value, leaf.high ? &*leaf.high : nullptr})
        if (const auto* years = operand ? std::get_if<std::int64_t>(operand) : nullptr)
            for (const auto age : {*years, *years + 1})
                days.insert(day_at(moment(day, -static_cast<int>(age))));
}

std::vector<Supposed> date_answers(const Pair& pair, const Topic& topic, const Rules& rules)
{
    const auto subject = subject_of(pair, topic);
    std::set<Date> turns;
    for_each_leaf_of(rules, [&](const Leaf& leaf) {
        if (leaf.fact == Fact::age && topic.fact == Fact::birth_date)
            add_birthdays(pair, subject, leaf, turns);
        if (leaf.fact != topic.fact) return;
        for (const auto* operand : {&leaf.value, leaf.high ? &*leaf.high : nullptr})
            if (const auto* date = operand ? std::get_if<DateOperand>(operand) : nullptr)
                turns.insert(
                    day_at(moment(date_of(pair.ground, subject, date->date), date->years, date->months)));
    });
    std::set<Date> days;
    for (const auto at : turns)
        for (const int beside : {-1, 0, 1}) days.insert(plus_days(at, beside));
    std::vector<Supposed> answers;
    for (const auto day : days) answers.push_back({day});
    return answers;
}

} // namespace

Subject subject_of(const Pair& pair, const Topic& topic)
{
    auto subject = pair.subject;
    const auto& members = pair.family.household.members;
    const auto whose = std::ranges::find(members, topic.member, &Member::number);
    if (whose != members.end()) subject.member = &*whose;
    return subject;
}

std::vector<Supposed> possible_answers(const Pair& pair, const Topic& topic, const Rules& rules)
{
    const std::vector<Supposed> yes_and_no{{std::int64_t{1}}, {std::int64_t{0}}};
    if (topic.everyone_listed) return yes_and_no;
    const auto& row = row_of(topic.fact);
    switch (row.type) {
    case FactType::yes_no: return yes_and_no;
    case FactType::code: return code_answers(row, rules);
    case FactType::list: return list_answers(pair, topic, rules);
    case FactType::area: return area_answers(pair, topic.fact, rules);
    case FactType::date: return date_answers(pair, topic, rules);
    case FactType::number:
    case FactType::fen: return number_answers(pair, topic, rules);
    }
    return {};
}

} // namespace matching
