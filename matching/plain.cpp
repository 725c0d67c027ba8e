#include "matching/asking.hpp"
#include <algorithm>
#include <limits>

namespace matching {

using namespace models;

namespace {

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
    if (!asking.offerable || asking.row_by_row) return;
    constexpr auto kMost = std::numeric_limits<std::int64_t>::max();
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
        if (!one.when) return; // it holds, or none of its bands does: what comes after is never reached
    }
}

} // namespace matching
