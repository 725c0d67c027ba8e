#include "tests/matching/made_round.hpp"
#include <algorithm>
#include <cmath>

namespace tests {

using namespace matching;

namespace {

constexpr std::int64_t kTypes = 8;

struct MadeProgram {
    std::int64_t type = 0;
    std::size_t from = 0, until = 0; // counties served
    std::int64_t amount = 0;         // fen; of a ratio the cap
    std::int64_t permille = 0;       // of the residual; 0: fixed
    std::int64_t step = 1;
    std::int64_t eligible = 0; // one in so many thousandths
    std::int64_t fit = 0;
};

std::int64_t amount_between(Dice& dice, double low, double high)
{
    const auto share = static_cast<double>(dice.between(0, 1'000'000)) / 1e6;
    return static_cast<std::int64_t>(low * std::pow(high / low, share));
}

MadeProgram made_program(Dice& dice, std::size_t counties)
{
    MadeProgram program;
    program.type = dice.between(0, kTypes - 1);
    const auto level = dice.between(1, 100);
    const auto county = static_cast<std::size_t>(dice.between(0, static_cast<std::int64_t>(counties) - 1));
    program.from = level <= 60 ? county : level <= 85 ? county / 10 * 10 : 0;
    program.until = level <= 60 ? county + 1 : level <= 85 ? std::min(counties, program.from + 10) : counties;
    program.amount = amount_between(dice, 100'000, 2'000'000);
    program.amount -= program.amount % 10'000;
    if (dice.coin()) program.permille = dice.between(3, 10) * 100;
    program.step = dice.pick<std::int64_t>({1, 10'000, 10'000});
    program.eligible = dice.between(50, 400);
    program.fit = dice.coin() ? 25'000 : 15'000;
    return program;
}

struct Maker {
    Dice& dice;
    const RoundSize& size;
    Round round{};
    std::vector<MadeProgram> programs{};
    std::vector<std::vector<std::vector<std::uint32_t>>> serving{}; // by county and type
    std::vector<std::vector<std::uint32_t>> kinds{};                // by program: group, row of it or none

    void add_programs()
    {
        serving.resize(size.counties, std::vector<std::vector<std::uint32_t>>(kTypes));
        for (std::uint32_t i = 0; i < size.programs; ++i) {
            programs.push_back(made_program(dice, size.counties));
            RoundProgram one{.id = i + 1, .index = i};
            one.once_a_person = dice.coin();
            one.in_groups = size.groups && dice.one_in(3);
            round.programs.push_back(one);
            for (auto at = programs[i].from; at < programs[i].until; ++at)
                serving[at][static_cast<std::size_t>(programs[i].type)].push_back(i);
        }
        round.capacities.resize(size.programs);
        for (std::uint32_t i = 0; i + 1 < size.programs; ++i)
            if (dice.one_in(20)) {
                round.programs[i].excluded.push_back(i + 1);
                round.programs[i + 1].excluded.push_back(i);
            }
        for (auto& one : round.programs) std::ranges::sort(one.excluded);
    }

    void add_kinds()
    {
        for (std::uint32_t i = 0; i < size.programs; ++i) {
            auto& program = round.programs[i];
            program.first_row = round.capacities.size();
            program.rows = size.quotas && dice.one_in(4) ? 2 : 0;
            round.capacities.resize(round.capacities.size() + program.rows);
            kinds.emplace_back();
            for (std::uint32_t group = 0; group < (program.in_groups ? 3U : 1U); ++group)
                for (std::uint32_t row = 0; row <= program.rows; ++row) {
                    RoundKind kind{i, group, {i}};
                    if (row > 0)
                        kind.capacities.push_back(static_cast<std::uint32_t>(program.first_row + row - 1));
                    kinds.back().push_back(static_cast<std::uint32_t>(round.kinds.size()));
                    round.kinds.push_back(std::move(kind));
                }
        }
    }

    void add_family(std::size_t number)
    {
        RoundFamily family{.id = static_cast<std::int64_t>(number * 3 + 1)};
        family.key = static_cast<std::uint64_t>(dice.between(0, 1'000'000'000'000));
        family.confirmed = dice.between(0, 5'000'000);
        family.index = static_cast<std::uint32_t>(number);
        const auto county = number * size.counties / size.families;
        family.county = static_cast<std::uint32_t>(520'100 + county);
        const auto hardship = dice.between(1, 100);
        family.tier = hardship <= 10 ? 1 : hardship <= 30 ? 2 : hardship <= 60 ? 3 : 4;
        family.first_option = round.options.size();
        family.first_need = round.needs.size();
        const auto severity = (5 - family.tier) * 3'000 + dice.between(0, 8'000);
        const auto more = dice.between(1, 100);
        family.needs = more <= 70 ? 1 : more <= 92 ? 2 : 3;
        for (std::uint32_t need = 0; need < family.needs; ++need) add_need(family, need, county, severity);
        family.options = static_cast<std::uint32_t>(round.options.size() - family.first_option);
        if (size.floors) family.floor_set = static_cast<std::uint32_t>(county % (round.floor_sets.size()));
        if (family.options == 0)
            round.needs.resize(family.first_need);
        else
            round.families.push_back(family);
    }

    void add_need(RoundFamily& family, std::uint32_t number, std::size_t county, std::int64_t severity)
    {
        RoundNeed need;
        need.residual = amount_between(dice, 100'000, 8'000'000) * size.huge;
        need.assessed = need.residual + need.residual * dice.between(0, 50) / 100;
        need.member = static_cast<std::uint32_t>(dice.between(0, 3));
        round.needs.push_back(need);
        const auto type = static_cast<std::size_t>(dice.between(0, kTypes - 1));
        for (const auto program : serving[county][type])
            if (dice.between(1, 1000) <= programs[program].eligible)
                add_option(family, number, program, severity);
    }

    void add_option(const RoundFamily& family, std::uint32_t number, std::uint32_t program,
                    std::int64_t severity)
    {
        const auto& from = programs[program];
        const auto& need = round.needs[family.first_need + number];
        auto award = from.amount * size.huge;
        if (from.permille > 0) award = std::min(award, need.residual / 1000 * from.permille);
        award = std::min(award, need.residual);
        award -= award % from.step;
        if (award <= 0) return;
        const auto coverage = 1000 * (award / size.huge) / (need.residual / size.huge);
        const auto score = std::min<std::int64_t>(100'000, from.fit + coverage * 20 + severity +
                                                               dice.between(5'000, 30'000));
        constexpr std::array<std::int64_t, 4> kWeights{8, 4, 2, 1};
        const auto covered =
            std::min<std::int64_t>(1000, 1000 * (award / size.huge) / (need.assessed / size.huge));
        const auto value = kWeights[static_cast<std::size_t>(family.tier - 1)] * covered * score / 1000;
        if (value <= 0) return;
        const auto& of = kinds[program];
        const auto kind = of[static_cast<std::size_t>(dice.between(0, std::ssize(of) - 1))];
        ++round.programs[program].options;
        round.options.push_back({kind, static_cast<std::uint32_t>(value), award, award, number,
                                 static_cast<std::uint32_t>(score)});
    }

    // About half of the households can be helped.
    void limit()
    {
        std::vector<std::int64_t> cost(size.programs);
        for (const auto& option : round.options) cost[round.kinds[option.kind].program] += option.cost;
        const auto helped = static_cast<double>(round.families.size()) * 0.5;
        const auto all = static_cast<double>(std::max<std::size_t>(1, round.options.size()));
        for (std::uint32_t i = 0; i < size.programs; ++i) {
            const auto options = round.programs[i].options;
            const auto usual = helped * static_cast<double>(options) / all;
            const auto places =
                static_cast<std::int64_t>(usual * static_cast<double>(dice.between(30, 170)) / 100);
            const auto mean = options == 0 ? 0 : cost[i] / static_cast<std::int64_t>(options);
            const auto which = dice.between(1, 10);
            auto& left = round.capacities[i];
            if (which <= 7) left.places = std::max<std::int64_t>(1, places);
            if (which >= 4) left.fen = std::max<std::int64_t>(1, places) * mean / 100 * dice.between(70, 120);
            const auto& program = round.programs[i];
            for (std::size_t row = 0; row < program.rows; ++row)
                round.capacities[program.first_row + row].places = std::max<std::int64_t>(1, places / 4);
        }
    }

    void add_floors()
    {
        round.floor_sets.emplace_back();
        if (!size.floors) return;
        const auto count = static_cast<std::uint32_t>(size.counties);
        for (std::uint32_t i = 0; i < count; ++i) round.floor_sets.push_back({i, count + i});
        round.floors.resize(2 * count);
    }

    // Floors that bind a little: a county's households helped, and money for their needs.
    void ask_floors()
    {
        const auto count = round.floors.size() / 2;
        for (std::size_t i = 0; i < count; ++i) {
            round.floors[i] = {FloorMeasure::families, 0};
            round.floors[count + i] = {FloorMeasure::covered_fen, 0};
        }
        for (const auto& family : round.families) {
            if (family.floor_set == 0) continue;
            round.floors[family.floor_set - 1].asks += dice.between(1, 100) <= 48;
            for (const auto& need : round.needs_of(family))
                round.floors[count + family.floor_set - 1].asks += need.assessed / 12;
        }
    }
};

} // namespace

Round made_round(Dice& dice, const RoundSize& size)
{
    Maker maker{dice, size};
    maker.add_floors();
    maker.add_programs();
    maker.add_kinds();
    for (std::size_t i = 0; i < size.families; ++i) maker.add_family(i);
    maker.limit();
    maker.ask_floors();
    round_down_money(maker.round);
    return std::move(maker.round);
}

} // namespace tests
