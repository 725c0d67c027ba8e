// JSON to a rule: refused with pointers, or written as the same, and the engine has a verdict for it.
#include "matching/verdict.hpp"
#include "server/formats/rule_json.hpp"
#include "server/http/json_reader.hpp"
#include "tests/fuzz/fuzz.hpp"
#include <nlohmann/json.hpp>

static matching::Ground ground()
{
    using namespace models;
    const Date from{std::chrono::year{2024} / 4 / 1};
    matching::Ground ground;
    ground.divisions = std::make_shared<Divisions>();
    ground.standards = std::make_shared<Standards>(std::vector<Standard>{
        {StandardName::dibao_line, {520000000000}, ResidenceKind::rural, Period::year, from, {}, {681'800}}});
    ground.policy = std::make_shared<matching::Policy>();
    ground.as_of = start_of(Date{std::chrono::year{2026} / 11 / 24});
    return ground;
}

static matching::Family family()
{
    using namespace models;
    matching::Family family;
    const auto tell = [](FactRecords& facts, Fact fact, FactValue value) {
        auto& record = facts.emplace_back();
        record.fact = fact;
        record.value = std::move(value);
    };
    auto& member = family.household.members.emplace_back();
    member.number = 1;
    tell(member.facts, Fact::birth_date, Date{std::chrono::year{2015} / 2 / 28});
    tell(family.household.facts, Fact::residence_area, Area{520324103207});
    tell(family.household.facts, Fact::income_year, kMostFen);
    tell(family.household.facts, Fact::counted_members, std::int64_t{97});
    family.household.needs.emplace_back().member = 1;
    return family;
}

void try_text(std::string_view text)
{
    static const auto kGround = ground();
    static const auto kFamily = family();
    const auto value = server::read_json(text);
    if (!value) return;
    const auto rule = server::read_rule(*value, {{"poor", {}}});
    if (!rule) return;
    const auto written = server::write_rule(*rule);
    const auto again = server::read_rule(written, {{"poor", {}}});
    must(again.has_value() && *again == *rule, "reads as the same again");
    const matching::Subject subject{&kFamily, &kFamily.household.needs[0], nullptr};
    const auto verdict = matching::evaluate(kGround, subject, *rule);
    auto together = matching::Verdict::yes;
    for (const auto& line : matching::lines_of(kGround, subject, *rule))
        together = std::min(together, line.verdict);
    must(verdict == together, "a rule is what its lines are together");
}
