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

Sifter::Sifter(const Asked& asked, const Region& region, const Snapshot& snapshot, const People& people)
    : asked_(asked),
      region_(region),
      snapshot_(snapshot),
      people_(people),
      weights_(snapshot.ground().policy->weights)
{
    for (std::size_t level = 0; level < kLevels; ++level)
        near_points_[level] = static_cast<std::int32_t>(weights_[at(Factor::proximity)] *
                                                        proximity_of(static_cast<AreaLevel>(level)));
}

void Sifter::narrow(Sight& sight, const Block& block, const std::vector<Mask>& masks, std::size_t whose,
                    const std::uint64_t* answers)
{
    const auto words = region_.words[whose];
    const auto* programs = block.masks.data();
    const auto each = [&](const Mask& mask, std::uint64_t& yes, std::uint64_t& could, std::size_t word) {
        const auto told = told_in(answers, words, mask.question);
        const auto refused = told < (mask.frees() ? Told::yes : Told::unknown);
        const auto bits = programs[mask.programs + word];
        yes &= told == Told::yes ? ~std::uint64_t{0} : ~bits;
        could &= refused ? ~bits : ~std::uint64_t{0};
    };
    if (block.words == 1) { // so that it stays in registers
        auto yes = sight.yes[0], could = sight.could[0];
        for (const auto& mask : masks) each(mask, yes, could, 0);
        sight.yes[0] = yes;
        sight.could[0] = could;
        return;
    }
    for (const auto& mask : masks)
        for (std::size_t i = 0; i < block.words; ++i) each(mask, sight.yes[i], sight.could[i], i);
}

void Sifter::see_all(const Block& block)
{
    for (auto* words : {&of_household_.yes, &of_household_.could}) {
        words->assign(block.words, ~std::uint64_t{0});
        if (const auto rest = block.programs.size() % 64; rest != 0)
            words->back() = (std::uint64_t{1} << rest) - 1;
    }
}

// Rows lie so that neighbors share answers: what the last one was told of its household and person is kept.
void Sifter::look_at(const Row& row)
{
    const auto& block = *region_.blocks[row.block];
    const auto& masks = row.names_person ? block.of_person : block.of_nobody;
    const bool same_block = last_ && last_->block == row.block && last_->names_person == row.names_person;
    const bool same_household =
        same_block && last_->answers[at(Whose::household)] == row.answers[at(Whose::household)];
    const bool same_person =
        same_household && last_->answers[at(Whose::person)] == row.answers[at(Whose::person)];
    const auto narrow_by = [&](Sight& sight, Whose whose) {
        narrow(sight, block, masks[at(whose)], at(whose), row.answers[at(whose)]);
    };
    if (!same_household) {
        see_all(block);
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
    const auto bit = region_.bit[id];
    return verdict_in(row.answers[bit.whose], region_.words[bit.whose], bit.bit);
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

void Sifter::weigh_by_row(const Row& row, const Whom& whom, std::size_t place, std::uint32_t number)
{
    const auto candidate = match(snapshot_, {people_.index_of(whom)}, row.need, {asked_.index_of[number]});
    const bool fits = candidate.standing == Standing::fits;
    if ((!fits && candidate.standing != Standing::to_be_asked) || !candidate.obstacles.empty()) return;
    worked_out_[place].award = award_in_unit(row.unit, candidate.award);
    worked_out_[place].cost = candidate.award.low.fen;
    keep(place, fits, candidate.score.total, candidate.score.permille[at(Factor::coverage)]);
}

// Keys of all that fit or may; of those that are not even, award and cost as well.
void Sifter::weigh_all(const Row& row, const Whom& whom, const Block& block)
{
    const auto of_family = family_part(row);
    const auto unit = static_cast<std::size_t>(row.unit);
    const auto* base = block.base[row.hurries].data();
    const auto* nearness = block.nearness_of(row.place);
    const bool limits = row.unit == NeedUnit::fen && row.residual >= 0;
    const auto lacks = limits ? row.residual : std::numeric_limits<std::int64_t>::max();
    for (std::size_t word = 0; word < block.words; ++word) {
        for (auto bits = all_.could[word]; bits != 0; bits &= bits - 1) {
            const auto bit = static_cast<std::size_t>(std::countr_zero(bits));
            const auto place = word * 64 + bit;
            const bool fits = (all_.yes[word] >> bit & 1) != 0;
            if (is_by_row(row, whom, block, place)) {
                weigh_by_row(row, whom, place, block.programs[place]);
                continue;
            }
            const auto& asking = *asked_.programs[block.programs[place]];
            const auto& same = asking.even[unit];
            if (same.kind == Even::Kind::refused) continue;
            std::int64_t coverage = kNotMeasurable,
                         score = base[place] + of_family + near_points_[nearness[place]];
            if (same.kind != Even::Kind::no && lacks >= same.from) {
                if (same.kind == Even::Kind::covering && row.residual >= 0)
                    coverage = same.covered >= row.residual ? (row.residual > 0 ? kWhole : 0)
                                                            : same.covered * kWhole / row.residual;
            } else {
                auto& match = worked_out_[place];
                const auto found = award(row, asking, match);
                if (!found) continue;
                coverage = *found;
                if (!asking.points.empty()) score += weights_[at(Factor::fit)] * fit_by_points(row, asking);
            }
            keep(place, fits, score + weights_[at(Factor::coverage)] * coverage, coverage);
        }
    }
}

// How many of the keys were sorted.
std::size_t Sifter::sort_best(const Row& row, const Whom& whom, Limit limit)
{
    const auto& block = *region_.blocks[row.block];
    look_at(row);
    keys_.clear();
    keys_.reserve(block.programs.size());
    if (worked_out_.size() < block.programs.size()) worked_out_.resize(block.programs.size());
    weigh_all(row, whom, block);
    const auto kept = std::min(limit, keys_.size());
    sort_first(kept);
    return kept;
}

// A few are put in order by counting what comes before each, without branches; equals stand by their places
// already.
void Sifter::sort_first(std::size_t kept)
{
    constexpr std::size_t kFew = 64, kStep = 8;
    const auto count = keys_.size();
    if (count > kFew) {
        const auto last = keys_.begin() + static_cast<std::ptrdiff_t>(kept);
        if (kept < count) std::nth_element(keys_.begin(), last, keys_.end());
        std::sort(keys_.begin(), last);
        return;
    }
    std::array<std::int32_t, kFew> merits{};
    std::array<std::uint64_t, kFew> sorted;
    constexpr auto kNone = ~std::uint64_t{0};
    sorted.fill(kNone);
    for (std::size_t i = 0; i < count; ++i)
        merits[i] = static_cast<std::int32_t>(static_cast<std::uint32_t>(merit_in(keys_[i])) ^ 0x80000000U);
    const auto whole = (count + kStep - 1) / kStep * kStep;
    std::fill(merits.begin() + static_cast<std::ptrdiff_t>(count),
              merits.begin() + static_cast<std::ptrdiff_t>(whole), std::numeric_limits<std::int32_t>::max());
    for (std::size_t i = 0; i < count; ++i) {
        std::int32_t before = 0;
        for (std::size_t step = 0; step < whole; step += kStep)
            for (std::size_t j = 0; j < kStep; ++j) before += merits[step + j] < merits[i];
        auto at = static_cast<std::size_t>(before);
        while (sorted[at] != kNone) ++at;
        sorted[at] = keys_[i];
    }
    std::copy_n(sorted.begin(), kept, keys_.begin());
}

void Sifter::best(const Row& row, const Whom& whom, Limit limit, std::vector<Match>& out)
{
    const auto kept = sort_best(row, whom, limit);
    const auto& block = *region_.blocks[row.block];
    for (std::size_t i = 0; i < kept; ++i) out.push_back(match_of(row, whom, block, keys_[i]));
}

void Sifter::best(const Row& row, const Whom& whom, Limit limit, std::vector<Taken>& out)
{
    const auto kept = sort_best(row, whom, limit);
    const auto& block = *region_.blocks[row.block];
    for (std::size_t i = 0; i < kept; ++i) {
        const auto place = static_cast<std::uint32_t>(rank_in(keys_[i]));
        out.push_back(
            {merit_in(keys_[i]), block.programs[place], place, &row, match_of(row, whom, block, keys_[i])});
    }
}

Match Sifter::match_of(const Row& row, const Whom& whom, const Block& block, std::uint64_t key) const
{
    const auto place = rank_in(key);
    const auto number = block.programs[place];
    const auto program = asked_.index_of[number];
    const auto& same = asked_.programs[number]->even[static_cast<std::size_t>(row.unit)];
    const bool limits = row.unit == NeedUnit::fen && row.residual >= 0;
    const bool even = same.kind != Even::Kind::no && (!limits || row.residual >= same.from) &&
                      !is_by_row(row, whom, block, place);
    if (!even)
        return {program, score_in(key), worked_out_[place].award, worked_out_[place].cost, fits_in(key)};
    return {program, score_in(key), same.award, same.cost, fits_in(key)};
}

bool Sifter::is_by_row(const Row& row, const Whom& whom, const Block& block, std::size_t place) const
{
    return (block.row_by_row[place / 64] >> (place % 64) & 1) != 0 ||
           (row.earlier != 0 && had_from(row, whom, block.programs[place]));
}

// Caps, and what a top-up tops up, count what this program gave before.
bool Sifter::had_from(const Row& row, const Whom& whom, std::uint32_t number) const
{
    const auto& asking = *asked_.programs[number];
    return (row.earlier & asking.code_bit) != 0 &&
           std::ranges::any_of(people_[whom].earlier,
                               [&](const EarlierHelp& help) { return help.what == asking.program().code; });
}

} // namespace matching
