#include "matching/why_not.hpp"
#include <algorithm>

namespace matching {

namespace {

constexpr std::int64_t kThousandYuan = 100'000; // fen

std::int64_t worth(const Round& round, const PriceSums& sums, const RoundFamily& family,
                   const RoundOption& option)
{
    return reduced(round, sums, family, option);
}

// The capacity that takes most of the price.
std::uint32_t dearest(const Round& round, const Prices& prices, const RoundOption& option)
{
    const auto& all = round.kinds[option.kind].capacities;
    return *std::ranges::max_element(all, {}, [&](std::uint32_t at) {
        return Wide{prices.place[at]} + Wide{prices.fen[at]} * option.cost;
    });
}

} // namespace

WhyNots::WhyNots(const Round& round, const Allocation& allocation)
    : round_(round),
      allocation_(allocation),
      draft_(round, round.capacities),
      least_worth_(round.programs.size())
{
    for (const auto& stage : allocation.stages) sums_.push_back(sums_of(round, stage.prices));
    for (const auto at : allocation.awards) {
        const auto family = std::ranges::upper_bound(round.families, at, {}, &RoundFamily::first_option) - 1;
        const auto number = static_cast<std::uint32_t>(family - round.families.begin());
        draft_.give(number, static_cast<std::uint32_t>(at - family->first_option));
        const auto& sums = sums_[static_cast<std::size_t>(&stage_of(*family) - allocation.stages.data())];
        const auto here = worth(round, sums, *family, round.options[at]);
        auto& least = least_worth_[round.kinds[round.options[at].kind].program];
        if (!least || here < *least) least = here;
    }
}

const SolvedStage& WhyNots::stage_of(const RoundFamily& family) const
{
    return *std::ranges::find_if(allocation_.stages, [&](const SolvedStage& stage) {
        return std::ranges::find(stage.tiers, family.tier) != stage.tiers.end();
    });
}

std::vector<WhyNot> WhyNots::of(std::size_t at) const
{
    const auto& family = round_.families.at(at);
    const auto number = static_cast<std::uint32_t>(at);
    const auto& stage = stage_of(family);
    const auto& sums = sums_[static_cast<std::size_t>(&stage - allocation_.stages.data())];
    const auto held = draft_.of(number);
    std::vector<WhyNot> all;
    for (std::uint32_t i = 0; i < family.options; ++i) {
        if (std::ranges::find(held, i) != held.end()) continue;
        const auto& option = draft_.option_of(number, i);
        const auto here = worth(round_, sums, family, option);
        WhyNot why{family.first_option + i, Blocked::outbid, dearest(round_, stage.prices, option), 0, 0, {}};
        why.price = option.value - (here >> kPriceBits);
        if (!draft_.search().fits(family, held, i))
            why.why = Blocked::needed_elsewhere;
        else if (here < 0) {
            why.short_by = why.price - option.value;
            if (const auto least = least_worth_[round_.kinds[option.kind].program])
                why.last_won = *least >> kPriceBits;
        } else
            for (const auto capacity : round_.kinds[option.kind].capacities) {
                const auto& left = draft_.left()[capacity];
                if (left.places >= 1 && left.fen >= option.cost) continue;
                why.why = left.places < 1 ? Blocked::no_place : Blocked::no_money;
                why.capacity = capacity;
                break;
            }
        all.push_back(why);
    }
    return all;
}

std::optional<std::vector<OneMore>> one_more(const Round& round, const Allocation& allocation,
                                             std::size_t most, const Progress& progress)
{
    std::vector<OneMore> all;
    const auto& prices = allocation.stages.front().prices;
    for (std::uint32_t i = 0; i < round.capacities.size(); ++i) {
        const auto money = static_cast<std::int64_t>(Wide{prices.fen[i]} * kThousandYuan >> kPriceBits);
        if (prices.place[i] > 0) all.push_back({i, true, prices.place[i] >> kPriceBits, 0});
        if (money > 0) all.push_back({i, false, money, 0});
    }
    std::ranges::sort(all, {},
                      [](const OneMore& one) { return std::tuple{-one.by_price, one.capacity, one.place}; });
    all.resize(std::min(most, all.size()));
    for (std::size_t i = 0; i < all.size(); ++i) {
        auto more = round;
        auto& capacity = more.capacities[all[i].capacity];
        if (all[i].place)
            ++capacity.places;
        else
            capacity.fen += kThousandYuan;
        auto part = progress;
        part.tell = [&](int permille) {
            return progress.goes_on(
                static_cast<int>((i * 1000 + static_cast<std::size_t>(permille)) / all.size()));
        };
        const auto solved = allocate(more, part);
        if (!solved) return {};
        all[i].found = solved->value - allocation.value;
    }
    return all;
}

} // namespace matching
