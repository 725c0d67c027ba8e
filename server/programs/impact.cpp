#include "server/programs/impact.hpp"
#include "matching/levers.hpp"
#include "models/need_figure.hpp"
#include "server/programs/told.hpp"
#include <algorithm>

namespace server::programs {

using namespace matching;
using namespace models;

namespace {

// Counts as told.hpp says, of one answer.
class Telling {
public:
    Telling(std::int64_t smallest, std::uint64_t secret) : smallest_(smallest), secret_(secret) {}

    ToldShift shift(const Shift& shift) const
    {
        return {reach(shift.before), reach(shift.after), count(shift.in), count(shift.out),
                count(shift.other_award)};
    }

private:
    std::optional<std::int64_t> count(const Counted& counted) const
    {
        return told_count(counted, smallest_, secret_);
    }
    ToldReach reach(const Reach& reach) const
    {
        ToldReach result{count(reach.eligible), count(reach.to_be_asked), {}, {}};
        if (!result.eligible) return result;
        result.low = told_sum(reach.low, reach.eligible, *result.eligible);
        result.high = told_sum(reach.high, reach.eligible, *result.eligible);
        return result;
    }

    std::int64_t smallest_;
    std::uint64_t secret_;
};

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

ToldImpact told(const Impact& impact, std::int64_t smallest, std::uint64_t secret)
{
    const Telling telling(smallest, secret);
    ToldImpact result{smallest, telling.shift(impact.all), {}, {}};
    std::ranges::transform(impact.by_tier, result.by_tier.begin(),
                           [&](const Shift& shift) { return telling.shift(shift); });
    for (const auto& [county, shift] : impact.by_county)
        if (const auto one = telling.shift(shift); !is_silent(one)) result.by_county.emplace(county, one);
    return result;
}

} // namespace server::programs
