#include "server/programs/impact.hpp"
#include "matching/levers.hpp"
#include "models/need_figure.hpp"
#include <algorithm>

namespace server::programs {

using namespace matching;
using namespace models;

namespace {

std::optional<std::int64_t> rounded(std::int64_t families, std::int64_t smallest)
{
    if (families < smallest) return {};
    return (families + smallest / 2) / smallest * smallest;
}

// 15,342: 15,000
std::int64_t two_digits(std::int64_t value)
{
    std::int64_t step = 1;
    while (value / step >= 100) step *= 10;
    return value / step * step;
}

ToldReach told(const Reach& reach, std::int64_t smallest)
{
    ToldReach result{rounded(reach.eligible, smallest), rounded(reach.to_be_asked, smallest), {}, {}};
    if (!result.eligible) return result;
    const auto told_sum = [&](Money sum) {
        return Money{two_digits(sum.fen / reach.eligible)} * *result.eligible;
    };
    result.low = told_sum(reach.low);
    result.high = told_sum(reach.high);
    return result;
}

ToldShift told(const Shift& shift, std::int64_t smallest)
{
    return {told(shift.before, smallest), told(shift.after, smallest), rounded(shift.in, smallest),
            rounded(shift.out, smallest), rounded(shift.other_award, smallest)};
}

bool is_silent(const ToldShift& shift)
{
    return !shift.before.eligible && !shift.before.to_be_asked && !shift.after.eligible &&
           !shift.after.to_be_asked;
}

} // namespace

std::int64_t smallest_told(const Program& program)
{
    constexpr std::int64_t kFew = 5, kFewPersons = 10;
    for (const auto& purpose : program.purposes)
        if (std::ranges::find(kTellingNeeds, purpose.need) != kTellingNeeds.end()) return kFewPersons;
    for (const auto& rule : rules_behind(program))
        for (const auto fact : facts_of(rule))
            if (row_of(fact).level == FactLevel::member) return kFewPersons;
    return kFew;
}

ToldImpact told(const Impact& impact, std::int64_t smallest)
{
    ToldImpact result{smallest, told(impact.all, smallest), {}, {}};
    std::ranges::transform(impact.by_tier, result.by_tier.begin(),
                           [&](const Shift& shift) { return told(shift, smallest); });
    for (const auto& [county, shift] : impact.by_county)
        if (const auto one = told(shift, smallest); !is_silent(one)) result.by_county.emplace(county, one);
    return result;
}

} // namespace server::programs
