#include "matching/certify_household.hpp"
#include <algorithm>

namespace matching {

static constexpr Exactly kNothing = -(Exactly{1} << 126);

Tariffs::Tariffs(const Evidence& evidence, std::span<const ProgramPrices> all)
{
    own_.resize(evidence.programs.size());
    rows_.resize(evidence.programs.size());
    std::size_t at = 0;
    for (std::size_t i = 0; i < evidence.programs.size(); ++i) {
        if (!evidence.programs[i].used) continue;
        const auto& prices = all[at++];
        own_[i] = {prices.own.place, prices.own.fen};
        for (const auto& row : prices.rows) rows_[i].push_back({row.place, row.fen});
    }
}

Tariffs::Sum Tariffs::of(const Evidence& evidence, const Evidence::Choice& choice) const
{
    auto tariff = own_[choice.program];
    if (choice.rows == 0) return tariff;
    for (const auto row : evidence.row_sets[choice.rows]) {
        tariff.place += rows_[choice.program][row].place;
        tariff.fen += rows_[choice.program][row].fen;
    }
    return tariff;
}

Household::Household(const Evidence& evidence, const Tariffs& tariffs, std::span<const std::int64_t> floors,
                     Counted counted)
    : evidence_(evidence), tariffs_(tariffs), counts_values_(counted == Counted::values)
{
    for (const auto& set : evidence.floor_sets) {
        Exactly fen = 0, once = 0;
        for (const auto floor : set) (evidence.floors[floor].counts_families ? once : fen) += floors[floor];
        per_fen_.push_back(fen);
        once_.push_back(once);
    }
}

// Those that bring something, or all.
void Household::begin(const Evidence::Household& household, const std::vector<bool>& closed, bool all)
{
    household_ = &household;
    worth_.clear();
    left_.clear();
    chosen_.clear();
    greatest_ = kNothing;
    const auto needs = needs_of(evidence_, household);
    for (const auto& need : needs) left_.push_back(need.residual);
    const auto extra = per_fen_[household.floors];
    const auto choices = choices_of(evidence_, household);
    for (std::uint32_t i = 0; i < choices.size(); ++i) {
        if (!closed.empty() && closed[household.first_choice + i]) continue;
        const auto& choice = choices[i];
        const auto tariff = tariffs_.of(evidence_, choice);
        auto worth = -tariff.place - tariff.fen * choice.cost;
        if (counts_values_) worth += Exactly{choice.value} << 20;
        if (extra != 0 && needs[choice.need].in_fen) worth += extra * choice.award;
        greatest_ = std::max(greatest_, worth);
        if (all || worth > 0) worth_.emplace_back(worth, i);
    }
    std::ranges::sort(worth_, std::ranges::greater{});
}

Exactly Household::most(const Evidence::Household& household, const std::vector<bool>& closed)
{
    begin(household, closed, false);
    const auto once = once_[household.floors];
    if (worth_.empty()) return std::max<Exactly>(0, greatest_ + once);
    best_ = 0;
    look(0, 0);
    return best_ + once;
}

Exactly Household::most_settled(const Evidence::Household& household, const std::vector<bool>& closed,
                                std::span<const std::uint32_t> wanted)
{
    begin(household, closed, true);
    best_ = kNothing;
    look_settled(0, 0, wanted);
    return best_ + once_[household.floors];
}

// Of so many that come next, or of those of them that bring something.
Exactly Household::sum_of(std::size_t from, std::size_t count, bool whole) const
{
    Exactly sum = 0;
    for (auto at = from; at < std::min(worth_.size(), from + count); ++at)
        if (whole || worth_[at].first > 0) sum += worth_[at].first;
    return sum;
}

void Household::look(std::size_t from, Exactly sum)
{
    best_ = std::max(best_, sum);
    const auto room = static_cast<std::size_t>(evidence_.most_awards) - chosen_.size();
    const auto choices = choices_of(evidence_, *household_);
    for (auto at = from; at < worth_.size() && room > 0; ++at) {
        if (sum + sum_of(at, room, false) <= best_) return;
        const auto& choice = choices[worth_[at].second];
        if (choice.award > left_[choice.need] || !joins(choice)) continue;
        chosen_.push_back(worth_[at].second);
        left_[choice.need] -= choice.award;
        look(at + 1, sum + worth_[at].first);
        left_[choice.need] += choice.award;
        chosen_.pop_back();
    }
}

// What brings nothing is taken only where it keeps a wanted choice out, or fills the bundle.
void Household::look_settled(std::size_t from, Exactly sum, std::span<const std::uint32_t> wanted)
{
    if (is_settled(wanted)) best_ = std::max(best_, sum);
    const auto room = static_cast<std::size_t>(evidence_.most_awards) - chosen_.size();
    const auto choices = choices_of(evidence_, *household_);
    for (auto at = from; at < worth_.size() && room > 0; ++at) {
        const auto here = worth_[at].first;
        const auto& choice = choices[worth_[at].second];
        if (sum + here + sum_of(at + 1, room - 1, false) <= best_) return;
        const bool fills = at + room <= worth_.size() && sum + sum_of(at, room, true) > best_;
        if (here <= 0 && !fills && !matters(choice, wanted)) continue;
        if (choice.award > left_[choice.need] || !joins(choice)) continue;
        chosen_.push_back(worth_[at].second);
        left_[choice.need] -= choice.award;
        look_settled(at + 1, sum + here, wanted);
        left_[choice.need] += choice.award;
        chosen_.pop_back();
    }
}

bool Household::joins(const Evidence::Choice& choice) const
{
    const auto choices = choices_of(evidence_, *household_);
    return std::ranges::all_of(chosen_, [&](std::uint32_t other) {
        return go_together(evidence_, *household_, choice, choices[other]);
    });
}

bool Household::is_settled(std::span<const std::uint32_t> wanted) const
{
    if (std::ssize(chosen_) >= evidence_.most_awards) return true;
    const auto choices = choices_of(evidence_, *household_);
    return std::ranges::all_of(wanted, [&](std::uint32_t at) {
        return choices[at].award > left_[choices[at].need] || std::ranges::count(chosen_, at) > 0 ||
               !joins(choices[at]);
    });
}

bool Household::matters(const Evidence::Choice& choice, std::span<const std::uint32_t> wanted) const
{
    const auto choices = choices_of(evidence_, *household_);
    return std::ranges::any_of(wanted, [&](std::uint32_t at) {
        return choice.need == choices[at].need || !go_together(evidence_, *household_, choice, choices[at]);
    });
}

} // namespace matching
