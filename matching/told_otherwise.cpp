#include "matching/condition.hpp"
#include <algorithm>

namespace matching {

using namespace models;

namespace {

// Facts of the records between what both lists begin and end with.
FactSet other_facts(const FactRecords& a, const FactRecords& b)
{
    const auto [from_a, from_b] = std::ranges::mismatch(a, b);
    auto to_a = a.end(), to_b = b.end();
    while (to_a != from_a && to_b != from_b && *std::prev(to_a) == *std::prev(to_b)) --to_a, --to_b;
    FactSet facts = 0;
    for (auto at = from_a; at != to_a; ++at) facts |= set_of(at->fact);
    for (auto at = from_b; at != to_b; ++at) facts |= set_of(at->fact);
    return facts;
}

bool is_same_help(const EarlierHelp& a, const EarlierHelp& b)
{
    return a.what == b.what && a.member == b.member && a.illness == b.illness && a.amount == b.amount &&
           a.on == b.on;
}

bool asks_alike(const Need& a, const Need& b)
{
    return a.type == b.type && a.member == b.member && a.facts == b.facts;
}

} // namespace

std::optional<FactSet> told_otherwise(const Family& before, const Family& now)
{
    const auto &a = before.household, &b = now.household;
    if (before.first_reported != now.first_reported || a.all_members_listed != b.all_members_listed ||
        !std::ranges::equal(a.members, b.members, {}, &Member::number, &Member::number) ||
        !std::ranges::equal(a.needs, b.needs, asks_alike))
        return {};
    auto facts = other_facts(a.facts, b.facts);
    if (a.aid != b.aid || !std::ranges::equal(before.earlier, now.earlier, is_same_help))
        facts |= kBeyondFacts;
    for (std::size_t i = 0; i < a.members.size(); ++i)
        facts |= other_facts(a.members[i].facts, b.members[i].facts);
    return facts;
}

} // namespace matching
