#include "models/store/capacity.hpp"
#include "models/store/standing_rules.hpp"
#include "models/store/tasks.hpp"
#include "server/offers/follow_up.hpp"
#include "server/offers/offering.hpp"
#include "server/population/family.hpp"
#include "server/population/population.hpp"
#include <algorithm>
#include <set>

namespace server::offers {

using namespace matching;
using namespace models;

namespace {

constexpr int kLookedAt = 20; // programs for one need

// Organizations that this need has gone before, and programs.
struct Tried {
    std::set<OrganizationId> organizations;
    std::set<ProgramId> programs;
};
Tried tried_for(store::Reader& db, const OfferRow& last)
{
    Tried tried;
    for (const auto& row : store::offers_of(db, last.referral)) {
        if (row.need != last.need || row.state == OfferState::draft) continue;
        tried.organizations.insert(row.organization);
        tried.programs.insert(row.program);
    }
    return tried;
}

bool is_only_consent_missing(const Prospect& prospect)
{
    return prospect.objections.size() == 1 && prospect.objections.front().key == "error.offer.no_consent";
}

// Programs that fit the need, were never asked for it, and could take it now; the best first.
std::vector<Prospect> prospects(const Desk& desk, const referrals::Case& known, const OfferRow& last,
                                const Tried& tried)
{
    const auto programs = population::programs_now(desk.db, desk.library, desk.now);
    const auto& needs = known.household().needs;
    const auto need = std::ranges::find(needs, last.need, &Need::id) - needs.begin();
    std::vector<Family> one;
    one.push_back(population::family_of(known));
    const auto snapshot = programs.with(std::move(one));
    std::vector<Prospect> found; // the write lane waits meanwhile: the best few are looked at
    int looked = 0;
    for (const auto& candidate : programs_for_need(snapshot, {0}, static_cast<std::size_t>(need))) {
        if (candidate.standing != Standing::fits) break;
        const auto id = snapshot.programs().at(candidate.program.value).id;
        if (tried.programs.contains(id)) continue;
        if (++looked > kLookedAt) break;
        auto prospect = look_ahead(desk.db, known, programs, last.need, id, desk.now);
        if (prospect && (prospect->objections.empty() || is_only_consent_missing(*prospect)))
            found.push_back(*std::move(prospect));
    }
    return found;
}

// The referral, where this need is still to be met.
std::optional<referrals::Case> case_in_need(store::Reader& db, const OfferRow& last)
{
    const auto referral = store::find_referral(db, {last.village, {}}, last.referral);
    if (!referral || !is_live(referral->state)) return {};
    referrals::Case known{*referral, referrals::find_document(db, *referral)};
    const auto& needs = known.household().needs;
    const auto need = std::ranges::find(needs, last.need, &Need::id);
    if (need == needs.end() || need->state != NeedState::open || residual_of(*need) == 0) return {};
    return known;
}

// A person helped with this elsewhere is for a person to look at.
bool may_be_sent(const Prospect& prospect, const store::StandingRuleRow& rule)
{
    return prospect.objections.empty() && prospect.other_help.empty() && prospect.amount <= rule.most;
}

void ask_a_person(const Desk& desk, const OfferRow& last, const std::vector<Prospect>& found)
{
    auto about = last;
    if (found.empty() || found.front().objections.empty())
        return begin_task(desk, TaskKind::decide_next, about);
    about.program = found.front().program.id;
    about.organization = found.front().program.organization;
    begin_task(desk, TaskKind::ask_consent, about);
}

// Another server may have taken the last place meanwhile, or offered the same to this person in another
// referral: nothing is written then, no draft either.
bool sent(const Desk& desk, const Prospect& prospect)
{
    store::Writer own(desk.db);
    const Desk apart{own, desk.actor, desk.library, desk.now};
    store::hold_capacity(own, prospect.program.id);
    if (is_offered_already(own, prospect)) return false;
    if (!send(apart, prospect, {Side::system, "standing_rule", ""})) return false;
    own.keep();
    return true;
}

} // namespace

void try_next_best(const Desk& desk, const OfferRow& last)
{
    store::hold_referral(desk.db, last.referral);
    const auto known = case_in_need(desk.db, last);
    if (!known) return;
    const auto tried = tried_for(desk.db, last);
    const auto found = prospects(desk, *known, last, tried);
    const auto rule =
        store::standing_rule_for(desk.db, part_of(last.village, AreaLevel::county), last.need_type);
    const auto hops = std::ssize(tried.organizations);
    if (!rule || hops >= std::min<std::int64_t>(rule->tries, kHopLimit))
        return ask_a_person(desk, last, found);
    for (const auto& prospect : found)
        if (may_be_sent(prospect, *rule)) {
            if (sent(desk, prospect)) return;
            break;
        }
    ask_a_person(desk, last, found);
}

} // namespace server::offers
