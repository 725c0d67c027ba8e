#include "tests/matching/random_world.hpp"
#include "tests/support/random_rules.hpp"
#include <cstdlib>

namespace tests {

using namespace models;

namespace {

Area area(std::int64_t digits, std::int64_t rest) { return {digits * rest}; }

// 522128 became 520324, 522401 became 520502, and the whole of 5224 became 5205.
const std::map<Area, Area> kReplaced{{area(522128, 1'000'000), area(520324, 1'000'000)},
                                     {area(522401, 1'000'000), area(520502, 1'000'000)},
                                     {area(5224, 100'000'000), area(5205, 100'000'000)}};

const std::vector<Area> kAreas{area(52, 10'000'000'000), area(5203, 100'000'000), area(5224, 100'000'000),
                               area(520324, 1'000'000),  area(522128, 1'000'000), area(520324103, 1'000),
                               area(522128103, 1'000),   area(520324103207, 1),   area(520324103208, 1),
                               area(522128103207, 1),    area(520525005001, 1),   area(522425005001, 1),
                               area(520502001001, 1),    area(522401001001, 1),   area(440309001001, 1)};

std::vector<Standard> random_lines(Dice& dice)
{
    std::vector<Standard> lines;
    for (int count = dice.small(0, 12); count > 0; --count) {
        Standard line;
        line.name = dice.pick<StandardName>({StandardName::dibao_line, StandardName::teku_line});
        line.area = dice.pick<Area>({kAreas[0], kAreas[1], kAreas[3], area(520502, 1'000'000)});
        line.residence = dice.coin() ? ResidenceKind::urban : ResidenceKind::rural;
        line.period = dice.coin() ? Period::month : Period::year;
        line.from = Date{std::chrono::year{dice.small(2021, 2026)} / 4 / 1};
        if (dice.one_in(4)) line.until = plus_days(line.from, 365);
        line.amount.fen = line.period == Period::month ? dice.pick<std::int64_t>({50'000, 77'800})
                                                       : dice.pick<std::int64_t>({681'800, 933'600});
        bool same = false; // two lines of one day would leave it open which holds
        for (const auto& other : lines)
            same = same || (other.name == line.name && other.area == line.area &&
                            other.residence == line.residence && other.from == line.from);
        if (!same) lines.push_back(line);
    }
    return lines;
}

matching::Policy random_policy(Dice& dice)
{
    matching::Policy policy;
    policy.weights = {};
    for (int left = 20; left > 0; --left) policy.weights[static_cast<std::size_t>(dice.between(0, 7))] += 5;
    for (int count = dice.small(0, 3); count > 0; --count) {
        matching::Hardship hardship{"hardship", any_rule(dice, 3), 0};
        hardship.permille = dice.between(0, 600);
        policy.hardships.push_back(std::move(hardship));
    }
    policy.side_purpose_fit = dice.between(0, 1000);
    policy.waiting_full_days = dice.between(1, 90);
    return policy;
}

} // namespace

matching::Ground RandomWorld::ground() const
{
    matching::Ground ground;
    ground.divisions = std::make_shared<Divisions>(std::vector<Division>{}, replaced);
    ground.standards = std::make_shared<Standards>(lines);
    ground.policy = std::make_shared<matching::Policy>(policy);
    ground.as_of = now;
    return ground;
}

matching::Snapshot RandomWorld::snapshot() const
{
    return matching::Snapshot::build(families, programs, ground());
}

oracle::World RandomWorld::for_oracle() const { return oracle::world_of(lines, replaced, policy, now); }

std::vector<oracle::Book> RandomWorld::books() const
{
    std::vector<oracle::Book> books;
    for (const auto& family : families) books.push_back(oracle::book_of(family));
    return books;
}

RandomWorld random_world(Dice& dice, Size size)
{
    dice.areas = kAreas;
    RandomWorld world;
    world.lines = random_lines(dice);
    world.replaced = kReplaced;
    world.policy = random_policy(dice);
    const auto today = plus_days(Date{std::chrono::year{2024} / 1 / 1}, dice.small(0, 1'000));
    world.now = start_of(today) + std::chrono::hours{dice.small(0, 23)};
    for (int id = 1; id <= size.families; ++id) world.families.push_back(random_family(dice, id));
    for (int id = 1; id <= size.programs; ++id) world.programs.push_back(random_program(dice, id));
    return world;
}

int rounds(int normal, int long_run)
{
    const char* asked = std::getenv("PARASOL_LONG");
    return asked && *asked == '1' ? long_run : normal;
}

} // namespace tests
