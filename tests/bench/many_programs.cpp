#include "tests/bench/many_programs.hpp"

namespace bench {

using namespace models;

namespace {

std::vector<Area> all_counties(const Divisions& divisions)
{
    std::vector<Area> counties;
    for (const auto& province : divisions.under({}))
        for (const auto& prefecture : divisions.under(province.area))
            for (const auto& county : divisions.under(prefecture.area)) counties.push_back(county.area);
    return counties;
}

Program copy_number(const std::vector<Program>& demo, std::size_t number)
{
    auto program = demo[number % demo.size()];
    program.id = {static_cast<std::int64_t>(number) + 1};
    if (number >= demo.size()) program.code += "-" + std::to_string(number / demo.size());
    return program;
}

void move_to(Program& program, Area county)
{
    program.areas = {county};
    for (auto& site : program.sites) site.area = county;
    for (auto& quota : program.quotas)
        if (quota.area) quota.area = county;
}

} // namespace

std::vector<Program> over_the_counties(const std::vector<Program>& demo, const Divisions& divisions,
                                       std::size_t count)
{
    const auto counties = all_counties(divisions);
    std::vector<Program> programs;
    for (std::size_t i = 0; i < count; ++i) {
        auto program = copy_number(demo, i);
        if (i >= demo.size())
            move_to(program, counties[(i / demo.size() + i % demo.size()) % counties.size()]);
        programs.push_back(std::move(program));
    }
    return programs;
}

std::vector<Program> everywhere(const std::vector<Program>& demo, std::size_t count)
{
    std::vector<Program> programs;
    for (std::size_t i = 0; i < count; ++i) {
        programs.push_back(copy_number(demo, i));
        programs.back().areas.clear();
    }
    return programs;
}

} // namespace bench
