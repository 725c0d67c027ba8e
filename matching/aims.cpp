#include "matching/compile.hpp"
#include "matching/levers.hpp"
#include "matching/stages.hpp"
#include "matching/turns.hpp"
#include <algorithm>
#include <map>

namespace matching {

using namespace models;

namespace {

using Rules = std::vector<const Rule*>;
using Codes = std::vector<std::string>;

constexpr int kFirstLevel = 5; // one more than the lightest level of a disability

// Codes that stand in an order, told by their place in the table; others are one step apart.
bool is_in_order(Fact fact)
{
    return fact == Fact::school_hardship_grade || fact == Fact::property_within ||
           fact == Fact::cervical_stage;
}

std::int64_t place_of(const FactRow& row, const std::string& code)
{
    if (row.fact == Fact::cervical_stage && code == "none") return -1;
    return std::ranges::find(row.codes, code) - row.codes.begin();
}

std::int64_t steps_between(const FactRow& row, const std::string& from, const std::string& to)
{
    if (is_in_order(row.fact)) return std::abs(place_of(row, from) - place_of(row, to));
    const auto now = school_years_of(from), then = school_years_of(to);
    if (row.fact != Fact::schooling || !now || !then) return 1;
    return std::max({1, then->first - now->last, now->first - then->last});
}

// "limb_2": kind and level, 1 is the heaviest.
std::string_view kind_of(std::string_view disability) { return disability.substr(0, disability.rfind('_')); }
int level_of_disability(std::string_view code) { return code.back() - '0'; }

std::int64_t steps_to_none(const FactRow& row, const std::string& code)
{
    return row.fact == Fact::disabilities ? kFirstLevel - level_of_disability(code) : 1;
}

// Codes that no condition of these rules tells apart; those of which none speaks stand together as well.
std::vector<Codes> groups_of(const FactRow& row, const Rules& rules)
{
    std::vector<const CodeSet*> sets;
    for (const auto* rule : rules)
        for_each_leaf(*rule, [&](const Leaf& leaf) {
            const auto* set = leaf.fact == row.fact ? std::get_if<CodeSet>(&leaf.value) : nullptr;
            if (set) sets.push_back(set);
        });
    Codes codes(row.codes.begin(), row.codes.end());
    if (codes.empty()) {
        for (const auto* set : sets) codes.insert(codes.end(), set->begin(), set->end());
        codes.emplace_back(); // a code that nobody names
    }
    std::map<std::vector<bool>, Codes> groups;
    for (const auto& code : codes) {
        std::vector<bool> pattern;
        for (const auto* set : sets) pattern.push_back(std::ranges::find(*set, code) != set->end());
        auto& group = groups[pattern];
        if (std::ranges::find(group, code) == group.end()) group.push_back(code);
    }
    std::vector<Codes> found;
    for (auto& [pattern, group] : groups) found.push_back(std::move(group));
    return found;
}

bool holds(const Codes& codes, const std::string& code)
{
    return std::ranges::find(codes, code) != codes.end();
}

std::vector<Aim> code_aims(const FactRow& row, const std::string& now, const Rules& rules)
{
    std::vector<Aim> aims;
    for (const auto& group : groups_of(row, rules)) {
        if (!now.empty() && holds(group, now)) continue;
        const auto nearest = std::ranges::min_element(
            group, {}, [&](const std::string& code) { return steps_between(row, now, code); });
        aims.push_back({Code{*nearest}, {steps_between(row, now, *nearest), 0, 0}});
    }
    return aims;
}

// A person has one level of a kind of disability: another one takes its place.
struct Edited {
    CodeList list;
    std::int64_t steps = 0;

    void drop(const FactRow& row, const std::string& code)
    {
        if (std::erase(list.codes, code) > 0) steps += steps_to_none(row, code);
    }
    std::int64_t steps_to(const FactRow& row, const std::string& code) const
    {
        if (row.fact == Fact::disabilities)
            for (const auto& has : list.codes)
                if (kind_of(has) == kind_of(code))
                    return std::abs(level_of_disability(has) - level_of_disability(code));
        return steps_to_none(row, code);
    }
    void take(const FactRow& row, const std::string& code)
    {
        steps += steps_to(row, code);
        if (row.fact == Fact::disabilities)
            std::erase_if(list.codes, [&](const auto& has) { return kind_of(has) == kind_of(code); });
        list.codes.insert(std::ranges::upper_bound(list.codes, code), code);
    }
};

// In each of the chosen groups: all that is had goes, or else the nearest comes.
Edited with_turned(const FactRow& row, const CodeList& now, const std::vector<const Codes*>& turned)
{
    Edited edited{{now.codes, true}, 0};
    std::vector<const Codes*> wanted;
    for (const auto* group : turned) {
        const auto had =
            std::ranges::count_if(*group, [&](const auto& code) { return holds(now.codes, code); });
        if (had == 0) wanted.push_back(group);
        for (const auto& code : *group)
            if (had > 0) edited.drop(row, code);
    }
    for (const auto* group : wanted)
        edited.take(row, *std::ranges::min_element(
                             *group, {}, [&](const auto& code) { return edited.steps_to(row, code); }));
    return edited;
}

std::vector<Aim> list_aims(const FactRow& row, const CodeList& now, const Rules& rules)
{
    constexpr std::size_t kAllOf = 4, kAtOnce = 2;
    const auto groups = groups_of(row, rules);
    std::vector<Aim> aims;
    const auto most = groups.size() <= kAllOf ? groups.size() : kAtOnce;
    const auto turn = [&](const auto& self, std::size_t from, std::vector<const Codes*> turned) -> void {
        for (auto i = from; turned.size() < most && i < groups.size(); ++i) {
            auto more = turned;
            more.push_back(&groups[i]);
            const auto edited = with_turned(row, now, more);
            if (edited.list.codes != now.codes) aims.push_back({edited.list, {edited.steps, 0, 0}});
            self(self, i + 1, std::move(more));
        }
    };
    turn(turn, 0, {});
    return aims;
}

Distance distance_between(const FactRow& row, const FactValue& from, const FactValue& to)
{
    if (row.type == FactType::date)
        return {0, std::abs(days_between(std::get<Date>(from), std::get<Date>(to))), 0};
    const auto* one = std::get_if<std::int64_t>(&from);
    if (!one) return {1, 0, 0};
    const auto far = std::abs(std::get<std::int64_t>(to) - *one);
    return row.type == FactType::fen ? Distance{0, 0, far} : Distance{far, 0, 0};
}

bool is_read_later(Fact fact, const Rules& rules, Date today)
{
    bool later = false;
    for (const auto* rule : rules)
        for_each_leaf(*rule, [&](const Leaf& leaf) {
            const auto* day = leaf.on ? std::get_if<Date>(&*leaf.on) : nullptr;
            if (!day || *day <= today) return;
            const auto parts = facts_behind(leaf.fact);
            later = later || leaf.fact == fact || std::ranges::find(parts, fact) != parts.end();
        });
    return later;
}

// From where a change is measured; what is read of a day to come, or of several that are past, has no one
// value.
std::optional<FactValue> value_now(const Looking& looking, const Lever& lever, const Rules& rules)
{
    const auto& pair = looking.pair;
    const auto fact = lever.topic.fact;
    if (lever.kind == ChangeKind::stays && row_of(fact).can_change) return {};
    if (lever.kind == ChangeKind::changes && is_read_later(fact, rules, looking.today)) return {};
    const auto seen = recorded(pair.ground, subject_of(pair, lever.topic), fact, pair.day);
    if (seen.recorded) return *seen.recorded;
    if (seen.known == Known::yes) return seen.date; // the first entry of the family
    return {};
}

// What is told to the end of what is possible goes further than to a bound that a rule names.
void add_ends(const Looking& looking, const Lever& lever, const Rules& rules, std::vector<Aim>& aims)
{
    const auto& row = row_of(lever.topic.fact);
    if (row.type != FactType::number && row.type != FactType::fen) return;
    if (row.fact == Fact::counted_members || !turns_of(looking.pair, lever.topic, rules).unknown_beside)
        return;
    const bool told = lever.kind == ChangeKind::told;
    const auto now = told ? std::nullopt : value_now(looking, lever, rules);
    for (const auto end : {row.low, row.high})
        aims.push_back({end, now ? distance_between(row, *now, end) : Distance{2, 0, 0}});
}

} // namespace

std::vector<Aim> aims_of(const Looking& looking, const Lever& lever, const Rules& rules)
{
    std::vector<Aim> aims;
    const auto& topic = lever.topic;
    if (lever.kind == ChangeKind::comes) {
        for (const auto day : days_ahead(looking.pair, rules, looking.today))
            aims.push_back({day, {0, days_between(looking.today, day), 0}});
        return aims;
    }
    if (topic.everyone_listed) return {{std::int64_t{1}, {1, 0, 0}}};
    if (lever.kind == ChangeKind::told) {
        for (const auto& answer : possible_answers(looking.pair, topic, rules))
            aims.push_back({answer.value, {1, 0, 0}});
        add_ends(looking, lever, rules, aims);
        return aims;
    }
    const auto& row = row_of(topic.fact);
    const auto now = value_now(looking, lever, rules);
    if (row.type == FactType::code) return code_aims(row, now ? std::get<Code>(*now).text : "", rules);
    if (row.type == FactType::list) {
        if (now) return list_aims(row, std::get<CodeList>(*now), rules);
        aims = list_aims(row, {}, rules);
        aims.push_back({CodeList{{}, true}, {1, 0, 0}});
        return aims;
    }
    for (const auto& answer : possible_answers(looking.pair, topic, rules))
        if (answer.value != now)
            aims.push_back(
                {answer.value, now ? distance_between(row, *now, answer.value) : Distance{1, 0, 0}});
    add_ends(looking, lever, rules, aims);
    return aims;
}

} // namespace matching
