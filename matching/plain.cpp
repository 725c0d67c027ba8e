#include "matching/asking.hpp"
#include <algorithm>
#include <limits>

namespace matching {

using namespace models;

namespace {

constexpr auto kMost = std::numeric_limits<std::int64_t>::max();

bool is_refused(const AwardResult& award)
{
    return award.no_case || award.below_minimum || award.cap_used || award.no_budget;
}

// Of an amount that no need limits.
Plain plain_of(const Amount& amount, bool service, const Terms& terms, NeedUnit unit)
{
    const auto award = limited({amount, 0}, terms, {});
    Plain plain;
    plain.from = std::max(amount.low, amount.high).fen;
    plain.may_shrink = unit == NeedUnit::fen && amount.form == AwardForm::money && amount.low == amount.high;
    plain.award = award_in_unit(unit, award.found);
    plain.cost = award.found.low.fen;
    plain.covered = unit == NeedUnit::fen ? award.found.low.fen : award.found.quantity.value_or(0);
    const bool compares =
        unit == NeedUnit::fen ? !(service && award.found.high.fen == 0) : award.found.quantity.has_value();
    plain.kind = is_refused(award) ? Plain::Kind::refused
                 : compares        ? Plain::Kind::covering
                                   : Plain::Kind::incomparable;
    return plain;
}

// A share of the need, where that is known and in fen; otherwise up to its cap, which is worked out.
Plain plain_share(const RatioAward& ratio, NeedUnit unit)
{
    Plain plain;
    if (unit != NeedUnit::fen) return plain;
    plain.kind = Plain::Kind::share;
    plain.award = ratio.cap.fen;
    plain.basis_points = ratio.basis_points;
    return plain;
}

Plain plain_of(const Award& award, const AwardAmount& amount, const Terms& terms, NeedUnit unit)
{
    if (const auto* ratio = std::get_if<RatioAward>(&amount)) return plain_share(*ratio, unit);
    if (const auto* fixed = std::get_if<FixedAward>(&amount))
        return plain_of(paid(award, fixed->amount, fixed->amount), false, terms, unit);
    if (const auto* range = std::get_if<RangeAward>(&amount))
        return plain_of(paid(award, range->low, range->high), false, terms, unit);
    if (const auto* item = std::get_if<ItemAward>(&amount))
        return plain_of(item_amount(*item, unit), false, terms, unit);
    if (const auto* service = std::get_if<ServiceAward>(&amount))
        return plain_of(service_amount(*service, unit), true, terms, unit);
    return {};
}

// What does not depend on the family; nothing: it does.
std::optional<Amount> settled_amount(const Award& award, const AwardAmount& amount, NeedUnit unit)
{
    if (const auto* fixed = std::get_if<FixedAward>(&amount))
        return paid(award, fixed->amount, fixed->amount);
    if (const auto* range = std::get_if<RangeAward>(&amount)) return paid(award, range->low, range->high);
    if (const auto* item = std::get_if<ItemAward>(&amount)) return item_amount(*item, unit);
    if (const auto* service = std::get_if<ServiceAward>(&amount)) return service_amount(*service, unit);
    return {};
}

// What a need must lack, in fen, so that what is given is not less than the least.
std::int64_t enough_for(const Amount& amount, const PlainTerms& terms)
{
    if (amount.form == AwardForm::service) return 0;
    const auto steps = (terms.least + terms.step - 1) / terms.step;
    const auto least = amount.form == AwardForm::money ? steps * terms.step : 1;
    return amount.high.fen < least ? kMost : least;
}

Even even_of(const Plain& plain)
{
    constexpr std::int64_t kSmall = std::int64_t{1} << 40;
    Even even{plain.covered, plain.from, plain.award, plain.cost, Even::Kind::no};
    if (plain.kind == Plain::Kind::refused) even = {0, 0, 0, 0, Even::Kind::refused};
    if (plain.kind == Plain::Kind::covering && plain.covered < kSmall) even.kind = Even::Kind::covering;
    if (plain.kind == Plain::Kind::incomparable) even.kind = Even::Kind::incomparable;
    return even;
}

template <class Make> PlainCase by_unit(std::optional<ConditionId> when, Make make)
{
    PlainCase plain{when, {}};
    for (const auto& [unit, name] : kNames<NeedUnit>)
        plain.by_unit[static_cast<std::size_t>(unit)] = make(unit);
    return plain;
}

} // namespace

void find_plain(const Program& program, Asking& asking)
{
    const auto& award = program.award;
    const auto& terms = asking.terms;
    asking.enough.fill(kWorkedOut);
    if (asking.row_by_row) return;
    asking.plain_terms = {std::max<std::int64_t>(1, terms.step), std::max<std::int64_t>(1, terms.minimum.fen),
                          terms.caps.money ? terms.caps.money->fen : kMost,
                          terms.budget_left ? std::max<std::int64_t>(0, terms.budget_left->fen) : kMost,
                          terms.caps.used};
    for (const auto& one : asking.cases) {
        if (!one.bands.empty() && !one.when)
            for (const auto& [band, money] : one.bands)
                asking.plain.push_back(by_unit(band, [&](NeedUnit unit) {
                    return plain_of(paid(award, money, money), false, terms, unit);
                }));
        else
            asking.plain.push_back(
                by_unit(one.when, [&](NeedUnit unit) { return plain_of(award, *one.amount, terms, unit); }));
        if (!one.when) break; // it holds, or none of its bands does: what comes after is never reached
    }
    if (asking.plain.size() == 1 && !asking.plain[0].when && asking.points.empty())
        std::ranges::transform(asking.plain[0].by_unit, asking.even.begin(), even_of);
    if (asking.cases.empty() || asking.cases[0].when) return;
    for (const auto& [unit, name] : kNames<NeedUnit>)
        if (const auto amount = settled_amount(award, *asking.cases[0].amount, unit))
            asking.enough[static_cast<std::size_t>(unit)] = enough_for(*amount, asking.plain_terms);
}

} // namespace matching
