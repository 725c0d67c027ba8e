#include "tests/oracle/oracle.hpp"
#include <algorithm>
#include <map>

namespace oracle {

using namespace models;

std::vector<Line> lines(const Judge& judge, const Rule& rule)
{
    std::vector<Line> found;
    const auto add_part = [&](const auto& self, const Rule& part, const Person* person) -> void {
        if (part.kind == RuleKind::all && !part.parts.empty()) {
            for (const auto& inner : part.parts) self(self, inner, person);
            return;
        }
        const bool splits = part.kind == RuleKind::person && part.parts[0].kind == RuleKind::all;
        if (splits && judge.person()) return self(self, part.parts[0], judge.person());
        found.push_back({&part, person, judge.verdict(part, person, judge.today())});
    };
    add_part(add_part, rule, nullptr);
    return found;
}

namespace {

// One year more, and only where the rule looks at today.
bool age_may_become(const Judge& judge, const Leaf& leaf, const Person* person, Verdict wanted)
{
    if (leaf.on && !std::holds_alternative<AsOf>(*leaf.on)) return false;
    const auto now = judge.fact(Fact::age, person, judge.today());
    const auto* low = std::get_if<std::int64_t>(&leaf.value);
    const auto* high = leaf.high ? std::get_if<std::int64_t>(&*leaf.high) : low;
    if (now.known != Known::yes || !low || !high) return true;
    const auto years = std::get<Number>(now.value) + 1;
    bool holds = years == *low;
    if (leaf.op == Op::at_least) holds = years >= *low;
    if (leaf.op == Op::more_than) holds = years > *low;
    if (leaf.op == Op::at_most) holds = years <= *low;
    if (leaf.op == Op::less_than) holds = years < *low;
    if (leaf.op == Op::between)
        holds = (leaf.low_open ? years > *low : years >= *low) &&
                (leaf.high_open ? years < *high : years <= *high);
    return holds == (wanted == Verdict::yes);
}

std::int64_t year_ahead(const Judge& judge)
{
    const auto then = later(judge.today().on, 1, 0);
    return count_of({then.month, 1}) + then.day - 1;
}

// A date that stays before bounds that move: looked up on the days around which it meets one, and in a year.
bool time_may_bring(const Judge& judge, const Leaf& leaf, const Person* person, Verdict wanted)
{
    const auto today = count_of(judge.today().on), last = year_ahead(judge);
    std::vector<std::int64_t> days{last};
    const auto on = judge.day_of_leaf(leaf, judge.today());
    const auto value = std::get<Day>(judge.fact(leaf.fact, person, on).value);
    for (const auto* operand : {&leaf.value, leaf.high ? &*leaf.high : nullptr}) {
        const auto* date = operand ? std::get_if<DateOperand>(operand) : nullptr;
        if (!date || !std::holds_alternative<AsOf>(date->date)) continue;
        const auto meets = later(value, -date->years, -date->months);
        for (int beside = -4; beside <= 4; ++beside)
            days.push_back(count_of({meets.month, 1}) + meets.day - 1 + beside);
    }
    return std::ranges::any_of(days, [&](std::int64_t day) {
        auto world = judge.world();
        world.now = Time{std::chrono::sys_days{std::chrono::days{day}}};
        Rule rule;
        rule.kind = RuleKind::leaf;
        rule.leaf = leaf;
        const Judge then(world, judge.book(), judge.want());
        return day > today && day <= last && then.verdict(rule, person, then.today()) == wanted;
    });
}

// The school years behind a code: the first and the last.
const std::map<std::string, std::pair<int, int>>& school_years()
{
    static const auto kYears = [] {
        std::map<std::string, std::pair<int, int>> years{{"kindergarten", {0, 0}},
                                                         {"college_freshman", {13, 13}},
                                                         {"college", {14, 15}},
                                                         {"undergraduate", {14, 16}},
                                                         {"master", {17, 19}},
                                                         {"doctor", {20, 23}},
                                                         {"undergraduate_freshman", {13, 13}}};
        for (int year = 1; year <= 6; ++year) years["primary_" + std::to_string(year)] = {year, year};
        for (int year = 1; year <= 3; ++year) {
            years["junior_" + std::to_string(year)] = {6 + year, 6 + year};
            years["senior_" + std::to_string(year)] = {9 + year, 9 + year};
            years["vocational_" + std::to_string(year)] = {9 + year, 9 + year};
        }
        return years;
    }();
    return kYears;
}

// The same or the next school year, and for those who are known to be old enough by then or of unknown age.
bool school_may_become(const Judge& judge, const Leaf& leaf, const Person* person)
{
    const auto& years = school_years();
    const auto age = judge.fact(Fact::age, person, judge.today());
    const auto told = judge.told(Fact::schooling, person, judge.today());
    const auto now = told.known == Known::yes ? years.find(std::get<Word>(told.value).text) : years.end();
    for (const auto& code : std::get<CodeSet>(leaf.value)) {
        const auto then = years.find(code);
        if (then == years.end()) return true; // "none"
        const auto [first, last] = then->second;
        const int usual = first == 0 ? 4 : first + 6;
        const bool too_young = age.known == Known::yes && std::get<Number>(age.value) + 1 < usual - 2;
        const bool far = now != years.end() && (first > now->second.second + 1 || last < now->second.first);
        if (!too_young && !far) return true;
    }
    return false;
}

bool reads_fact(const Operand& operand) { return std::holds_alternative<FactOperand>(operand); }

// A finding of a doctor, or what is fixed, stays as it was recorded; but it may come to apply, or cease to.
bool finding_may_become(const Judge& judge, const Leaf& leaf, const Person* person, Verdict wanted)
{
    const auto* applies = applies_when(leaf.fact);
    if (!applies || !may_become(judge, *applies, person, wanted)) return false;
    return wanted == Verdict::no || judge.as_recorded(leaf, person) != Verdict::no;
}

bool leaf_may_become(const Judge& judge, const Leaf& leaf, const Person* person, Verdict wanted)
{
    const auto& row = row_of(leaf.fact);
    const bool past =
        leaf.on && !std::holds_alternative<AsOf>(*leaf.on) && judge.date(*leaf.on) < judge.today().on;
    if (row.type == FactType::date && (past || !row.can_change))
        return time_may_bring(judge, leaf, person, wanted);
    if (past) return false;
    const bool stands_alone = !reads_fact(leaf.value) && !(leaf.high && reads_fact(*leaf.high));
    if ((!row.can_change || row.health) && stands_alone)
        return finding_may_become(judge, leaf, person, wanted);
    const auto* applies = applies_when(leaf.fact);
    if (wanted == Verdict::yes && applies && !may_become(judge, *applies, person, Verdict::yes)) return false;
    if (leaf.fact == Fact::schooling && wanted == Verdict::yes) return school_may_become(judge, leaf, person);
    return leaf.fact != Fact::age || age_may_become(judge, leaf, person, wanted);
}

std::int64_t members_who_may(const Judge& judge, const Rule& inner, Verdict wanted)
{
    return std::ranges::count_if(judge.book().members, [&](const Person& member) {
        return may_become(judge, inner, &member, wanted);
    });
}

} // namespace

bool may_become(const Judge& judge, const Rule& rule, const Person* person, Verdict wanted)
{
    if (judge.verdict(rule, person, judge.today()) != opposite(wanted)) return true;
    const auto part_may = [&](const Rule& part) { return may_become(judge, part, person, wanted); };
    const auto members = std::ssize(judge.book().members);
    switch (rule.kind) {
    case RuleKind::leaf: return leaf_may_become(judge, rule.leaf, person, wanted);
    case RuleKind::named: return part_may(rule.parts[0]);
    case RuleKind::negation: return may_become(judge, rule.parts[0], person, opposite(wanted));
    case RuleKind::member: {
        const auto able = members_who_may(judge, rule.parts[0], wanted);
        return wanted == Verdict::yes ? able >= rule.at_least : members - able < rule.at_least;
    }
    case RuleKind::person:
        if (judge.person()) return may_become(judge, rule.parts[0], judge.person(), wanted);
        return members_who_may(judge, rule.parts[0], wanted) > 0;
    case RuleKind::all:
    case RuleKind::any: break;
    }
    const bool needs_every = (rule.kind == RuleKind::all) == (wanted == Verdict::yes);
    return needs_every ? std::ranges::all_of(rule.parts, part_may)
                       : std::ranges::any_of(rule.parts, part_may);
}

} // namespace oracle
