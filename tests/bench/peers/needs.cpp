#include "matching/factors.hpp"
#include "matching/match.hpp"
#include "matching/pair.hpp"
#include "tests/bench/peers/blocks.hpp"
#include <algorithm>
#include <map>
#include <stdexcept>

namespace bench {

using namespace matching;
using namespace models;

namespace {

std::map<std::string, std::int64_t> ids_by_code(const Snapshot& snapshot)
{
    std::map<std::string, std::int64_t> ids;
    for (const auto& program : snapshot.programs()) ids[program.code] = program.id.value;
    return ids;
}

void add_had(NeedRow& row, std::int64_t program)
{
    if (std::ranges::find(row.had, program) != row.had.end()) return;
    const auto empty = std::ranges::find(row.had, -1);
    if (empty == row.had.end())
        throw std::logic_error("a family was helped by more programs than the peers have columns for");
    *empty = program;
}

} // namespace

std::vector<NeedRow> needs_of(const Snapshot& snapshot)
{
    std::vector<NeedRow> rows;
    const auto ids = ids_by_code(snapshot);
    const auto& weights = snapshot.ground().policy->weights;
    for (std::size_t i = 0; i < snapshot.families().size(); ++i) {
        const auto& family = snapshot.families()[i];
        const auto score = family_score(snapshot.ground(), family);
        NeedRow row{.family = i};
        row.of_family = weights[static_cast<std::size_t>(Factor::severity)] * score.severity.permille +
                        weights[static_cast<std::size_t>(Factor::waiting)] * score.waiting;
        if (const auto home = home_of(snapshot.ground(), family); level_of(home) == AreaLevel::village)
            row.home = home;
        for (const auto& help : family.earlier)
            if (const auto known = ids.find(help.what); known != ids.end()) add_had(row, known->second);
        for (std::size_t need = 0; need < family.household.needs.size(); ++need) {
            const auto& wanted = family.household.needs[need];
            if (!is_wanting(wanted)) continue;
            const Subject subject{&family, &wanted, nullptr};
            row.need = need;
            row.names_person = person_of(subject) != nullptr;
            row.urgent = is_in_a_hurry(snapshot.ground(), subject);
            row.lacks = residual_of(wanted).value_or(-1);
            rows.push_back(row);
        }
    }
    return rows;
}

Verdict answer_of(const Snapshot& snapshot, const Asked& asked, const NeedRow& row, std::uint32_t question)
{
    return answer(asked.conditions[question], snapshot.ground(), snapshot.families()[row.family], row.need);
}

} // namespace bench
