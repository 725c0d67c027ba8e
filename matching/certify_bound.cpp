#include "matching/certify_parts.hpp"
#include <algorithm>
#include <atomic>

namespace matching {

namespace {

// What a choice costs, by program and set of quota rows: looked up once.
struct Tariff {
    Exactly place = 0, fen = 0;
};

class Tariffs {
public:
    Tariffs(const Evidence& evidence, const StageClaim& stage)
    {
        own_.resize(evidence.programs.size());
        rows_.resize(evidence.programs.size());
        std::size_t at = 0;
        for (std::size_t i = 0; i < evidence.programs.size(); ++i) {
            if (!evidence.programs[i].used) continue;
            const auto& prices = stage.prices[at++];
            own_[i] = {prices.own.place, prices.own.fen};
            for (const auto& row : prices.rows) rows_[i].push_back({row.place, row.fen});
        }
    }
    Tariff of(const Evidence& evidence, const Evidence::Choice& choice) const
    {
        auto tariff = own_[choice.program];
        if (choice.rows == 0) return tariff;
        for (const auto row : evidence.row_sets[choice.rows]) {
            tariff.place += rows_[choice.program][row].place;
            tariff.fen += rows_[choice.program][row].fen;
        }
        return tariff;
    }

private:
    std::vector<Tariff> own_;
    std::vector<std::vector<Tariff>> rows_;
};

// The bundle that brings most, by looking at every one that could still be better.
class Household {
public:
    Household(const Evidence& evidence, const Tariffs& tariffs, const StageClaim& stage, Counted counted)
        : evidence_(evidence), tariffs_(tariffs), counts_values_(counted == Counted::values)
    {
        for (const auto& set : evidence.floor_sets) {
            Exactly fen = 0, once = 0;
            for (const auto floor : set)
                (evidence.floors[floor].counts_families ? once : fen) += stage.floors[floor];
            per_fen_.push_back(fen);
            once_.push_back(once);
        }
    }

    Exactly most(const Evidence::Household& household)
    {
        household_ = &household;
        worth_.clear();
        Exactly greatest = -(Exactly{1} << 126);
        const auto needs = needs_of(evidence_, household);
        const auto extra = per_fen_[household.floors];
        const auto choices = choices_of(evidence_, household);
        for (std::uint32_t i = 0; i < choices.size(); ++i) {
            const auto& choice = choices[i];
            const auto tariff = tariffs_.of(evidence_, choice);
            auto worth = -tariff.place - tariff.fen * choice.cost;
            if (counts_values_) worth += Exactly{choice.value} << 20;
            if (extra != 0 && needs[choice.need].in_fen) worth += extra * choice.award;
            greatest = std::max(greatest, worth);
            if (worth > 0) worth_.push_back({worth, i});
        }
        const auto once = once_[household.floors];
        if (worth_.empty()) return std::max<Exactly>(0, greatest + once);
        std::ranges::sort(worth_, std::ranges::greater{});
        left_.clear();
        for (const auto& need : needs) left_.push_back(need.residual);
        chosen_.clear();
        best_ = 0;
        look(0, 0);
        return best_ + once;
    }

private:
    void look(std::size_t from, Exactly sum)
    {
        best_ = std::max(best_, sum);
        const auto room = static_cast<std::size_t>(evidence_.most_awards) - chosen_.size();
        const auto choices = choices_of(evidence_, *household_);
        for (auto at = from; at < worth_.size() && room > 0; ++at) {
            auto could = sum;
            for (std::size_t next = at; next < worth_.size() && next < at + room; ++next)
                could += worth_[next].first;
            if (could <= best_) return;
            const auto& choice = choices[worth_[at].second];
            if (choice.award > left_[choice.need] || !joins(choice)) continue;
            chosen_.push_back(worth_[at].second);
            left_[choice.need] -= choice.award;
            look(at + 1, sum + worth_[at].first);
            left_[choice.need] += choice.award;
            chosen_.pop_back();
        }
    }
    bool joins(const Evidence::Choice& choice) const
    {
        const auto choices = choices_of(evidence_, *household_);
        return std::ranges::all_of(chosen_, [&](std::uint32_t other) {
            return go_together(evidence_, *household_, choice, choices[other]);
        });
    }

    const Evidence& evidence_;
    const Tariffs& tariffs_;
    bool counts_values_;
    std::vector<Exactly> per_fen_, once_; // by set of floors
    const Evidence::Household* household_{};
    std::vector<std::pair<Exactly, std::uint32_t>> worth_; // above 0, the greatest first
    std::vector<std::int64_t> left_;
    std::vector<std::uint32_t> chosen_;
    Exactly best_{};
};

} // namespace

std::optional<Exactly> most_at(const Evidence& evidence, const StageClaim& stage, Counted counted,
                               const Progress& progress)
{
    constexpr std::size_t kAtOnce = 2048;
    const Tariffs tariffs(evidence, stage);
    std::vector<Exactly> sums(progress.workers);
    std::atomic<std::size_t> next = 0;
    std::atomic<bool> stopped = false;
    const auto count = evidence.households.size();
    progress.share([&](std::size_t worker) {
        Household one(evidence, tariffs, stage, counted);
        for (auto from = next++ * kAtOnce; from < count && !stopped; from = next++ * kAtOnce) {
            if (worker == 0 && !progress.goes_on(static_cast<int>(from * 1000 / count))) stopped = true;
            for (auto i = from; i < std::min(count, from + kAtOnce); ++i)
                if (std::ranges::count(stage.tiers, evidence.households[i].tier) > 0)
                    sums[worker] += one.most(evidence.households[i]);
        }
    });
    if (stopped) return {};
    Exactly sum = 0;
    for (const auto part : sums) sum += part;
    return sum;
}

} // namespace matching
