#include "matching/pair.hpp"
#include <algorithm>
#include <charconv>

namespace matching {

using namespace models;

namespace {

constexpr unsigned kSchoolYearFrom = 9; // September

int school_year_of(Date date)
{
    return static_cast<int>(date.year()) - (static_cast<unsigned>(date.month()) < kSchoolYearFrom ? 1 : 0);
}

// "12 months": a day counts until the same day so many months later.
bool within_months(std::string_view period, Date given, Date day)
{
    int months = 0;
    std::from_chars(period.data(), period.data() + period.size(), months);
    return moment(given, 0, months) > moment(day);
}

bool is_known_free(const CodeList& has, const std::string& illness)
{
    return has.complete && std::ranges::find(has.codes, illness) == has.codes.end();
}

// The illnesses this need may be about: those the program's rule names, unless the person surely has not got
// them; if it names none, those the person has. None: one of any name.
std::vector<std::string> illnesses_of(const Pair& pair)
{
    auto subject = pair.subject;
    subject.member = person_of(pair.subject);
    const auto seen = look(pair.ground, subject, Fact::illnesses, pair.day);
    const auto has = seen.known == Known::yes ? std::get<CodeList>(*seen.recorded) : CodeList{};
    std::vector<std::string> illnesses;
    if (pair.plan.illnesses.empty()) illnesses = has.codes;
    for (const auto& illness : pair.plan.illnesses)
        if (!is_known_free(has, illness)) illnesses.push_back(illness);
    return illnesses.empty() ? std::vector<std::string>{""} : illnesses;
}

struct Used {
    std::int64_t times = 0;
    Money amount;
};

bool counts_for(const EarlierHelp& help, const std::string& illness)
{
    return illness.empty() || help.illness.empty() || help.illness == illness;
}

Used used_of(const Pair& pair, const Cap& cap, const std::string& illness)
{
    Used used;
    for (const auto& help : pair.family.earlier) {
        if (help.what != pair.program.code || !is_within(cap.within, help.on, pair)) continue;
        if (cap.per != "household" && !may_be_same_person(help, pair.need)) continue;
        if (!counts_for(help, illness)) continue;
        ++used.times;
        used.amount = used.amount + help.amount;
    }
    return used;
}

CapLeft left_of(const Cap& cap, const Used& used)
{
    CapLeft left;
    if (cap.times && used.times >= *cap.times) left.used = true;
    if (!cap.amount) return left;
    left.money = Money{std::max<std::int64_t>(0, (*cap.amount - used.amount).fen)};
    if (left.money->fen == 0) left.used = true;
    return left;
}

// Per illness: the one that leaves most; a second illness has its own cap.
CapLeft cap_left(const Pair& pair, const Cap& cap)
{
    if (cap.per != "illness") return left_of(cap, used_of(pair, cap, ""));
    std::optional<CapLeft> best;
    for (const auto& illness : illnesses_of(pair)) {
        const auto left = left_of(cap, used_of(pair, cap, illness));
        const bool better =
            !best || (best->used && !left.used) || (best->used == left.used && left.money > best->money);
        if (better) best = left;
    }
    return *best;
}

} // namespace

bool may_be_same_person(const EarlierHelp& help, const Need& need)
{
    return help.member == 0 || need.member == 0 || help.member == need.member;
}

bool is_within(std::string_view period, Date given, const Pair& pair)
{
    const auto day = pair.day.on;
    if (given > day) return false;
    if (period == "calendar_year") return given.year() == day.year();
    if (period == "school_year") return school_year_of(given) == school_year_of(day);
    if (period == "edition") return !pair.plan.edition_from || given >= *pair.plan.edition_from;
    if (period.ends_with(" months")) return within_months(period, given, day);
    return true; // life
}

CapLeft caps_left(const Pair& pair)
{
    CapLeft all;
    for (const auto& cap : pair.program.caps) {
        const auto left = cap_left(pair, cap);
        all.used = all.used || left.used;
        if (left.money && (!all.money || *left.money < *all.money)) all.money = left.money;
    }
    return all;
}

Money given_before(const Pair& pair)
{
    const bool by_person = pair.program.applicant == Applicant::person;
    Money sum;
    for (const auto& help : pair.family.earlier)
        if (help.what == pair.program.code && help.on <= pair.day.on &&
            (!by_person || may_be_same_person(help, pair.need)))
            sum = sum + help.amount;
    return sum;
}

} // namespace matching
