#include "matching/sift.hpp"
#include "matching/factors.hpp"
#include <algorithm>

namespace matching {

using namespace models;

namespace {

constexpr std::int64_t kMostScore = 100'000;

constexpr std::uint64_t kPlace = (std::uint64_t{1} << 32) - 1; // fewer programs than that

// Fits first, then score, coverage and rank, in one number.
std::uint64_t key_of(const Match& match, std::int64_t coverage, std::size_t rank)
{
    return (match.fits ? 0ULL : 1ULL) << 63 | static_cast<std::uint64_t>(kMostScore - match.score) << 43 |
           static_cast<std::uint64_t>(kWhole - coverage) << 32 | static_cast<std::uint64_t>(rank);
}

std::size_t at(Whose whose) { return static_cast<std::size_t>(whose); }
std::size_t at(Factor factor) { return static_cast<std::size_t>(factor); }

} // namespace

Sifter::Sifter(const Snapshot& snapshot, const Asked& asked, const Region& region)
    : snapshot_(snapshot), asked_(asked), region_(region)
{
    const auto& weights = snapshot.ground().policy->weights;
    weight_of_fit_ = weights[at(Factor::fit)];
    weight_of_coverage_ = weights[at(Factor::coverage)];
    const auto weight = weights[at(Factor::proximity)];
    for (std::size_t level = 0; level < proximity_.size(); ++level)
        proximity_[level] = static_cast<std::int32_t>(weight * proximity_of(static_cast<AreaLevel>(level)));
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

void Sifter::keep(const Match& match, std::int64_t coverage)
{
    keys_.push_back(key_of(match, coverage, weighed_.size()));
    weighed_.push_back(match);
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

void Sifter::weigh(const Row& row, const Block& block, std::size_t i, bool fits)
{
    Match match{block.programs[i], 0, 0, 0, fits};
    const auto& asking = asked_.programs[match.program];
    const auto coverage = award(row, asking, match);
    if (!coverage) return;
    const auto shared = block.shared[row.place * block.programs.size() + i];
    auto score = block.base[row.hurries][i] + row.of_family + weight_of_coverage_ * *coverage +
                 proximity_[static_cast<std::size_t>(shared)];
    if (!asking.points.empty()) score += weight_of_fit_ * fit_by_points(row, asking);
    match.score = static_cast<std::int32_t>(score);
    keep(match, *coverage);
}

void Sifter::weigh_by_row(const Row& row, const Block& block, std::size_t i)
{
    const auto candidate = match(snapshot_, {row.family}, row.need, {block.programs[i]});
    const bool fits = candidate.standing == Standing::fits;
    if ((!fits && candidate.standing != Standing::to_be_asked) || !candidate.obstacles.empty()) return;
    keep({block.programs[i], static_cast<std::int32_t>(candidate.score.total),
          award_in_unit(row.unit, candidate.award), candidate.award.low.fen, fits},
         candidate.score.permille[at(Factor::coverage)]);
}

void Sifter::best(const Row& row, Limit limit, std::vector<Match>& out)
{
    const auto& block = region_.blocks[row.block];
    look_at(row);
    weighed_.clear();
    keys_.clear();
    for (std::size_t word = 0; word < block.words; ++word) {
        for (auto bits = all_.could[word] & all_.free[word]; bits != 0; bits &= bits - 1) {
            const auto bit = static_cast<std::size_t>(std::countr_zero(bits));
            const auto i = word * 64 + bit;
            const bool general = (block.row_by_row[word] >> bit & 1) != 0;
            if (general || (row.had_earlier && had_from(row, block.programs[i])))
                weigh_by_row(row, block, i);
            else
                weigh(row, block, i, (all_.yes[word] >> bit & 1) != 0);
        }
    }
    const auto kept = std::min(limit, keys_.size());
    const auto last = keys_.begin() + static_cast<std::ptrdiff_t>(kept);
    if (kept < keys_.size()) std::nth_element(keys_.begin(), last, keys_.end());
    std::sort(keys_.begin(), last);
    for (auto key = keys_.begin(); key != last; ++key) out.push_back(weighed_[*key & kPlace]);
}

// Caps, and what a top-up tops up, count what this program gave before.
bool Sifter::had_from(const Row& row, std::uint32_t program) const
{
    const auto& code = snapshot_.programs()[program].code;
    return std::ranges::any_of(snapshot_.families()[row.family].earlier,
                               [&](const EarlierHelp& help) { return help.what == code; });
}

} // namespace matching
