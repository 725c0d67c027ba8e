#include "models/plan.hpp"
#include "models/store/plans.hpp"
#include "server/offers/moves.hpp"
#include <algorithm>

namespace server::offers {

using namespace models;

namespace {

// Nothing: it goes on.
std::optional<Step> ending_of(const OfferRow& row, ReferralAct act)
{
    if (is_end(row.state)) return {};
    const bool by_family = act == ReferralAct::withdraw;
    if (!is_under_way(row.state))
        return Step{OfferAct::withdraw, OfferState::withdrawn, by_family ? Side::family : Side::county,
                    act == ReferralAct::suspend ? "referral_suspended" : "referral_ended"};
    if (act == ReferralAct::suspend) return {};
    if (by_family) return Step{OfferAct::consent_ends, OfferState::consent_ended, Side::family, "withdrawn"};
    return Step{OfferAct::fail, OfferState::failed, Side::system, "referral_ended"};
}

bool names(const store::ConsentRow& row, OrganizationId organization, const std::string& need_type,
           std::int64_t member)
{
    return std::ranges::find(row.organizations, organization) != row.organizations.end() &&
           std::ranges::find(row.purposes, need_type) != row.purposes.end() &&
           (row.member == 0 || row.member == member);
}

} // namespace

static void end_plan(const Desk& desk, ReferralId referral)
{
    const auto plan = store::find_live_plan(desk.db, referral);
    if (!plan) return;
    const auto done = after(plan->state, PlanAct::finish);
    store::save_plan_state(desk.db, *plan, done ? *done : PlanState::discarded);
}

std::optional<Refusal> end_offers(const Desk& desk, ReferralId referral, ReferralAct act)
{
    store::hold_referral(desk.db, referral);
    for (const auto& row : store::offers_of(desk.db, referral)) {
        const auto step = ending_of(row, act);
        if (!step) continue;
        if (auto done = moved(desk, row, row, *step); !done) return done.error();
    }
    if (act != ReferralAct::suspend) end_plan(desk, referral);
    return {};
}

const store::ConsentRow* consent_for(const std::vector<store::ConsentRow>& all, OrganizationId organization,
                                     const std::string& need_type, std::int64_t member, Date day)
{
    const auto found = std::ranges::find_if(all, [&](const store::ConsentRow& row) {
        return is_live_on(row, day) && names(row, organization, need_type, member);
    });
    return found == all.end() ? nullptr : &*found;
}

std::optional<Refusal> end_unconsented(const Desk& desk, ReferralId referral, Side side)
{
    store::hold_referral(desk.db, referral);
    const auto consents = store::list_consents(desk.db, referral);
    for (const auto& row : store::offers_of(desk.db, referral)) {
        const bool told = !is_end(row.state) && row.state != OfferState::draft;
        if (!told || consent_for(consents, row.organization, row.need_type, row.member, day_of(desk.now)))
            continue;
        const Step step{OfferAct::consent_ends, OfferState::consent_ended, side, "withdrawn"};
        if (auto done = moved(desk, row, row, step); !done) return done.error();
    }
    return {};
}

} // namespace server::offers
