#include "matching/amount.hpp"
#include "matching/exact.hpp"
#include <algorithm>

namespace matching {

using namespace models;

std::optional<std::int64_t> residual_fen(const Need& need)
{
    return need.unit == NeedUnit::fen ? residual_of(need) : std::nullopt;
}

// Members nobody has listed may count too, as far as it is known that there are any.
EachCount each_count(const Ground& ground, const Subject& subject, const Rule& rule, const Day& day)
{
    const auto found = count_members(ground, subject, rule, day);
    const auto& household = subject.family->household;
    auto most = found.yes + found.unknown;
    const auto counted = look(ground, subject, Fact::counted_members, day);
    if (!household.all_members_listed && counted.known == Known::yes)
        most += std::max<std::int64_t>(0, static_cast<std::int64_t>(counted.exact.numerator) -
                                              std::ssize(household.members));
    return {found.yes, most, found.unknown == 0 && household.all_members_listed,
            most == 0 && household.all_members_listed};
}

namespace {

struct Reader {
    const Pair& pair;
    const Award& award = pair.program.award;

    MaybeAmount operator()(const FixedAward& fixed) const { return paid(award, fixed.amount, fixed.amount); }
    MaybeAmount operator()(const RangeAward& range) const { return paid(award, range.low, range.high); }
    MaybeAmount operator()(const RatioAward& ratio) const
    {
        return ratio_amount(ratio, residual_fen(pair.need));
    }
    MaybeAmount operator()(const ItemAward& item) const { return item_amount(item, pair.need.unit); }
    MaybeAmount operator()(const ServiceAward& service) const
    {
        return service_amount(service, pair.need.unit);
    }
    MaybeAmount operator()(const EachAward& each) const
    {
        return each_amount(award, each, each_count(pair.ground, pair.subject, each.rule, pair.day));
    }

    // A value outside of all bands gives nothing, so an unknown one may.
    MaybeAmount operator()(const BandedAward& banded) const
    {
        auto subject = pair.subject;
        subject.member = person_of(pair.subject);
        const auto seen = look(pair.ground, subject, banded.fact, pair.day);
        if (seen.known == Known::not_applicable) return {};
        if (seen.known == Known::unknown) {
            Money most;
            for (const auto& band : banded.bands) most = std::max(most, band.amount);
            return paid(award, {}, most, false);
        }
        for (const auto& band : banded.bands)
            if (is_in(band, seen.exact)) return paid(award, band.amount, band.amount);
        return {};
    }

    static bool is_in(const Band& band, const Exact& value)
    {
        const auto low = compare(value, {band.low, 1});
        if (low < 0 || (low == 0 && band.low_open)) return false;
        if (!band.high) return true;
        const auto high = compare(value, {*band.high, 1});
        return high < 0 || (high == 0 && !band.high_open);
    }
};

Chosen choose(const Pair& pair)
{
    Choice choice;
    const auto& cases = pair.program.award.cases;
    for (std::size_t i = 0; i < cases.size() && !choice.settled(); ++i) {
        const auto verdict =
            cases[i].when ? evaluate(pair.ground, pair.subject, *cases[i].when) : Verdict::yes;
        if (verdict != Verdict::no) choice.take(i, verdict, std::visit(Reader{pair}, cases[i].amount));
    }
    return choice.result();
}

} // namespace

Terms terms_of(const Program& program, CapLeft caps, Money before)
{
    return {program.award.step.fen,   program.award.minimum, program.award.less_earlier,
            program.room.budget_left, std::move(caps),       before};
}

AwardResult award_of(const Pair& pair)
{
    const auto chosen = choose(pair);
    const auto terms = chosen.amount ? terms_of(pair.program, caps_left(pair), given_before(pair)) : Terms{};
    return limited(chosen, terms, residual_fen(pair.need));
}

} // namespace matching
