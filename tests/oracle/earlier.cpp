#include "tests/oracle/oracle.hpp"
#include <algorithm>

namespace oracle {

using namespace models;

static std::int64_t year_of(Day day) { return (day.month - 1) / 12; }

// A school year begins on 1 September.
static std::int64_t school_year_of(Day day) { return year_of(later(day, 0, -8)); }

// When this edition opened: its first window with a beginning.
static std::optional<Day> opened(const Program& program)
{
    std::optional<Day> first;
    for (const auto& window : program.windows)
        if (window.from && (!first || day_of(*window.from) < *first)) first = day_of(*window.from);
    return first;
}

bool within(const World& world, const Program& program, const std::string& period, Day given)
{
    const auto today = day_of(world.now);
    if (given > today) return false;
    if (period == "life") return true;
    if (period == "calendar_year") return year_of(given) == year_of(today);
    if (period == "school_year") return school_year_of(given) == school_year_of(today);
    if (period == "edition") return !opened(program) || given >= *opened(program);
    return later(given, 0, std::stoll(period)) > today;
}

bool may_be_same_person(const Given& given, const Want& want)
{
    return given.member == 0 || want.member == 0 || given.member == want.member;
}

static void named_illnesses(const Rule& rule, std::set<std::string>& names)
{
    if (rule.kind == RuleKind::leaf && rule.leaf.fact == Fact::illnesses)
        for (const auto& code : std::get<CodeSet>(rule.leaf.value)) names.insert(code);
    for (const auto& part : rule.parts) named_illnesses(part, names);
}

// The illnesses a need may be about: what the rule names and the person may have; if it names none, what the
// person has. "" is an illness nobody has named.
static std::set<std::string> illnesses(const Judge& judge, const Program& program)
{
    const auto found = judge.fact(Fact::illnesses, judge.person(), judge.today());
    const auto has = found.known == Known::yes ? std::get<List>(found.value) : List{};
    std::set<std::string> named, about;
    named_illnesses(program.rule, named);
    if (named.empty()) about = has.codes;
    for (const auto& illness : named)
        if (has.codes.contains(illness) || !has.complete) about.insert(illness);
    return about.empty() ? std::set<std::string>{""} : about;
}

static Left left_of(const Judge& judge, const Program& program, const Cap& cap, const std::string& illness)
{
    std::int64_t times = 0;
    Number sum;
    for (const auto& given : judge.book().earlier) {
        const bool other_illness = !illness.empty() && !given.illness.empty() && given.illness != illness;
        const bool other_person = cap.per != "household" && !may_be_same_person(given, *judge.want());
        if (given.what != program.code || other_illness || other_person) continue;
        if (!within(judge.world(), program, cap.within, given.on)) continue;
        ++times;
        sum += given.amount;
    }
    Left left{cap.times && times >= *cap.times, {}};
    if (cap.amount) left.money = std::max(Number{cap.amount->fen - sum}, Number{0});
    left.used = left.used || (left.money && *left.money == 0);
    return left;
}

// A cap per illness: another illness has its own, so the one that leaves most counts.
static Left left_of(const Judge& judge, const Program& program, const Cap& cap)
{
    if (cap.per != "illness") return left_of(judge, program, cap, "");
    std::vector<Left> lefts;
    for (const auto& illness : illnesses(judge, program))
        lefts.push_back(left_of(judge, program, cap, illness));
    return *std::ranges::max_element(
        lefts, {}, [](const Left& left) { return std::pair{!left.used, left.money.value_or(0)}; });
}

Left left_by_caps(const Judge& judge, const Program& program)
{
    Left all;
    for (const auto& cap : program.caps) {
        const auto one = left_of(judge, program, cap);
        all.used = all.used || one.used;
        if (one.money && (!all.money || *one.money < *all.money)) all.money = one.money;
    }
    return all;
}

} // namespace oracle
