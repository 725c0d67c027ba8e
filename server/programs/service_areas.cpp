#include "server/programs/service.hpp"

namespace server::programs {

using namespace models;

namespace {

struct Check {
    const Divisions& divisions;
    std::vector<Fault> faults;

    void area(Area& area, const std::string& at)
    {
        if (!area) return;
        area = divisions.current(area);
        const auto province = part_of(area, AreaLevel::province);
        if (divisions.find(province) && !divisions.find(area))
            faults.push_back({"error.area.unknown", at, {{"code", to_text(area)}}});
    }

    void rule(Rule& rule, const std::string& at)
    {
        if (auto* areas = std::get_if<AreaSet>(&rule.leaf.value); areas && rule.kind == RuleKind::leaf)
            for (auto& one : *areas) area(one, at);
        for (auto& part : rule.parts) this->rule(part, at);
    }

    void maybe(std::optional<Rule>& one, const std::string& at)
    {
        if (one) rule(*one, at);
    }
};

std::string place(const char* list, std::size_t i, const char* member)
{
    return std::string(list) + "/" + std::to_string(i) + member;
}

} // namespace

std::vector<Fault> bring_up_to_date(Program& program, const Divisions& divisions)
{
    Check check{divisions, {}};
    for (std::size_t i = 0; i < program.areas.size(); ++i)
        check.area(program.areas[i], place("/served/areas", i, ""));
    for (std::size_t i = 0; i < program.sites.size(); ++i)
        check.area(program.sites[i].area, place("/sites", i, "/area"));
    for (std::size_t i = 0; i < program.quotas.size(); ++i) {
        check.area(program.quotas[i].area, place("/capacity/quotas", i, "/area"));
        check.maybe(program.quotas[i].rule, place("/capacity/quotas", i, "/rule"));
    }
    check.rule(program.rule, "/rule");
    for (std::size_t i = 0; i < program.windows.size(); ++i)
        check.maybe(program.windows[i].rule, place("/windows", i, "/rule"));
    for (std::size_t i = 0; i < program.award.cases.size(); ++i)
        check.maybe(program.award.cases[i].when, place("/award/cases", i, "/when"));
    for (std::size_t i = 0; i < program.priority.groups.size(); ++i)
        check.rule(program.priority.groups[i].rule, place("/priority/groups", i, "/rule"));
    return std::move(check.faults);
}

} // namespace server::programs
