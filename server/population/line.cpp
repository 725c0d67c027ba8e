#include "server/population/line.hpp"
#include "matching/verdict.hpp"

namespace server::population {

using namespace matching;
using namespace models;

namespace {

// The household as if the gift had been income of the year.
Family with_income(Family family, Money gift)
{
    for (auto& record : family.household.facts)
        if (record.fact == Fact::income_year) std::get<std::int64_t>(record.value) += gift.fen;
    return family;
}

const Rule& at_most_the_line()
{
    static const Rule kRule = [] {
        Rule rule{.kind = RuleKind::leaf};
        rule.leaf.fact = Fact::income_per_head_month;
        rule.leaf.op = Op::at_most;
        rule.leaf.value = StandardOperand{StandardName::dibao_line, {}};
        return rule;
    }();
    return kRule;
}

} // namespace

bool passes_the_line(const Ground& ground, const Family& family, Money gift)
{
    const auto& line = at_most_the_line();
    if (evaluate(ground, {&family, nullptr, nullptr}, line) != Verdict::yes) return false;
    const auto after = with_income(family, gift);
    return evaluate(ground, {&after, nullptr, nullptr}, line) == Verdict::no;
}

} // namespace server::population
