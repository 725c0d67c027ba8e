#include "models/plan.hpp"
#include "models/store/audit.hpp"
#include "models/store/plans.hpp"
#include "models/store/programs.hpp"
#include "server/offers/line.hpp"
#include "server/rounds/approval.hpp"
#include <algorithm>
#include <map>

namespace server::rounds {

using namespace models;

namespace {

std::optional<store::RoundProgram> program_now(store::Reader& db, ProgramId id)
{
    const auto row = store::find_program(db, id);
    if (!row) return {};
    return state_of(db, id, row->version, row->room);
}

std::map<ReferralId, std::int64_t> versions_now(store::Reader& db, Area area)
{
    std::map<ReferralId, std::int64_t> versions;
    for (const auto& referral : store::list_live(db, area)) versions[referral.id] = referral.version;
    return versions;
}

std::vector<ReferralId> without_consent(store::Reader& db, const AllocationRound& round, Time now)
{
    std::vector<ReferralId> missing;
    const auto consents = live_consents(db, round.area, now);
    std::map<ProgramId, OrganizationId> owners;
    for (const auto& award : store::list_round_awards(db, round.id, {}, 0, store::kAllRows)) {
        auto& owner = owners[award.program];
        if (!owner) owner = store::find_program(db, award.program).value().organization;
        if (!is_consented(consents, award.referral, owner, award.need_type, award.member))
            missing.push_back(award.referral);
    }
    return missing;
}

// The referral is planned by the plan that was just approved; its clocks go on.
std::optional<Refusal> plan_referral(const Desk& desk, const AllocationRound& round, ReferralId id)
{
    auto referral = store::find_referral(desk.db, {round.area, desk.actor.account}, id);
    if (!referral) return refuse(Reason::wrong_state, "error.round.changed").error();
    const auto from = referral->state;
    const auto to = after(from, ReferralAct::plan);
    if (!to.empty()) referral->state = to.front();
    if (!store::save_referral(desk.db, *referral, desk.now))
        return refuse(Reason::wrong_state, "error.round.changed").error();
    if (to.empty()) return {}; // it was planned before
    store::insert_move(
        desk.db,
        {id, ReferralAct::plan, from, to.front(), desk.actor.account, Side::system, "", "", desk.now}, "");
    store::append_audit(desk.db, {desk.now, desk.actor.account, "referral.plan", to_text(id),
                                  R"({"round":")" + to_text(round.id) + "\"}"});
    return {};
}

PlanId plan_for(const Desk& desk, ReferralId referral)
{
    const auto live = store::find_live_plan(desk.db, referral);
    if (live) return live->id;
    const auto approved = after(PlanState::proposed, PlanAct::approve).value();
    return store::insert_plan(desk.db, referral, approved, desk.now);
}

} // namespace

std::vector<ProgramId> changed_programs(store::Reader& db, const AllocationRound& round)
{
    std::vector<ProgramId> changed;
    for (const auto& seen : store::list_round_programs(db, round.id))
        if (seen.version != 0 && program_now(db, seen.program) != seen) // 0: it was closed before
            changed.push_back(seen.program);
    return changed;
}

Differences differences_of(store::Reader& db, const AllocationRound& round, Time now)
{
    Differences differences{changed_programs(db, round), {}};
    const auto versions = versions_now(db, round.area);
    for (const auto& [referral, version] : store::awarded_versions(db, round.id)) {
        const auto at = versions.find(referral);
        if (at == versions.end() || at->second != version) differences.referrals.push_back(referral);
    }
    for (const auto referral : without_consent(db, round, now))
        if (std::ranges::find(differences.referrals, referral) == differences.referrals.end())
            differences.referrals.push_back(referral);
    return differences;
}

std::optional<Refusal> save_lines(const Desk& desk, const AllocationRound& round)
{
    std::map<ReferralId, PlanId> plans;
    for (const auto& award : store::list_round_awards(desk.db, round.id, {}, 0, store::kAllRows)) {
        auto& plan = plans[award.referral];
        if (!plan) plan = plan_for(desk, award.referral);
        const auto line = store::insert_line(desk.db, {{},
                                                       plan,
                                                       award.referral,
                                                       award.need,
                                                       award.program,
                                                       offers::written({award.award, award.cost, round.id})});
        store::save_award_line(desk.db, round.id, award.number, line);
    }
    for (const auto& [referral, plan] : plans)
        if (auto refusal = plan_referral(desk, round, referral)) return refusal;
    return {};
}

} // namespace server::rounds
