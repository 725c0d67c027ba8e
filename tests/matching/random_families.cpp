#include "tests/matching/random_world.hpp"
#include "tests/support/random_rules.hpp"
#include <algorithm>

namespace tests {

using namespace models;

namespace {

Time any_time(Dice& dice)
{
    const auto day = any_date(dice);
    const auto hour = dice.pick<std::int64_t>({0, 8, 15, 16, 23}); // around midnight in China, too
    return Time{std::chrono::sys_days{day}} + std::chrono::hours{hour};
}

Date recent_date(Dice& dice)
{
    return plus_days(Date{std::chrono::year{2023} / 6 / 1}, dice.small(0, 1'600));
}

FactRecords some_facts(FactLevel level, std::int64_t percent_known, Dice& dice)
{
    FactRecords records;
    for (const auto& row : all_facts()) {
        if (row.level != level || row.derived) continue;
        if (dice.between(1, 100) > (row.fact == Fact::first_entry ? 20 : percent_known)) continue;
        for (int count = dice.one_in(5) ? dice.small(2, 3) : 1; count > 0; --count)
            records.push_back(random_record(row, dice));
    }
    return records;
}

Need random_need(int members, std::int64_t percent_known, Dice& dice)
{
    struct Kind {
        const char* type;
        NeedUnit unit;
        std::int64_t most;
    };
    const auto kind = dice.pick<Kind>({{"medical", NeedUnit::fen, 5'000'000},
                                       {"medical", NeedUnit::fen, 40'000},
                                       {"education", NeedUnit::fen, 1'000'000},
                                       {"care", NeedUnit::hours, 40},
                                       {"companionship", NeedUnit::places, 2},
                                       {"clothing", NeedUnit::pieces, 5}});
    Need need;
    need.type = kind.type;
    need.unit = kind.unit;
    need.member = dice.between(0, members);
    if (dice.one_in(12)) need.member = members + 1; // of whom nothing is recorded
    if (!dice.one_in(5)) need.assessed = dice.between(0, kind.most);
    if (dice.one_in(3)) need.government_aid = dice.between(0, kind.most / 2);
    if (dice.one_in(4)) need.promised = dice.between(0, kind.most / 2);
    if (dice.one_in(12)) need.state = dice.coin() ? NeedState::met : NeedState::closed;
    need.facts = some_facts(FactLevel::need, percent_known, dice);
    return need;
}

matching::EarlierHelp random_help(int members, Dice& dice)
{
    matching::EarlierHelp help;
    help.what = dice.pick<std::string>({"p1", "p2", "p3", "p4", "temporary_aid"});
    help.member = dice.between(0, members);
    help.illness = dice.pick<std::string>({"", "", "leukaemia", "tumour", "uremia"});
    help.amount.fen = dice.pick<std::int64_t>({0, 100'000, 200'000, 499'999, 500'000});
    help.on = recent_date(dice);
    return help;
}

} // namespace

FactRecord random_record(const FactRow& row, Dice& dice)
{
    FactRecord record;
    record.fact = row.fact;
    record.value = any_value_of(row, dice);
    if (dice.coin()) record.valid_from = recent_date(dice);
    if (dice.one_in(5)) record.valid_until = plus_days(record.valid_from, dice.small(1, 900));
    record.recorded_at = any_time(dice);
    return record;
}

matching::Family random_family(Dice& dice, std::int64_t id)
{
    const auto percent_known = dice.pick<std::int64_t>({40, 75, 92, 100});
    matching::Family family;
    family.referral.value = id;
    family.household.id.value = id;
    const auto members = dice.small(dice.one_in(20) ? 0 : 1, 4);
    for (int number = 1; number <= members; ++number) {
        Member member;
        member.number = number;
        member.facts = some_facts(FactLevel::member, percent_known, dice);
        family.household.members.push_back(std::move(member));
    }
    family.household.all_members_listed = !dice.one_in(3);
    family.household.facts = some_facts(FactLevel::household, percent_known, dice);
    for (int needs = dice.small(1, 3); needs > 0; --needs)
        family.household.needs.push_back(random_need(members, percent_known, dice));
    for (int count = dice.small(0, 2); count > 0; --count) {
        const auto kind = dice.pick<std::string>({"temporary_aid", "dibao"});
        family.household.aid.push_back({kind, Money{90'000}, recent_date(dice), ""});
    }
    for (int count = dice.small(0, 4); count > 0; --count)
        family.earlier.push_back(random_help(members, dice));
    family.urgency = dice.one_in(4) ? Urgency::urgent : Urgency::normal;
    family.first_reported = start_of(recent_date(dice));
    if (dice.coin()) family.confirmed = start_of(recent_date(dice)) + std::chrono::hours{dice.small(0, 23)};
    return family;
}

} // namespace tests
