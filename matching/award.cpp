#include "matching/amount.hpp"
#include "matching/exact.hpp"
#include <algorithm>

namespace matching {

using namespace models;

std::optional<std::int64_t> residual_fen(const Need& need)
{
    return need.unit == NeedUnit::fen ? residual_of(need) : std::nullopt;
}

Amount paid(const Award& award, Money low, Money high, bool known)
{
    return {AwardForm::money, low * award.payments, high * award.payments, known && low == high, {}};
}

Amount ratio_amount(const RatioAward& award, std::optional<std::int64_t> residual)
{
    if (!residual) return {AwardForm::money, {}, award.cap, false, {}};
    const Money share{floor_of(product({*residual, 1}, award.basis_points, 10'000))};
    return {AwardForm::money, std::min(share, award.cap), std::min(share, award.cap), true, {}};
}

Amount item_amount(const ItemAward& award, NeedUnit unit)
{
    const auto value = award.value * award.count;
    Amount amount{value.fen > 0 ? AwardForm::item : AwardForm::service, value, value, true, {}};
    if (unit == NeedUnit::pieces) amount.quantity = award.count;
    return amount;
}

Amount service_amount(const ServiceAward& award, NeedUnit unit)
{
    Amount amount{AwardForm::service, {}, {}, true, {}};
    if (unit == NeedUnit::places) amount.quantity = 1;
    if (unit == NeedUnit::hours && award.per == "once" && award.amount > 0) amount.quantity = award.amount;
    return amount;
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

MaybeAmount each_amount(const Award& award, const EachAward& each, const EachCount& count)
{
    if (count.nobody) return {};
    return paid(award, each.amount * count.yes, each.amount * count.most, count.known);
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

void widen(MaybeAmount& all, const Amount& one)
{
    if (!all) {
        all = one;
        return;
    }
    all->known = all->known && one.known && all->low == one.low && all->high == one.high;
    all->low = std::min(all->low, one.low);
    all->high = std::max(all->high, one.high);
    if (all->form != one.form) all->form = AwardForm::money;
    if (all->quantity != one.quantity) all->quantity.reset();
}

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

struct Limits {
    const Terms& terms;
    std::optional<std::int64_t> residual;
    bool stepped;

    Money down(Money amount) const
    {
        const auto step = std::max<std::int64_t>(1, terms.step);
        return stepped ? Money{amount.fen - amount.fen % step} : amount;
    }
    Money least() const { return {std::max<std::int64_t>(1, terms.minimum.fen)}; }

    Money by_need(Money amount) const
    {
        if (residual) amount.fen = std::min(amount.fen, *residual);
        return down(amount);
    }
    // A top-up tops up what was given to what the case gives; only then the need limits it.
    Money by_earlier(Money amount) const
    {
        if (terms.less_earlier) amount.fen = std::max<std::int64_t>(0, (amount - terms.before).fen);
        if (terms.caps.money) amount = std::min(amount, *terms.caps.money);
        return by_need(amount);
    }
    Money by_budget(Money amount) const
    {
        if (terms.budget_left) amount.fen = std::clamp<std::int64_t>(terms.budget_left->fen, 0, amount.fen);
        return down(amount);
    }
};

// A thing cannot be given in part; money may, down to the minimum.
bool lacks_budget(const Terms& terms, const Amount& amount, Money given, Money least)
{
    const auto& left = terms.budget_left;
    if (!left) return false;
    if (amount.form == AwardForm::item) return *left < amount.high;
    return left->fen <= 0 || given < least;
}

} // namespace

void Choice::take(std::size_t at, Verdict holds, const MaybeAmount& amount)
{
    if (!seen_) chosen_.first = at;
    seen_ = true;
    settled_ = holds == Verdict::yes;
    if (amount) widen(chosen_.amount, *amount);
    maybe_nothing_ = maybe_nothing_ || !amount;
}

Chosen Choice::result() const
{
    auto chosen = chosen_;
    if (chosen.amount && (maybe_nothing_ || !settled_))
        widen(chosen.amount, {chosen.amount->form, {}, {}, false, chosen.amount->quantity});
    return chosen;
}

Terms terms_of(const Program& program, CapLeft caps, Money before)
{
    return {program.award.step.fen,   program.award.minimum, program.award.less_earlier,
            program.room.budget_left, std::move(caps),       before};
}

AwardResult limited(const Chosen& chosen, const Terms& terms, std::optional<std::int64_t> residual)
{
    AwardResult result;
    result.found.award_case = chosen.first;
    result.no_case = !chosen.amount;
    if (!chosen.amount) return result;
    const auto& amount = *chosen.amount;
    result.found.quantity = amount.quantity;
    result.found.known = amount.known;
    result.cap_used = terms.caps.used;
    result.no_budget = lacks_budget(terms, amount, {}, {});
    if (amount.form == AwardForm::service) return result;

    const Limits limits{terms, residual, amount.form == AwardForm::money};
    const auto least = amount.form == AwardForm::money ? limits.least() : Money{1};
    const auto high = limits.by_earlier(amount.high);
    result.found.low = limits.by_budget(limits.by_earlier(amount.low));
    result.found.high = limits.by_budget(high);
    result.found.known = amount.known || (amount.low != amount.high && result.found.low == result.found.high);
    result.below_minimum = limits.by_need(amount.high) < least;
    result.cap_used = terms.caps.used || (!result.below_minimum && high < least);
    result.no_budget = lacks_budget(terms, amount, result.found.high, std::min(high, least));
    return result;
}

std::int64_t award_in_unit(NeedUnit unit, const AwardFound& award)
{
    if (unit != NeedUnit::fen) return award.quantity.value_or(-1);
    return award.low.fen == 0 && award.high.fen == 0 ? -1 : award.low.fen;
}

AwardResult award_of(const Pair& pair)
{
    const auto chosen = choose(pair);
    const auto terms = chosen.amount ? terms_of(pair.program, caps_left(pair), given_before(pair)) : Terms{};
    return limited(chosen, terms, residual_fen(pair.need));
}

} // namespace matching
