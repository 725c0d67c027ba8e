// Every wrong claim is refused.
#include "tests/matching/scarce_world.hpp"
#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <map>

using namespace matching;
using namespace tests;

namespace {

struct Claimed {
    RandomWorld world;
    std::vector<AwardLine> awards;
    Certificate certificate;
};

// Changes one thing; false: there is nothing to change it on.
using Mutant = std::function<bool(Claimed&, Dice&)>;

AwardLine* any_award(Claimed& claimed, Dice& dice)
{
    if (claimed.awards.empty()) return nullptr;
    return &claimed.awards[static_cast<std::size_t>(dice.between(0, std::ssize(claimed.awards) - 1))];
}

Mutant on_award(void (*change)(AwardLine&))
{
    return [change](Claimed& claimed, Dice& dice) {
        auto* award = any_award(claimed, dice);
        if (award) change(*award);
        return award != nullptr;
    };
}

Mutant on_cases(void (*change)(StageClaim&))
{
    return [change](Claimed& claimed, Dice&) {
        for (auto& stage : claimed.certificate.stages)
            if (!stage.cases.empty()) return change(stage), true;
        return false;
    };
}

ProgramPrices* first_price(Claimed& claimed)
{
    for (auto& stage : claimed.certificate.stages)
        for (auto& prices : stage.prices)
            if (prices.own.place > 1'000 || prices.own.fen > 1'000) return &prices;
    return nullptr;
}

models::Program& program_of(Claimed& claimed, const AwardLine& award)
{
    return *std::ranges::find(claimed.world.programs, models::ProgramId{award.program}, &models::Program::id);
}

const std::map<std::string, Mutant> kMutants{
    {"an award moved to another household",
     [](Claimed& claimed, Dice& dice) {
         auto* award = any_award(claimed, dice);
         if (award) ++award->household;
         std::ranges::sort(claimed.awards);
         return award != nullptr;
     }},
    {"an award doubled",
     [](Claimed& claimed, Dice& dice) {
         const auto* award = any_award(claimed, dice);
         if (!award) return false;
         const auto copy = *award;
         claimed.awards.push_back(copy);
         std::ranges::sort(claimed.awards);
         return true;
     }},
    {"an award left out",
     [](Claimed& claimed, Dice&) {
         if (claimed.awards.empty()) return false;
         claimed.awards.pop_back();
         return true;
     }},
    {"two lines changed places",
     [](Claimed& claimed, Dice&) {
         if (claimed.awards.size() < 2) return false;
         std::swap(claimed.awards.front(), claimed.awards.back());
         return true;
     }},
    {"an amount", on_award([](AwardLine& award) { ++award.award; })},
    {"a cost", on_award([](AwardLine& award) { --award.cost; })},
    {"a score", on_award([](AwardLine& award) { ++award.score; })},
    {"a tier", on_award([](AwardLine& award) { award.tier = award.tier % 4 + 1; })},
    {"a value", on_award([](AwardLine& award) { ++award.value; })},
    {"another program", on_award([](AwardLine& award) { award.program += 1'000; })},
    {"another need", on_award([](AwardLine& award) { award.need += 9; })},
    {"over places",
     [](Claimed& claimed, Dice& dice) {
         const auto* award = any_award(claimed, dice);
         if (award)
             program_of(claimed, *award).room.places_left =
                 std::ranges::count(claimed.awards, award->program, &AwardLine::program) - 1;
         return award != nullptr;
     }},
    {"over budget",
     [](Claimed& claimed, Dice& dice) {
         const auto* award = any_award(claimed, dice);
         if (!award || award->cost == 0) return false;
         program_of(claimed, *award).room.budget_left = models::Money{award->cost - 1};
         return true;
     }},
    {"over a quota",
     [](Claimed& claimed, Dice& dice) {
         const auto* award = any_award(claimed, dice);
         if (!award) return false;
         models::Quota quota;
         quota.rule = models::Rule{};
         quota.places = 0;
         program_of(claimed, *award).quotas.push_back(quota);
         return true;
     }},
    {"a pair that excludes each other",
     [](Claimed& claimed, Dice&) {
         for (std::size_t i = 1; i < claimed.awards.size(); ++i) {
             const auto &one = claimed.awards[i - 1], &other = claimed.awards[i];
             if (one.household != other.household || one.program == other.program) continue;
             program_of(claimed, one).excludes.push_back(program_of(claimed, other).code);
             return true;
         }
         return false;
     }},
    {"more awards than a household may have",
     [](Claimed& claimed, Dice&) {
         std::map<std::int64_t, int> counts;
         for (const auto& award : claimed.awards)
             if (++counts[award.household] > 1) return claimed.world.policy.round.most_awards = 1, true;
         return false;
     }},
    {"a need that is smaller",
     [](Claimed& claimed, Dice& dice) {
         const auto* award = any_award(claimed, dice);
         if (!award || award->award < 2) return false;
         for (auto& family : claimed.world.families)
             if (family.referral.value == award->household)
                 family.household.needs[static_cast<std::size_t>(award->need - 1)].promised +=
                     award->award - 1;
         return true;
     }},
    {"a family that is gone",
     [](Claimed& claimed, Dice& dice) {
         const auto* award = any_award(claimed, dice);
         if (award)
             std::erase_if(claimed.world.families,
                           [&](const Family& family) { return family.referral.value == award->household; });
         return award != nullptr;
     }},
    {"a price changed",
     [](Claimed& claimed, Dice&) {
         auto* prices = first_price(claimed);
         if (prices)
             (prices->own.place > 1'000 ? prices->own.place : prices->own.fen) += std::int64_t{1} << 45;
         return prices != nullptr;
     }},
    {"a price below zero",
     [](Claimed& claimed, Dice&) {
         auto* prices = first_price(claimed);
         if (prices) prices->own.place = -1;
         return prices != nullptr;
     }},
    {"a price left out",
     [](Claimed& claimed, Dice&) {
         auto& prices = claimed.certificate.stages[0].prices;
         if (prices.empty()) return false;
         prices.erase(prices.begin());
         return true;
     }},
    {"the value of a stage",
     [](Claimed& claimed, Dice&) { return ++claimed.certificate.stages[0].value, true; }},
    {"a bound that is too low",
     [](Claimed& claimed, Dice&) { return --claimed.certificate.stages[0].bound, true; }},
    {"the sum of values", [](Claimed& claimed, Dice&) { return ++claimed.certificate.value, true; }},
    {"a gap that is too small",
     [](Claimed& claimed, Dice&) { return --claimed.certificate.gap_millionths, true; }},
    {"other weights",
     [](Claimed& claimed, Dice&) {
         for (auto& weight : claimed.world.policy.round.tier_weights) weight += 1;
         return !claimed.awards.empty();
     }},
    {"a floor claimed",
     [](Claimed& claimed, Dice&) {
         if (claimed.certificate.floors.empty()) return false;
         claimed.certificate.floors[0].holds += 1'000'000'000'000;
         return true;
     }},
    {"a floor asked for less",
     [](Claimed& claimed, Dice&) {
         if (claimed.certificate.floors.empty()) return false;
         ++claimed.certificate.floors[0].asks;
         return true;
     }},
    {"a case left out", on_cases([](StageClaim& stage) { stage.cases.pop_back(); })},
    {"a case too many", on_cases([](StageClaim& stage) { stage.cases.push_back({{}, 0}); })},
    {"a case not split", on_cases([](StageClaim& stage) { stage.cases[0].split.reset(); })},
    {"a split by a program that is not there",
     on_cases([](StageClaim& stage) { stage.cases[0].split->program += 1'000; })},
    {"a split by no group", on_cases([](StageClaim& stage) { stage.cases[0].split->group = 0; })},
    {"a split by a quota that is not there",
     on_cases([](StageClaim& stage) { stage.cases[0].split->quota = 9; })},
    {"a split by a cost below zero", on_cases([](StageClaim& stage) { stage.cases[0].split->fen = -1; })},
    {"prices that are not there",
     on_cases([](StageClaim& stage) { stage.cases.back().prices = std::ssize(stage.further) + 1; })},
    {"prices of no case",
     on_cases([](StageClaim& stage) { stage.further.push_back({stage.prices, stage.floors}); })},
    {"further prices below zero", on_cases([](StageClaim& stage) {
         for (auto& further : stage.further) further.prices[0].own.place = -1;
         if (stage.further.empty()) stage.prices[0].own.place = -1;
     })},
    {"no cases where there were some", on_cases([](StageClaim& stage) {
         stage.cases.clear();
         stage.further = {{stage.prices, stage.floors}};
     })},
    {"a stage less", [](Claimed& claimed, Dice&) { return claimed.certificate.stages.pop_back(), true; }},
};

} // namespace

BOOST_AUTO_TEST_SUITE(certify_test)

BOOST_AUTO_TEST_CASE(every_mutant_is_refused)
{
    std::map<std::string, int> tried;
    for (int seed = 0; seed < rounds(24, 400); ++seed) {
        Dice dice{static_cast<std::uint64_t>(seed)};
        const auto world = scarce_world(dice, {24, 12}, seed % 2 == 0);
        const auto out = hand_out(world.snapshot());
        for (const auto& [name, mutate] : kMutants) {
            Claimed claimed{world, out.awards, out.certificate};
            if (!mutate(claimed, dice)) continue;
            ++tried[name];
            const auto said = verdict_on(claimed.world.snapshot(), claimed.awards, claimed.certificate);
            BOOST_TEST(said != "", "seed " << seed << ": " << name);
        }
    }
    for (const auto& [name, mutate] : kMutants)
        BOOST_TEST(tried[name] > 2, name << " was tried " << tried[name] << " times");
}

BOOST_AUTO_TEST_SUITE_END()
