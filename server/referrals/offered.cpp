#include "server/referrals/offered.hpp"
#include "server/referrals/service_moves.hpp"

namespace server::referrals {

using namespace models;
using Act = ReferralAct;

namespace {

// Whoever writes down what the family says acts on its side; a draft is its author's.
bool is_on_side(const Actor& actor, const Referral& referral, Act act)
{
    if (act == Act::withdraw) return may(Side::family, referral.state, act);
    if (act == Act::discard) return actor.account == referral.author;
    return may(side_of(actor), referral.state, act);
}

bool is_of_office(const Actor& actor, const Actor& reporter)
{
    return actor.account == reporter.account || (actor.role == reporter.role && actor.area == reporter.area);
}

// Nobody takes two of report, recheck and confirm in one referral.
bool has_taken_part(const Actor& actor, const Referral& referral, Act act)
{
    const auto who = actor.account;
    if (act == Act::recheck || act == Act::recheck_late)
        return referral.reporter == who || referral.confirmer == who;
    if (act == Act::confirm) return referral.reporter == who || referral.rechecker == who;
    return act == Act::confirm_urgently && referral.reporter == who;
}

std::string barred(const Actor& actor, const Referral& referral, Act act, const Actor& reporter)
{
    if (has_taken_part(actor, referral, act)) return "error.referral.same_person";
    if (act == Act::reopen && referral.close_reason == CloseReason::died) return "error.referral.reopen.died";
    if (act == Act::resubmit && !is_of_office(actor, reporter)) return "error.referral.reporters_office";
    return {};
}

} // namespace

std::vector<Offered> offered(const Actor& actor, const Referral& referral, const Actor& reporter)
{
    std::vector<Offered> found;
    if (!actor.is_officer()) return found;
    for (const auto& [act, path] : kActPaths) {
        if (act == Act::discard ? referral.state != ReferralState::draft : after(referral.state, act).empty())
            continue;
        if (!is_on_side(actor, referral, act)) continue;
        if (act == Act::recheck_late && referral.rechecker) continue;
        found.push_back({act, barred(actor, referral, act, reporter)});
    }
    return found;
}

bool may_mend(const Actor& actor, const Referral& referral)
{
    const auto state = referral.state;
    return actor.is_officer() && (state == ReferralState::draft || state == ReferralState::reported ||
                                  state == ReferralState::returned);
}

} // namespace server::referrals
