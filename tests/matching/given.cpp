#include "tests/matching/given.hpp"
#include <algorithm>

namespace given {

Date date(const char* text) { return parse_date(text).value(); }

CodeList listed(std::vector<std::string> codes)
{
    std::ranges::sort(codes);
    return {std::move(codes), true};
}

CodeList among_others(std::vector<std::string> codes)
{
    auto list = listed(std::move(codes));
    list.complete = false;
    return list;
}

void tell(FactRecords& facts, Fact fact, FactValue value)
{
    tell_from(facts, "1900-01-01", fact, std::move(value));
}

void tell_from(FactRecords& facts, const char* from, Fact fact, FactValue value, const char* told)
{
    FactRecord record;
    record.fact = fact;
    record.value = std::move(value);
    record.valid_from = date(from);
    record.recorded_at = start_of(date(told));
    facts.push_back(std::move(record));
}

Member& add_member(Family& family)
{
    Member member;
    member.number = std::ssize(family.household.members) + 1;
    family.household.members.push_back(std::move(member));
    return family.household.members.back();
}

Family family()
{
    Family family;
    family.referral.value = 1;
    family.first_reported = start_of(date("2026-11-01"));
    add_member(family);
    family.household.all_members_listed = true;
    tell(family.household.facts, Fact::residence_area, kVillage);
    tell(family.household.facts, Fact::residence_kind, Code{"rural"});
    Need need;
    need.type = "medical";
    need.member = 1;
    need.assessed = 3'000'000;
    family.household.needs.push_back(std::move(need));
    return family;
}

Need& need(Family& family) { return family.household.needs.at(0); }

FactRecords& facts(Family& family) { return family.household.facts; }

FactRecords& of_member(Family& family, std::int64_t number)
{
    return family.household.members.at(static_cast<std::size_t>(number - 1)).facts;
}

Program program(Rule rule)
{
    Program program;
    program.id.value = 1;
    program.code = "help";
    program.state = ProgramState::open;
    program.purposes = {{"medical", true}};
    program.rule = std::move(rule);
    program.award.cases = {{{}, FixedAward{yuan(5'000)}}};
    return program;
}

Program paying(AwardAmount amount)
{
    auto result = program();
    result.award.cases = {{{}, std::move(amount)}};
    return result;
}

static std::vector<Standard> lines()
{
    const Area province{520000000000};
    const auto from = date("2024-04-01");
    using enum StandardName;
    return {{dibao_line, province, ResidenceKind::urban, Period::month, from, {}, {77'800}},
            {dibao_line, province, ResidenceKind::rural, Period::year, from, {}, {681'800}},
            {dibao_line, kOtherCounty, ResidenceKind::rural, Period::year, from, {}, {900'000}},
            {dibao_line, province, ResidenceKind::rural, Period::year, date("2022-04-01"), from, {600'000}}};
}

matching::Ground ground()
{
    matching::Ground ground;
    ground.divisions = std::make_shared<Divisions>(std::vector<Division>{},
                                                   std::map<Area, Area>{{Area{522128000000}, kCounty}});
    ground.standards = std::make_shared<Standards>(lines());
    ground.policy = std::make_shared<matching::Policy>();
    ground.as_of = start_of(kToday) + std::chrono::hours{10};
    return ground;
}

Verdict verdict(const matching::Ground& ground, const Family& family, const Rule& rule)
{
    return matching::evaluate(ground, {&family, &family.household.needs.at(0), nullptr}, rule);
}

Verdict verdict(const Family& family, const Rule& rule) { return verdict(ground(), family, rule); }

Candidate candidate(const Family& family, const Program& program)
{
    return matching::match(matching::Snapshot::build({family}, {program}, ground()), {0}, 0, {0});
}

bool has(const Candidate& candidate, matching::Obstacle what)
{
    return std::ranges::any_of(candidate.obstacles, [&](const auto& found) { return found.what == what; });
}

} // namespace given
