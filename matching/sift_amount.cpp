#include "matching/factors.hpp"
#include "matching/sift.hpp"

// Awards that have to be worked out.
namespace matching {

using namespace models;

MaybeAmount Sifter::amount(const Row& row, const Award& award, const CaseAsked& asked) const
{
    const auto residual =
        row.unit == NeedUnit::fen && row.residual >= 0 ? std::optional(row.residual) : std::nullopt;
    if (const auto* fixed = std::get_if<FixedAward>(asked.amount))
        return paid(award, fixed->amount, fixed->amount);
    if (const auto* range = std::get_if<RangeAward>(asked.amount))
        return paid(award, range->low, range->high);
    if (const auto* ratio = std::get_if<RatioAward>(asked.amount)) return ratio_amount(*ratio, residual);
    if (const auto* item = std::get_if<ItemAward>(asked.amount)) return item_amount(*item, row.unit);
    if (const auto* service = std::get_if<ServiceAward>(asked.amount))
        return service_amount(*service, row.unit);
    if (const auto* each = std::get_if<EachAward>(asked.amount)) {
        const auto* numbers = row.answers[static_cast<std::size_t>(Whose::household)] +
                              2 * region_.words[static_cast<std::size_t>(Whose::household)];
        return each_amount(award, *each, unpacked(numbers[*asked.each]));
    }
    bool may = false;
    Money most;
    for (const auto& [band, money] : asked.bands) {
        const auto holds = verdict(row, band);
        if (holds == Verdict::yes) return paid(award, money, money);
        may = may || holds == Verdict::unknown;
        most = std::max(most, money);
    }
    if (!may) return {};
    return paid(award, {}, most, false);
}

Chosen Sifter::chosen(const Row& row, const Asking& asking, const Award& award) const
{
    Choice choice;
    for (std::size_t i = 0; i < asking.cases.size() && !choice.settled(); ++i) {
        const auto& one = asking.cases[i];
        const auto holds = one.when ? verdict(row, *one.when) : Verdict::yes;
        if (holds != Verdict::no) choice.take(i, holds, amount(row, award, one));
    }
    return choice.result();
}

std::optional<std::int64_t> Sifter::worked_out(const Row& row, const Asking& asking, Match& match) const
{
    const auto& program = asking.program();
    const auto residual = row.residual >= 0 ? std::optional(row.residual) : std::nullopt;
    const auto found = limited(chosen(row, asking, program.award), asking.terms,
                               row.unit == NeedUnit::fen ? residual : std::nullopt);
    if (found.no_case || found.below_minimum || found.cap_used || found.no_budget) return {};
    match.award = award_in_unit(row.unit, found.found);
    match.cost = found.found.low.fen;
    return coverage_of(program, row.unit, residual, found.found);
}

} // namespace matching
