#include "matching/certify_parts.hpp"
#include <algorithm>

namespace matching {

using MaybeFault = std::optional<models::Fault>;

namespace {

constexpr std::int64_t kMostPrice = std::int64_t{1} << 62; // prices are below it

class Stages {
public:
    Stages(const Evidence& evidence, const Given& given, const Given& begin, const Certificate& certificate,
           const Progress& progress)
        : evidence_(evidence), given_(given), begin_(begin), certificate_(certificate), progress_(progress)
    {
    }

    MaybeFault check() const
    {
        std::vector<std::vector<std::int64_t>> stages{{1, 2, 3, 4}};
        if (evidence_.strict) stages = {{1}, {2}, {3}, {4}};
        if (certificate_.stages.size() != stages.size()) return fault("certify.stages", {});
        Exactly value = 0, bound = 0;
        auto left = begin_;
        for (std::size_t i = 0; i < stages.size(); ++i) {
            const auto& stage = certificate_.stages[i];
            const auto number = static_cast<std::int64_t>(i) + 1;
            if (stage.tiers != stages[i]) return fault("certify.stages", {});
            if (auto wrong = check_prices(stage.prices, stage.floors)) return wrong;
            for (const auto& further : stage.further)
                if (auto wrong = check_prices(further.prices, further.floors)) return wrong;
            const auto before = left;
            if (auto wrong =
                    differs("certify.stage_value", stage.value, value_of(stage, left), {{"stage", number}}))
                return wrong;
            if (auto wrong = check_bound(stage, before, number)) return wrong;
            value += stage.value;
            bound += stage.bound;
        }
        for (std::size_t i = 0; i < certificate_.floors.size(); ++i)
            if (auto wrong = check_floor_limit(i)) return wrong;
        if (value != certificate_.value || bound != certificate_.bound) return fault("certify.sums", {});
        const auto gap = bound == 0 ? 0 : (1'000'000 * (bound - value) + bound - 1) / bound;
        return differs("certify.gap", certificate_.gap_millionths, static_cast<std::int64_t>(gap));
    }

private:
    static bool is_price(std::int64_t price, std::int64_t limit)
    {
        return price >= 0 && price < kMostPrice && (price == 0 || limit != Evidence::kNone);
    }
    MaybeFault check_prices(const std::vector<ProgramPrices>& all,
                            const std::vector<std::int64_t>& floors) const
    {
        std::size_t at = 0;
        for (const auto& program : evidence_.programs) {
            if (!program.used) continue;
            if (at == all.size() || all[at].program != program.id)
                return fault("certify.price_missing", {{"program", program.id}});
            const auto& prices = all[at++];
            bool right = prices.rows.size() == program.rows.size() &&
                         is_price(prices.own.place, program.own.places) &&
                         is_price(prices.own.fen, program.own.fen);
            for (std::size_t row = 0; right && row < program.rows.size(); ++row)
                right = is_price(prices.rows[row].place, program.rows[row].places) &&
                        is_price(prices.rows[row].fen, program.rows[row].fen);
            if (!right) return fault("certify.price", {{"program", program.id}});
        }
        if (at != all.size()) return fault("certify.price_extra", {{"program", all[at].program}});
        if (floors.size() != evidence_.floors.size()) return fault("certify.floor_price", {{"floor", 0}});
        for (std::size_t i = 0; i < floors.size(); ++i)
            if (!is_price(floors[i], 0))
                return fault("certify.floor_price", {{"floor", static_cast<std::int64_t>(i) + 1}});
        return {};
    }

    // The value of one stage; what it takes is taken from `left`.
    std::int64_t value_of(const StageClaim& stage, Given& left) const
    {
        std::int64_t value = 0;
        for (std::size_t i = 0; i < evidence_.households.size(); ++i) {
            const auto& household = evidence_.households[i];
            if (std::ranges::count(stage.tiers, household.tier) == 0) continue;
            for (const auto at : given_.of[i]) {
                const auto& choice = choices_of(evidence_, household)[at];
                value += choice.value;
                spend(left.own[choice.program], choice.cost);
                for (const auto row : evidence_.row_sets[choice.rows])
                    spend(left.rows[choice.program][row], choice.cost);
            }
        }
        return value;
    }
    static void spend(Evidence::Limit& left, std::int64_t cost)
    {
        if (left.places != Evidence::kNone) --left.places;
        if (left.fen != Evidence::kNone) left.fen -= cost;
    }
    // A floor that is not held in full may come with the proof of how far it could be.
    MaybeFault check_floor_limit(std::size_t floor) const
    {
        const auto& claim = certificate_.floors[floor];
        const auto number = static_cast<std::int64_t>(floor) + 1;
        if (!claim.limit) return {}; // nothing is claimed
        if (claim.holds == claim.asks) return fault("certify.floor_limit", {{"floor", number}});
        StageClaim stage{{1, 2, 3, 4}, claim.limit->prices, claim.limit->floors, 0, 0};
        if (auto wrong = check_prices(stage.prices, stage.floors)) return wrong;
        Exactly earlier = 0;
        for (std::size_t i = 0; i < stage.floors.size(); ++i) {
            if (i < floor) earlier += Exactly{stage.floors[i]} * certificate_.floors[i].holds;
            if (i >= floor && stage.floors[i] != (i == floor ? std::int64_t{1} << 20 : 0))
                return fault("certify.floor_limit", {{"floor", number}});
        }
        const auto most = most_at(evidence_, stage, Counted::floors, progress_);
        if (!most) return fault("certify.stopped", {});
        constexpr Exactly kLargest = std::numeric_limits<std::int64_t>::max();
        const auto reach =
            std::min(kLargest, (*most + worth_of_limits(evidence_, stage.prices, begin_) - earlier) >> 20);
        return differs("certify.floor_most", claim.limit->most, static_cast<std::int64_t>(reach),
                       {{"floor", number}});
    }

    MaybeFault check_bound(const StageClaim& stage, const Given& left, std::int64_t number) const
    {
        std::vector<std::int64_t> holds;
        for (const auto& floor : certificate_.floors) holds.push_back(floor.holds);
        Cases cases(evidence_, stage, left, holds, progress_);
        if (!cases.are_whole()) return fault("certify.cases", {{"stage", number}});
        const auto bound = cases.most();
        if (!bound) return fault("certify.stopped", {});
        constexpr Exactly kOne = Exactly{1} << 20, kLargest = std::numeric_limits<std::int64_t>::max();
        const auto whole = std::min(kLargest, (std::max<Exactly>(0, *bound) + kOne - 1) / kOne);
        return differs("certify.stage_bound", stage.bound, static_cast<std::int64_t>(whole),
                       {{"stage", number}});
    }

    const Evidence& evidence_;
    const Given& given_;
    const Given& begin_;
    const Certificate& certificate_;
    const Progress& progress_;
};

} // namespace

MaybeFault check_stages(const Evidence& evidence, const Given& given, const Given& begin,
                        const Certificate& certificate, const Progress& progress)
{
    return Stages(evidence, given, begin, certificate, progress).check();
}

} // namespace matching
