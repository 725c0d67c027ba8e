#include "tests/matching/scarce_world.hpp"
#include <algorithm>
#include <thread>

namespace tests {

using namespace matching;
using namespace models;

static void make_scarce(Program& program, Dice& dice)
{
    program.state = ProgramState::open;
    if (!dice.one_in(4)) program.rule = {};
    program.by_list = false;
    program.windows.clear();
    program.applicant = dice.coin() ? Applicant::person : Applicant::household;
    if (!dice.one_in(5)) program.must_not_have.clear();
    if (!dice.one_in(3)) program.caps.clear();
    if (!dice.one_in(4)) program.areas.clear();
    program.award.cases.resize(1);
    program.award.cases[0].when.reset();
    if (dice.one_in(6))
        program.award.cases[0].amount = ServiceAward{"tutoring", dice.between(1, 9), "once"};
    else if (dice.coin())
        program.award.cases[0].amount = FixedAward{{dice.between(1, 9) * 30'000}};
    else
        program.award.cases[0].amount =
            RatioAward{dice.between(1, 10) * 1'000, {dice.between(1, 9) * 40'000}};
    program.award.minimum = {};
    program.award.less_earlier = false;
    program.room = {};
    if (dice.coin()) program.room.places_left = dice.between(1, 4);
    if (dice.coin()) program.room.budget_left = Money{dice.between(0, 40) * 25'000};
    program.quotas.clear();
    if (dice.one_in(3)) {
        Quota quota;
        quota.area = dice.pick(dice.areas);
        quota.places = dice.between(0, 2);
        if (dice.coin()) quota.budget = Money{dice.between(1, 20) * 25'000};
        program.quotas = {quota, quota};
        program.quotas[1].area = dice.pick(dice.areas);
    }
}

RandomWorld scarce_world(Dice& dice, Size size, bool floors)
{
    auto world = random_world(dice, size);
    for (auto& program : world.programs) make_scarce(program, dice);
    for (auto& family : world.families)
        for (auto& need : family.household.needs) {
            need.state = NeedState::open;
            need.assessed = dice.between(1, 40) * (need.unit == NeedUnit::fen ? 20'000 : 1);
            need.government_aid = need.promised = 0;
        }
    auto& policy = world.policy.round;
    policy.strict = !floors && dice.one_in(3);
    policy.most_awards = dice.between(1, 4);
    for (int count = floors ? dice.small(0, 2) : 0; count > 0; --count) {
        Floor floor;
        floor.name = std::to_string(count);
        floor.area = dice.pick(dice.areas);
        floor.measure = dice.coin() ? FloorMeasure::families : FloorMeasure::covered_fen;
        floor.unit = floor.measure == FloorMeasure::families ? FloorUnit::count : FloorUnit::permille;
        floor.at_least = dice.between(0, floor.unit == FloorUnit::count ? 3 : 300);
        policy.floors.push_back(std::move(floor));
    }
    return world;
}

OptionsOf row_by_row(const Snapshot& snapshot)
{
    return [&snapshot](FamilyIndex family) { return options_of(snapshot, family); };
}

std::vector<std::uint64_t> lottery_keys(const Snapshot& snapshot)
{
    std::vector<std::uint64_t> keys;
    for (const auto& family : snapshot.families())
        keys.push_back(static_cast<std::uint64_t>(family.referral.value) * 0x9E3779B97F4A7C15);
    return keys;
}

Progress workers(std::size_t count)
{
    Progress progress;
    progress.workers = count;
    progress.with_all = [count](const std::function<void(std::size_t)>& work) {
        std::vector<std::jthread> threads;
        for (std::size_t i = 0; i < count; ++i) threads.emplace_back([&work, i] { work(i); });
    };
    return progress;
}

HandedOut hand_out(const Snapshot& snapshot, std::size_t count)
{
    const auto progress = count == 1 ? Progress{} : workers(count);
    HandedOut out{*build_round(snapshot, lottery_keys(snapshot), row_by_row(snapshot), progress), {}, {}, {}};
    out.allocation = *allocate(out.round, progress);
    out.awards = award_lines(out.round, out.allocation.awards);
    out.certificate = certificate_of(out.round, out.allocation);
    return out;
}

std::string verdict_on(const Snapshot& snapshot, const std::vector<AwardLine>& awards,
                       const Certificate& certificate)
{
    const auto wrong = certify(*evidence_of(snapshot, row_by_row(snapshot), {}, lottery_keys(snapshot)),
                               awards, certificate, {});
    if (!wrong) return "";
    std::string text = wrong->key;
    for (const auto& [name, value] : wrong->values) text += " " + name + "=" + value;
    return text;
}

} // namespace tests
