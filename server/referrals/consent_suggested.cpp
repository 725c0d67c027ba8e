#include "server/referrals/consent_suggested.hpp"
#include "models/store/consents.hpp"
#include "models/store/programs.hpp"
#include "models/store/tasks.hpp"
#include "server/matches/past_day.hpp"
#include "server/matches/service.hpp"
#include <algorithm>

namespace server::referrals {

using namespace models;

namespace {

void add_once(std::vector<OrganizationId>& all, OrganizationId id)
{
    if (id && std::ranges::find(all, id) == all.end()) all.push_back(id);
}

} // namespace

std::vector<OrganizationId> organizations_to_name(const Call& call, store::Reader& db, const Case& known)
{
    std::vector<OrganizationId> all;
    for (const auto& task : store::open_tasks_of(db, known.referral.id))
        if (task.kind == TaskKind::ask_consent) add_once(all, task.organization);
    const auto programs = matches::programs_on(call, db, {});
    const auto found = matches::find_programs(*programs, matches::family_of(known));
    for (const auto& candidate : found.candidates)
        if (candidate.standing == matching::Standing::fits && found.need(candidate).state == NeedState::open)
            add_once(all, found.program(candidate.program).organization);
    for (const auto& row : store::list_consents(db, known.referral.id))
        if (is_live_on(row, call.today()))
            for (const auto id : row.organizations) add_once(all, id);
    std::erase_if(all, [&](OrganizationId id) {
        const auto row = store::find_organization(db, id);
        return !row || !row->active;
    });
    return all;
}

} // namespace server::referrals
