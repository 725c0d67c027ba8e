#include "matching/exact.hpp"
#include "matching/topics.hpp"
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

// The value of an amount fact at which a leaf turns, seen from the recorded fact that is asked.
class Turns {
public:
    Turns(const Pair& pair, const Topic& topic)
        : pair_(pair), subject_(subject_of(pair, topic)), fact_(topic.fact)
    {
    }

    void add(const Leaf& leaf)
    {
        for (const auto* operand : {&leaf.value, leaf.high ? &*leaf.high : nullptr})
            if (operand)
                for (const auto& amount : amounts(leaf, *operand)) add_seen_from(leaf.fact, amount);
    }

    std::vector<Supposed> answers() const
    {
        const auto& row = row_of(fact_);
        std::set<std::int64_t> points;
        for (const auto at : at_)
            for (const std::int64_t point : {at - 1, at, at + 1})
                if (point >= row.low && point <= row.high) points.insert(point);
        std::vector<Supposed> answers;
        for (const auto point : points) answers.push_back({point});
        return answers;
    }

private:
    std::vector<Exact> amounts(const Leaf& leaf, const Operand& operand) const
    {
        if (const auto* number = std::get_if<std::int64_t>(&operand)) return {{*number, 1}};
        const auto day = day_of_leaf(pair_.ground, subject_, leaf.on, leaf.known_then, pair_.day);
        if (const auto* other = std::get_if<FactOperand>(&operand)) {
            const auto seen = look(pair_.ground, subject_, other->fact, day);
            if (seen.known != Known::yes) return {};
            return {product(seen.exact, other->times.ten_thousandths, 10'000)};
        }
        std::vector<Exact> found;
        if (const auto* standard = std::get_if<StandardOperand>(&operand))
            for (const auto kind : residence_kinds(pair_.ground, subject_, day))
                if (const auto line = line_amount(pair_.ground, subject_, leaf.fact, *standard, kind, day))
                    found.push_back(*line);
        return found;
    }

    std::optional<Wide> known(Fact fact) const
    {
        const auto seen = look(pair_.ground, subject_, fact, pair_.day);
        if (seen.known != Known::yes) return {};
        return seen.exact.numerator;
    }

    // The other rigid kinds together, as far as they are told.
    Wide other_rigid() const
    {
        Wide sum = 0;
        for (const auto part : parts_of(Fact::rigid_spending_year))
            if (part != fact_) sum += known(part).value_or(0);
        return sum;
    }

    void add_seen_from(Fact read, const Exact& amount)
    {
        const auto all = parts_of(read);
        const auto parts = facts_behind(read);
        if (read == fact_) at_.insert(floor_of(amount));
        if (read == fact_ || std::ranges::find(parts, fact_) == parts.end()) return;
        if (read == Fact::rigid_spending_year) at_.insert(floor_of({amount.numerator - other_rigid(), 1}));
        const auto heads = known(Fact::counted_members);
        if (!heads || all.empty() || all[0] != Fact::income_year) return;
        const auto periods = read == Fact::income_per_head_year ? 1 : 12;
        const auto year = floor_of(product(amount, static_cast<std::int64_t>(*heads) * periods, 1));
        const bool less_rigid = read == Fact::income_less_rigid_per_head_month;
        if (fact_ == Fact::income_year)
            at_.insert(year + (less_rigid ? static_cast<std::int64_t>(other_rigid()) : 0));
        else if (less_rigid && fact_ != Fact::counted_members)
            if (const auto income = known(Fact::income_year))
                at_.insert(static_cast<std::int64_t>(*income - other_rigid()) - year);
    }

    const Pair& pair_;
    Subject subject_;
    Fact fact_;
    std::set<std::int64_t> at_;
};

// Few possible numbers are all tried; a household has rarely more than ten to count.
std::vector<Supposed> number_answers(const Pair& pair, const Topic& topic, const Rules& rules)
{
    constexpr std::int64_t kFew = 12, kUsualHeads = 10;
    const auto& row = row_of(topic.fact);
    const bool heads = topic.fact == Fact::counted_members;
    if (heads || row.high - row.low <= kFew) {
        std::vector<Supposed> all;
        const auto most = heads ? kUsualHeads : row.high;
        for (auto number = row.low; number <= most; ++number) all.push_back({number});
        return all;
    }
    Turns turns(pair, topic);
    for_each_leaf_of(rules, [&](const Leaf& leaf) {
        const auto type = row_of(leaf.fact).type;
        if (type == FactType::fen || type == FactType::number) turns.add(leaf);
    });
    return turns.answers();
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
