// The order of groups, as the checker sees it.
#include "tests/matching/scarce_world.hpp"
#include <algorithm>
#include <boost/test/unit_test.hpp>

using namespace matching;
using namespace tests;

BOOST_AUTO_TEST_SUITE(certify_order_test)

// However the allocations are split, both sides weigh each case alike.
BOOST_AUTO_TEST_CASE(any_cases_are_weighed_as_they_were_worked_out)
{
    int tried = 0, lower = 0;
    for (int seed = 0; seed < rounds(120, 1'200); ++seed) {
        Dice dice{static_cast<std::uint64_t>(seed)};
        const auto world = scarce_world(dice, {24, 8}, true);
        const auto snapshot = world.snapshot();
        auto out = hand_out(snapshot);
        const auto& round = out.round;
        std::vector<RoundOption> grouped;
        for (const auto& option : round.options)
            if (round.programs[round.kinds[option.kind].program].in_groups) grouped.push_back(option);
        if (grouped.empty()) continue;
        const auto& prices = out.allocation.stages[0].prices;
        Stage stage{round, {}, round.capacities, out.allocation.holds};
        for (std::uint32_t i = 0; i < round.families.size(); ++i) stage.families.push_back(i);
        auto& claim = out.certificate.stages[0];
        claim.cases.clear();
        claim.further.clear();
        std::vector<Step> path;
        Wide most = 0;
        const auto whole = Closings(stage, {}, prices, {}).most();
        for (auto splits = dice.between(1, 5); splits > 0; --splits) {
            const auto& option = dice.pick(grouped);
            const auto& program = round.programs[round.kinds[option.kind].program];
            const auto row = dice.between(0, static_cast<std::int64_t>(program.rows));
            const Closing closing{round.kinds[option.kind].program,
                                  static_cast<std::uint32_t>(dice.between(0, 2)),
                                  static_cast<std::uint32_t>(row), dice.coin() ? 0 : option.cost};
            claim.cases.push_back({{{program.id, std::int64_t{closing.group} + 1, row, closing.cost}}, 0});
            path.push_back({closing, true});
        }
        // All kept to; then, from the last one, those that do not.
        for (bool more = true; more;) {
            claim.cases.push_back({{}, 0});
            const auto here = Closings(stage, path, prices, {}).most();
            lower += here < whole;
            most = std::max(most, here);
            more = !path.empty();
            while (more && !path.back().kept) path.pop_back(), more = !path.empty();
            if (more) path.back().kept = false;
        }
        auto& certificate = out.certificate;
        claim.bound = static_cast<std::int64_t>((most + (Wide{1} << kPriceBits) - 1) >> kPriceBits);
        certificate.bound = claim.bound;
        certificate.gap_millionths = gap_of(certificate.value, certificate.bound);
        BOOST_TEST(verdict_on(snapshot, out.awards, certificate) == "", "seed " << seed);
        ++tried;
    }
    BOOST_TEST(tried > 30);
    BOOST_TEST(lower > 100);
}

// An award of a program whose groups come in order, and a household with nothing that could have had it
// instead: refused when that household's group comes first, and not when it comes later.
BOOST_AUTO_TEST_CASE(who_comes_later_may_not_have_what_who_comes_first_could)
{
    int tried = 0;
    for (int seed = 0; seed < rounds(60, 600); ++seed) {
        Dice dice{static_cast<std::uint64_t>(seed)};
        auto world = scarce_world(dice, {24, 8}, false);
        world.policy.round.strict = false;
        for (auto& program : world.programs) {
            program.priority = {};
            program.quotas.clear();
        }
        const auto snapshot = world.snapshot();
        const auto out = hand_out(snapshot);
        auto evidence = *evidence_of(snapshot, row_by_row(snapshot), {});
        for (auto& program : evidence.programs) program.grouped = true;
        const auto household_of = [&](const Evidence::Choice& choice) {
            const auto at = static_cast<std::size_t>(&choice - evidence.choices.data());
            return *(
                std::ranges::upper_bound(evidence.households, at, {}, &Evidence::Household::first_choice) -
                1);
        };
        const auto has_any = [&](std::int64_t id) {
            return std::ranges::count(out.awards, id, &AwardLine::household) > 0;
        };
        for (auto& choice : evidence.choices) {
            if (has_any(household_of(choice).id)) continue;
            const auto held = std::ranges::find_if(out.awards, [&](const AwardLine& award) {
                return award.program == evidence.programs[choice.program].id && award.cost >= choice.cost;
            });
            if (held == out.awards.end()) continue;
            choice.group = 2;
            BOOST_TEST(!certify(evidence, out.awards, out.certificate, {}));
            for (auto& other : evidence.choices) other.group = 1;
            choice.group = 0;
            const auto wrong = certify(evidence, out.awards, out.certificate, {});
            BOOST_TEST((wrong && wrong->key == "certify.group_order"), "seed " << seed);
            ++tried;
            break;
        }
    }
    BOOST_TEST(tried > 10);
}

BOOST_AUTO_TEST_SUITE_END()
