#include "server/programs/warnings.hpp"
#include "matching/what_if.hpp"
#include "server/http/library.hpp"
#include "server/population/population.hpp"
#include "server/programs/impact.hpp"

namespace server::programs {

using namespace models;

bool may_try(const Actor& actor, OrganizationId owner)
{
    return actor.is_officer() || (actor.is_charity() && actor.organization == owner);
}

std::shared_ptr<const matching::Snapshot> families_now(const Call& call, store::Reader& db)
{
    const auto newest = call.library->population->current(db);
    return newest->complete ? newest->at(call.now) : nullptr;
}

std::shared_ptr<const matching::Snapshot> families_to_warn_by(const Call& call, store::Reader& db,
                                                              const Program& program)
{
    return program.state == ProgramState::draft ? families_now(call, db) : nullptr;
}

std::vector<Fault> warnings_of(const Program& program, const matching::Snapshot* families,
                               const matching::Progress& progress)
{
    auto warnings = check_rule(program.rule).warnings;
    for (auto& warning : warnings) warning.pointer = "/rule" + warning.pointer;
    const bool everybody = program.rule.kind == RuleKind::all && program.rule.parts.empty();
    if (!families) return warnings;
    const auto smallest = smallest_told(program);
    const auto extent = matching::extent_of(*families, program, smallest, progress);
    if (!extent) return warnings;
    const bool few = extent->reached < smallest, nearly_all = extent->left_out < smallest;
    const std::map<std::string, std::string> number{{"n", std::to_string(smallest)}};
    if (few && !nearly_all) warnings.push_back({"warning.program.reaches_few", "/rule", number});
    if (nearly_all && !few && !everybody)
        warnings.push_back({"warning.program.reaches_all", "/rule", number});
    return warnings;
}

} // namespace server::programs
