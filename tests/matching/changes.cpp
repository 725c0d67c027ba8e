#include "tests/matching/changes.hpp"
#include "tests/matching/random_world.hpp"
#include "tests/support/random_rules.hpp"
#include <algorithm>
#include <set>

namespace tests {

using namespace models;
using matching::Changes;
using matching::Family;

namespace {

FactRecord always(Fact fact, FactValue value)
{
    FactRecord record;
    record.fact = fact;
    record.value = std::move(value);
    record.recorded_at = Time{std::chrono::sys_days{record.valid_from}};
    return record;
}

struct Records {
    FactLevel level;
    FactRecords* facts;
};
std::vector<Records> all_records(Family& family)
{
    std::vector<Records> all{{FactLevel::household, &family.household.facts}};
    for (auto& member : family.household.members) all.push_back({FactLevel::member, &member.facts});
    for (auto& need : family.household.needs) all.push_back({FactLevel::need, &need.facts});
    return all;
}

const FactRow& any_row(FactLevel level, Dice& dice)
{
    std::vector<const FactRow*> rows;
    for (const auto& row : all_facts())
        if (row.level == level && !row.derived && row.fact != Fact::first_entry) rows.push_back(&row);
    return *dice.pick(rows);
}

// Before all others, so that it speaks only where no other record does.
void fill_a_gap(Family& family, Dice& dice)
{
    const auto whose = dice.pick(all_records(family));
    const auto& row = any_row(whose.level, dice);
    whose.facts->insert(whose.facts->begin(), always(row.fact, any_value_of(row, dice)));
}

void tell_more_exactly(FactRecord& record, Dice& dice)
{
    if (auto* list = std::get_if<CodeList>(&record.value); list && !list->complete) {
        list->complete = dice.coin();
        list->codes.push_back(any_code(row_of(record.fact), dice));
        std::ranges::sort(list->codes);
    }
    if (auto* area = std::get_if<Area>(&record.value)) {
        std::vector<Area> finer;
        for (const auto place : dice.areas)
            if (covers(*area, place)) finer.push_back(place);
        *area = dice.pick(finer);
    }
}

void change_rule(Rule& rule, Date last)
{
    if (rule.leaf.on && std::holds_alternative<Date>(*rule.leaf.on) && std::get<Date>(*rule.leaf.on) > last)
        rule.leaf.on = AsOf{};
    for (auto& part : rule.parts) change_rule(part, last);
}

} // namespace

Family knowing_more(const Family& family, Dice& dice)
{
    auto more = family;
    auto& household = more.household;
    switch (dice.between(0, 8)) {
    case 0: household.all_members_listed = true; break;
    case 1:
        if (household.all_members_listed) break;
        household.members.emplace_back().number = std::ssize(household.members);
        break;
    case 2:
    case 3:
        for (const auto& whose : all_records(more))
            for (auto& record : *whose.facts)
                if (dice.coin()) tell_more_exactly(record, dice);
        break;
    default: fill_a_gap(more, dice);
    }
    return more;
}

Family answered(const Family& family, const matching::Question& question, const FactValue& value)
{
    auto told = family;
    if (question.everyone_listed) {
        told.household.all_members_listed = std::get<std::int64_t>(value) == 1;
        return told;
    }
    auto* facts = &told.household.facts;
    if (row_of(question.fact).level == FactLevel::need) facts = &told.household.needs.at(question.need).facts;
    for (auto& member : told.household.members)
        if (row_of(question.fact).level == FactLevel::member && member.number == question.member)
            facts = &member.facts;
    for (auto& record : *facts) {
        const auto* list = std::get_if<CodeList>(&record.value);
        const bool in_part = (list && !list->complete) || std::holds_alternative<Area>(record.value);
        if (record.fact == question.fact && in_part) record.value = value;
    }
    facts->insert(facts->begin(), always(question.fact, value));
    return told;
}

Family changed_from(const Family& family, Date day, Dice& dice)
{
    auto changed = family;
    for (const auto& whose : all_records(changed))
        for (const auto& row : all_facts()) {
            if (row.level != whose.level || row.derived || !row.can_change || row.health) continue;
            if (row.fact == Fact::schooling) continue;
            if (!dice.coin()) continue;
            auto record = always(row.fact, any_value_of(row, dice));
            record.valid_from = day;
            record.recorded_at = start_of(day);
            whose.facts->push_back(std::move(record));
        }
    return changed;
}

void forget_what_comes_after(Family& family, Date day)
{
    for (const auto& whose : all_records(family)) {
        std::erase_if(*whose.facts, [&](const FactRecord& record) {
            return row_of(record.fact).can_change &&
                   (record.valid_from > day || record.valid_until.has_value());
        });
    }
}

void tell_from_tomorrow(Family& family, Date today, Dice& dice)
{
    for (const auto& whose : all_records(family))
        for (const auto& row : all_facts()) {
            if (row.level != whose.level || row.derived || !row.can_change || !dice.one_in(3)) continue;
            auto record = random_record(row, dice);
            record.valid_from = plus_days(today, dice.small(1, 500));
            record.valid_until.reset();
            whose.facts->push_back(std::move(record));
        }
}

void read_no_day_after(Program& program, Date last)
{
    change_rule(program.rule, last);
    for (auto& one : program.award.cases) {
        if (one.when) change_rule(*one.when, last);
        if (auto* each = std::get_if<EachAward>(&one.amount)) change_rule(each->rule, last);
    }
    for (auto& window : program.windows)
        if (window.rule) change_rule(*window.rule, last);
    for (auto& quota : program.quotas)
        if (quota.rule) change_rule(*quota.rule, last);
    for (auto& group : program.priority.groups) change_rule(group.rule, last);
}

void forget_first_entries(Family& family)
{
    for (auto& need : family.household.needs)
        std::erase_if(need.facts, [](const FactRecord& record) { return record.fact == Fact::first_entry; });
}

namespace {

template <class List, class Id> void drop(List& list, Id id, Id List::value_type::* of)
{
    std::erase_if(list, [&](const auto& one) { return one.*of == id; });
}

template <class List, class One, class Id> void put(List& list, const One& one, Id One::* of)
{
    drop(list, one.*of, of);
    list.insert(std::ranges::upper_bound(list, one.*of, {}, of), one);
}

// What happens to a program day by day: places and money go, it is open or not, one line of its rule is
// other.
Program changed_a_little(Program program, Dice& dice)
{
    switch (dice.between(0, 4)) {
    case 0: program.room.places_left = dice.between(0, 3); break;
    case 1: program.state = dice.coin() ? ProgramState::open : ProgramState::paused; break;
    case 2: program.record.median_days_to_first_help += dice.between(1, 9); break;
    case 3: program.rule = random_program(dice, 1).rule; break;
    default: program.areas = random_program(dice, 1).areas; break;
    }
    return program;
}

} // namespace

Changes random_changes(RandomWorld& world, Dice& dice, ChangeSize size)
{
    Changes changes;
    std::set<std::int64_t> seen;
    for (auto more = dice.between(1, size.most); more > 0; --more) {
        const auto id = dice.between(1, size.ids);
        if (!seen.insert(id).second) continue;
        switch (dice.between(0, 5)) {
        case 0: changes.left.push_back({id}); break;
        case 1: changes.families.push_back(random_family(dice, id)); break;
        case 2:
            if (const auto at = std::ranges::find(world.families, id,
                                                  [](const Family& one) { return one.referral.value; });
                at != world.families.end())
                changes.families.push_back(dice.coin() ? knowing_more(*at, dice)
                                                       : changed_from(*at, day_of(world.now), dice));
            break;
        case 3: changes.ended.push_back({id}); break;
        case 4: changes.programs.push_back(random_program(dice, id)); break;
        default:
            if (const auto at =
                    std::ranges::find(world.programs, id, [](const Program& one) { return one.id.value; });
                at != world.programs.end())
                changes.programs.push_back(changed_a_little(*at, dice));
        }
    }
    for (const auto id : changes.left) drop(world.families, id, &Family::referral);
    for (const auto& family : changes.families) put(world.families, family, &Family::referral);
    for (const auto id : changes.ended) drop(world.programs, id, &Program::id);
    for (const auto& program : changes.programs) put(world.programs, program, &Program::id);
    return changes;
}

} // namespace tests
