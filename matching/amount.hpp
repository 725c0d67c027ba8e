#pragma once
#include "matching/exact.hpp"
#include "matching/pair.hpp"
#include <algorithm>

// Inside of the engine: from what an award's case would give to what the program can give. Written once for
// the row by row and the columnar road.
namespace matching {

enum class AwardForm { money, item, service };

// What one case would give before need, caps and budget are looked at.
struct Amount {
    AwardForm form = AwardForm::money;
    models::Money low, high;
    bool known = true;
    std::optional<std::int64_t> quantity{};
};
using MaybeAmount = std::optional<Amount>; // nothing: the case holds but nothing comes of it

// What the cases that hold or may hold come to together.
struct Chosen {
    MaybeAmount amount;
    std::size_t first = 0; // the first case that holds or may
};

// Goes through the cases in order until one surely holds: those before it of which it is not known widen the
// range, and so does, at the end, that none may hold.
class Choice {
public:
    bool settled() const { return settled_; }
    void take(std::size_t at, Verdict holds, const MaybeAmount&);
    Chosen result() const;

private:
    Chosen chosen_;
    bool settled_ = false, seen_ = false, maybe_nothing_ = false;
};

// What limits an award from the program's side.
struct Terms {
    std::int64_t step = 1;
    models::Money minimum;
    bool less_earlier = false;
    std::optional<models::Money> budget_left;
    CapLeft caps;
    models::Money before; // given earlier by this program
};
Terms terms_of(const models::Program&, CapLeft, models::Money before);

// residual: what the need lacks; nothing: not in fen, or not known.
inline AwardResult limited(const Chosen&, const Terms&, std::optional<std::int64_t> residual_fen);

// Amounts of the single forms.
inline Amount paid(const models::Award&, models::Money low, models::Money high, bool known = true);
inline Amount ratio_amount(const models::RatioAward&, std::optional<std::int64_t> residual_fen);
inline Amount item_amount(const models::ItemAward&, models::NeedUnit);
inline Amount service_amount(const models::ServiceAward&, models::NeedUnit);

// How many members an award "for each" counts.
struct EachCount {
    std::int64_t yes = 0, most = 0; // surely, at most
    bool known = true;              // and nobody else
    bool nobody = false;            // surely none
    bool operator==(const EachCount&) const = default;
};
EachCount each_count(const Ground&, const Subject&, const models::Rule&, const Day&);
inline MaybeAmount each_amount(const models::Award&, const models::EachAward&, const EachCount&);

std::optional<std::int64_t> residual_fen(const models::Need&);

// Worked out for every pair, and so open to the compiler:

inline Amount paid(const models::Award& award, models::Money low, models::Money high, bool known)
{
    return {AwardForm::money, low * award.payments, high * award.payments, known && low == high, {}};
}

inline Amount ratio_amount(const models::RatioAward& award, std::optional<std::int64_t> residual)
{
    if (!residual) return {AwardForm::money, {}, award.cap, false, {}};
    const models::Money share{scaled(*residual, award.basis_points, 10'000)};
    return {AwardForm::money, std::min(share, award.cap), std::min(share, award.cap), true, {}};
}

inline Amount item_amount(const models::ItemAward& award, models::NeedUnit unit)
{
    const auto value = award.value * award.count;
    Amount amount{value.fen > 0 ? AwardForm::item : AwardForm::service, value, value, true, {}};
    if (unit == models::NeedUnit::pieces) amount.quantity = award.count;
    return amount;
}

inline Amount service_amount(const models::ServiceAward& award, models::NeedUnit unit)
{
    Amount amount{AwardForm::service, {}, {}, true, {}};
    if (unit == models::NeedUnit::places) amount.quantity = 1;
    if (unit == models::NeedUnit::hours && award.per == "once" && award.amount > 0)
        amount.quantity = award.amount;
    return amount;
}

inline MaybeAmount each_amount(const models::Award& award, const models::EachAward& each,
                               const EachCount& count)
{
    if (count.nobody) return {};
    return paid(award, each.amount * count.yes, each.amount * count.most, count.known);
}

inline void widen(MaybeAmount& all, const Amount& one)
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

inline void Choice::take(std::size_t at, Verdict holds, const MaybeAmount& amount)
{
    if (!seen_) chosen_.first = at;
    seen_ = true;
    settled_ = holds == Verdict::yes;
    if (amount) widen(chosen_.amount, *amount);
    maybe_nothing_ = maybe_nothing_ || !amount;
}

inline Chosen Choice::result() const
{
    auto chosen = chosen_;
    if (chosen.amount && (maybe_nothing_ || !settled_))
        widen(chosen.amount, {chosen.amount->form, {}, {}, false, chosen.amount->quantity});
    return chosen;
}

struct Limits {
    const Terms& terms;
    std::optional<std::int64_t> residual;
    bool stepped;

    models::Money down(models::Money amount) const
    {
        const auto step = std::max<std::int64_t>(1, terms.step);
        return stepped ? models::Money{amount.fen - amount.fen % step} : amount;
    }
    models::Money least() const { return {std::max<std::int64_t>(1, terms.minimum.fen)}; }

    models::Money by_need(models::Money amount) const
    {
        if (residual) amount.fen = std::min(amount.fen, *residual);
        return down(amount);
    }
    // A top-up tops up what was given to what the case gives; only then the need limits it.
    models::Money by_earlier(models::Money amount) const
    {
        if (terms.less_earlier) amount.fen = std::max<std::int64_t>(0, (amount - terms.before).fen);
        if (terms.caps.money) amount = std::min(amount, *terms.caps.money);
        return by_need(amount);
    }
    models::Money by_budget(models::Money amount) const
    {
        if (terms.budget_left) amount.fen = std::clamp<std::int64_t>(terms.budget_left->fen, 0, amount.fen);
        return down(amount);
    }
};

// A thing cannot be given in part; money may, down to the minimum.
inline bool lacks_budget(const Terms& terms, const Amount& amount, models::Money given, models::Money least)
{
    const auto& left = terms.budget_left;
    if (!left) return false;
    if (amount.form == AwardForm::item) return *left < amount.high;
    return left->fen <= 0 || given < least;
}

inline AwardResult limited(const Chosen& chosen, const Terms& terms, std::optional<std::int64_t> residual)
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
    const auto least = amount.form == AwardForm::money ? limits.least() : models::Money{1};
    const auto high = limits.by_earlier(amount.high);
    result.found.low = limits.by_budget(limits.by_earlier(amount.low));
    result.found.high = limits.by_budget(high);
    result.found.known = amount.known || (amount.low != amount.high && result.found.low == result.found.high);
    result.below_minimum = limits.by_need(amount.high) < least;
    result.cap_used = terms.caps.used || (!result.below_minimum && high < least);
    result.no_budget = lacks_budget(terms, amount, result.found.high, std::min(high, least));
    return result;
}

} // namespace matching
