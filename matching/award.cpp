#include "matching/exact.hpp"
#include "matching/pair.hpp"
#include <algorithm>

namespace matching {

using namespace models;

namespace {

enum class Form { money, item, service };

// What one case would give before need, caps and budget are looked at.
struct Amount {
    Form form = Form::money;
    Money low, high;
    bool known = true;
    std::optional<std::int64_t> quantity{};
};
using MaybeAmount = std::optional<Amount>; // nothing: the case holds but nothing comes of it

std::optional<std::int64_t> residual_fen(const Need& need)
{
    return need.unit == NeedUnit::fen ? residual_of(need) : std::nullopt;
}

struct Reader {
    const Pair& pair;

    Amount paid(Money low, Money high, bool known = true) const
    {
        const auto payments = pair.program.award.payments;
        return {Form::money, low * payments, high * payments, known && low == high, {}};
    }

    MaybeAmount operator()(const FixedAward& award) const { return paid(award.amount, award.amount); }

    MaybeAmount operator()(const RangeAward& award) const { return paid(award.low, award.high); }

    MaybeAmount operator()(const RatioAward& award) const
    {
        const auto residual = residual_fen(pair.need);
        if (!residual) return Amount{Form::money, {}, award.cap, false, {}};
        const Money share{floor_of(product({*residual, 1}, award.basis_points, 10'000))};
        return Amount{Form::money, std::min(share, award.cap), std::min(share, award.cap), true, {}};
    }

    // A value outside of all bands gives nothing, so an unknown one may.
    MaybeAmount operator()(const BandedAward& award) const
    {
        auto subject = pair.subject;
        subject.member = person_of(pair.subject);
        const auto seen = look(pair.ground, subject, award.fact, pair.day);
        if (seen.known == Known::not_applicable) return {};
        if (seen.known == Known::unknown) {
            Money most;
            for (const auto& band : award.bands) most = std::max(most, band.amount);
            return paid({}, most, false);
        }
        for (const auto& band : award.bands)
            if (is_in(band, seen.exact)) return paid(band.amount, band.amount);
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

    // Members nobody has listed may count too, as far as it is known that there are any.
    MaybeAmount operator()(const EachAward& award) const
    {
        const auto found = count_members(pair.ground, pair.subject, award.rule, pair.day);
        const auto& household = pair.family.household;
        auto most = found.yes + found.unknown;
        const auto counted = look(pair.ground, pair.subject, Fact::counted_members, pair.day);
        if (!household.all_members_listed && counted.known == Known::yes)
            most += std::max<std::int64_t>(0, static_cast<std::int64_t>(counted.exact.numerator) -
                                                  std::ssize(household.members));
        if (most == 0 && household.all_members_listed) return {};
        return paid(award.amount * found.yes, award.amount * most,
                    found.unknown == 0 && household.all_members_listed);
    }

    MaybeAmount operator()(const ItemAward& award) const
    {
        const auto value = award.value * award.count;
        Amount amount{value.fen > 0 ? Form::item : Form::service, value, value, true, {}};
        if (pair.need.unit == NeedUnit::pieces) amount.quantity = award.count;
        return amount;
    }

    MaybeAmount operator()(const ServiceAward& award) const
    {
        Amount amount{Form::service, {}, {}, true, {}};
        if (pair.need.unit == NeedUnit::places) amount.quantity = 1;
        if (pair.need.unit == NeedUnit::hours && award.per == "once" && award.amount > 0)
            amount.quantity = award.amount;
        return amount;
    }
};

struct Chosen {
    MaybeAmount amount;
    std::size_t first = 0; // the first case that holds or may
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
    if (all->form != one.form) all->form = Form::money;
    if (all->quantity != one.quantity) all->quantity.reset();
}

// The first case that holds; those before it of which it is not known widen the range, and so does, at the
// end, that none may hold.
Chosen choose(const Pair& pair)
{
    Chosen chosen;
    bool settled = false, seen = false, maybe_nothing = false;
    const auto& cases = pair.program.award.cases;
    for (std::size_t i = 0; i < cases.size() && !settled; ++i) {
        const auto verdict =
            cases[i].when ? evaluate(pair.ground, pair.subject, *cases[i].when) : Verdict::yes;
        if (verdict == Verdict::no) continue;
        if (!seen) chosen.first = i;
        seen = true;
        settled = verdict == Verdict::yes;
        const auto amount = std::visit(Reader{pair}, cases[i].amount);
        if (amount) widen(chosen.amount, *amount);
        maybe_nothing = maybe_nothing || !amount;
    }
    if (chosen.amount && (maybe_nothing || !settled))
        widen(chosen.amount, {chosen.amount->form, {}, {}, false, chosen.amount->quantity});
    return chosen;
}

struct Limits {
    const Pair& pair;
    bool stepped;

    Money down(Money amount) const
    {
        const auto step = std::max<std::int64_t>(1, pair.program.award.step.fen);
        return stepped ? Money{amount.fen - amount.fen % step} : amount;
    }
    Money least() const { return {std::max<std::int64_t>(1, pair.program.award.minimum.fen)}; }

    Money by_need(Money amount) const
    {
        if (const auto residual = residual_fen(pair.need)) amount.fen = std::min(amount.fen, *residual);
        return down(amount);
    }
    // A top-up tops up what was given to what the case gives; only then the need limits it.
    Money by_earlier(Money amount, Money before, const std::optional<Money>& left) const
    {
        if (pair.program.award.less_earlier) amount.fen = std::max<std::int64_t>(0, (amount - before).fen);
        if (left) amount = std::min(amount, *left);
        return by_need(amount);
    }
    Money by_budget(Money amount) const
    {
        if (const auto& left = pair.program.room.budget_left)
            amount.fen = std::clamp<std::int64_t>(left->fen, 0, amount.fen);
        return down(amount);
    }
};

// A thing cannot be given in part; money may, down to the minimum.
bool lacks_budget(const Pair& pair, const Amount& amount, Money given, Money least)
{
    const auto& left = pair.program.room.budget_left;
    if (!left) return false;
    if (amount.form == Form::item) return *left < amount.high;
    return left->fen <= 0 || given < least;
}

} // namespace

AwardResult award_of(const Pair& pair)
{
    const auto chosen = choose(pair);
    AwardResult result;
    result.found.award_case = chosen.first;
    result.no_case = !chosen.amount;
    if (!chosen.amount) return result;
    const auto& amount = *chosen.amount;
    result.found.quantity = amount.quantity;
    result.found.known = amount.known;
    const auto caps = caps_left(pair);
    result.cap_used = caps.used;
    result.no_budget = lacks_budget(pair, amount, {}, {});
    if (amount.form == Form::service) return result;

    const Limits limits{pair, amount.form == Form::money};
    const auto least = amount.form == Form::money ? limits.least() : Money{1};
    const auto before = given_before(pair);
    const auto high = limits.by_earlier(amount.high, before, caps.money);
    result.found.low = limits.by_budget(limits.by_earlier(amount.low, before, caps.money));
    result.found.high = limits.by_budget(high);
    result.found.known = amount.known || (amount.low != amount.high && result.found.low == result.found.high);
    result.below_minimum = limits.by_need(amount.high) < least;
    result.cap_used = caps.used || (!result.below_minimum && high < least);
    result.no_budget = lacks_budget(pair, amount, result.found.high, std::min(high, least));
    return result;
}

} // namespace matching
