#include "matching/sift.hpp"
#include "matching/factors.hpp"
#include "matching/keys.hpp"
#include <algorithm>
#include <limits>

namespace matching {

using namespace models;

namespace {

std::size_t at(Whose whose) { return static_cast<std::size_t>(whose); }
std::size_t at(Factor factor) { return static_cast<std::size_t>(factor); }

} // namespace

Sifter::Sifter(const Snapshot& snapshot, const Asked& asked, const Region& region)
    : snapshot_(snapshot), asked_(asked), region_(region)
{
    const auto& weights = snapshot.ground().policy->weights;
    weight_of_fit_ = weights[at(Factor::fit)];
    weight_of_coverage_ = weights[at(Factor::coverage)];
}

void Sifter::narrow(Sight& sight, const Block& block, const std::vector<Mask>& masks, const AnswerPool& pool,
                    std::uint32_t answers)
{
    for (const auto& mask : masks) {
        const auto verdict = pool.verdict(answers, mask.question);
        if (verdict == Verdict::yes) continue;
        const auto* programs = block.masks.data() + mask.programs;
        for (std::size_t i = 0; i < block.words; ++i) {
            if (mask.frees)
                sight.free[i] &= ~programs[i];
            else {
                sight.yes[i] &= ~programs[i];
                if (verdict == Verdict::no) sight.could[i] &= ~programs[i];
            }
        }
    }
}

// Rows lie so that neighbours share answers: what the last one was told of its household and person is kept.
void Sifter::look_at(const Row& row)
{
    const auto& block = region_.blocks[row.block];
    const auto& masks = row.names_person ? block.of_person : block.of_nobody;
    const bool same_block = last_ && last_->block == row.block && last_->names_person == row.names_person;
    const bool same_household =
        same_block && last_->answers[at(Whose::household)] == row.answers[at(Whose::household)];
    const bool same_person =
        same_household && last_->answers[at(Whose::person)] == row.answers[at(Whose::person)];
    const auto narrow_by = [&](Sight& sight, Whose whose) {
        narrow(sight, block, masks[at(whose)], region_.answers[at(whose)], row.answers[at(whose)]);
    };
    if (!same_household) {
        std::vector<std::uint64_t> every(block.words, ~std::uint64_t{0});
        if (const auto rest = block.programs.size() % 64; rest != 0)
            every.back() = (std::uint64_t{1} << rest) - 1;
        of_household_ = {every, every, every};
        narrow_by(of_household_, Whose::household);
    }
    if (!same_person) {
        of_person_ = of_household_;
        narrow_by(of_person_, Whose::person);
    }
    all_ = of_person_;
    narrow_by(all_, Whose::need);
    last_ = &row;
}

Verdict Sifter::verdict(const Row& row, ConditionId id) const
{
    const auto whose = at(asked_.conditions[id].whose);
    return region_.answers[whose].verdict(row.answers[whose], region_.bit[id]);
}

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
        const auto* numbers =
            region_.answers[at(Whose::household)].numbers(row.answers[at(Whose::household)]);
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

std::int64_t Sifter::fit_by_points(const Row& row, const Asking& asking) const
{
    std::int64_t held = 0, all = 0;
    for (const auto& point : asking.points) {
        all += point.points;
        if (verdict(row, point.rule) == Verdict::yes) held += point.points;
    }
    return share(held, all);
}

void Sifter::keep(std::size_t place, bool fits, std::int64_t score, std::int64_t coverage)
{
    keys_.push_back(key_of(fits, score, coverage, place));
}

// The case that holds; nothing: none does. `no`: it has to be worked out.
const Plain* Sifter::plain_case(const Row& row, const Asking& asking) const
{
    static constexpr Plain kToBeWorkedOut{};
    if (asking.plain.empty()) return &kToBeWorkedOut;
    for (const auto& one : asking.plain) {
        const auto holds = one.when ? verdict(row, *one.when) : Verdict::yes;
        if (holds == Verdict::yes) return &one.by_unit[static_cast<std::size_t>(row.unit)];
        if (holds == Verdict::unknown) return &kToBeWorkedOut;
    }
    return nullptr;
}

// Award, cost and coverage in permille; nothing: refused.
std::optional<std::int64_t> Sifter::award(const Row& row, const Asking& asking, Match& match) const
{
    const auto* plain = plain_case(row, asking);
    if (!plain || plain->kind == Plain::Kind::refused) return {};
    const bool limits = row.unit == NeedUnit::fen && row.residual >= 0;
    const bool shrinks = limits && row.residual < plain->from;
    if (plain->kind == Plain::Kind::incomparable && !shrinks) {
        match.award = plain->award;
        match.cost = plain->cost;
        return kNotMeasurable;
    }
    if (plain->kind == Plain::Kind::covering && !shrinks) {
        match.award = plain->award;
        match.cost = plain->cost;
        return row.residual < 0 ? kNotMeasurable : share(plain->covered, row.residual);
    }
    const bool shared = plain->kind == Plain::Kind::share && limits;
    if (shared || (plain->kind == Plain::Kind::covering && plain->may_shrink)) {
        const auto amount =
            shared ? std::min(scaled(row.residual, plain->basis_points, 10'000), plain->award) : plain->from;
        match.award = match.cost = plain_money(asking.plain_terms, amount, row.residual);
        if (match.award == 0) return {};
        return share(match.award, row.residual);
    }
    return worked_out(row, asking, match);
}

std::optional<std::int64_t> Sifter::worked_out(const Row& row, const Asking& asking, Match& match) const
{
    const auto& program = snapshot_.programs()[match.program];
    const auto residual = row.residual >= 0 ? std::optional(row.residual) : std::nullopt;
    const auto found = limited(chosen(row, asking, program.award), asking.terms,
                               row.unit == NeedUnit::fen ? residual : std::nullopt);
    if (found.no_case || found.below_minimum || found.cap_used || found.no_budget) return {};
    match.award = award_in_unit(row.unit, found.found);
    match.cost = found.found.low.fen;
    return coverage_of(program, row.unit, residual, found.found);
}

void Sifter::weigh_by_row(const Row& row, std::size_t place, std::uint32_t program)
{
    const auto candidate = match(snapshot_, {row.family}, row.need, {program});
    const bool fits = candidate.standing == Standing::fits;
    if ((!fits && candidate.standing != Standing::to_be_asked) || !candidate.obstacles.empty()) return;
    worked_out_[place].award = award_in_unit(row.unit, candidate.award);
    worked_out_[place].cost = candidate.award.low.fen;
    keep(place, fits, candidate.score.total, candidate.score.permille[at(Factor::coverage)]);
}

// Keys of all that fit or may; of those that are not even, award and cost as well.
void Sifter::weigh_all(const Row& row, const Block& block)
{
    const auto* even = block.even[static_cast<std::size_t>(row.unit)].data();
    const auto* base = block.base[row.hurries].data();
    const auto* proximity = block.proximity.data() + row.place * block.programs.size();
    const bool limits = row.unit == NeedUnit::fen && row.residual >= 0;
    const auto lacks = limits ? row.residual : std::numeric_limits<std::int64_t>::max();
    for (std::size_t word = 0; word < block.words; ++word) {
        for (auto bits = all_.could[word] & all_.free[word]; bits != 0; bits &= bits - 1) {
            const auto bit = static_cast<std::size_t>(std::countr_zero(bits));
            const auto place = word * 64 + bit;
            const bool fits = (all_.yes[word] >> bit & 1) != 0;
            const auto program = block.programs[place];
            if (is_by_row(row, block, place)) {
                weigh_by_row(row, place, program);
                continue;
            }
            const auto& same = even[place];
            if (same.kind == Even::Kind::refused) continue;
            std::int64_t coverage = kNotMeasurable, score = base[place] + row.of_family + proximity[place];
            if (same.kind != Even::Kind::no && lacks >= same.from) {
                if (same.kind == Even::Kind::covering && row.residual >= 0)
                    coverage = same.covered >= row.residual ? (row.residual > 0 ? kWhole : 0)
                                                            : same.covered * kWhole / row.residual;
            } else {
                auto& match = worked_out_[place];
                match.program = program;
                const auto& asking = asked_.programs[program];
                const auto found = award(row, asking, match);
                if (!found) continue;
                coverage = *found;
                if (!asking.points.empty()) score += weight_of_fit_ * fit_by_points(row, asking);
            }
            keep(place, fits, score + weight_of_coverage_ * coverage, coverage);
        }
    }
}

void Sifter::best(const Row& row, Limit limit, std::vector<Match>& out)
{
    const auto& block = region_.blocks[row.block];
    look_at(row);
    keys_.clear();
    if (worked_out_.size() < block.programs.size()) worked_out_.resize(block.programs.size());
    weigh_all(row, block);
    const auto kept = std::min(limit, keys_.size());
    const auto last = keys_.begin() + static_cast<std::ptrdiff_t>(kept);
    if (kept < keys_.size()) std::nth_element(keys_.begin(), last, keys_.end());
    std::sort(keys_.begin(), last);
    for (auto key = keys_.begin(); key != last; ++key) out.push_back(match_of(row, block, *key));
}

Match Sifter::match_of(const Row& row, const Block& block, std::uint64_t key) const
{
    const auto place = rank_in(key);
    const auto program = block.programs[place];
    const auto& same = block.even[static_cast<std::size_t>(row.unit)][place];
    const bool limits = row.unit == NeedUnit::fen && row.residual >= 0;
    const bool even = same.kind != Even::Kind::no && (!limits || row.residual >= same.from) &&
                      !is_by_row(row, block, place);
    if (!even)
        return {program, score_in(key), worked_out_[place].award, worked_out_[place].cost, fits_in(key)};
    const auto& plain = asked_.programs[program].plain[0].by_unit[static_cast<std::size_t>(row.unit)];
    return {program, score_in(key), plain.award, plain.cost, fits_in(key)};
}

bool Sifter::is_by_row(const Row& row, const Block& block, std::size_t place) const
{
    return (block.row_by_row[place / 64] >> (place % 64) & 1) != 0 ||
           (row.had_earlier && had_from(row, block.programs[place]));
}

// Caps, and what a top-up tops up, count what this program gave before.
bool Sifter::had_from(const Row& row, std::uint32_t program) const
{
    const auto& code = snapshot_.programs()[program].code;
    return std::ranges::any_of(snapshot_.families()[row.family].earlier,
                               [&](const EarlierHelp& help) { return help.what == code; });
}

} // namespace matching
