#include "models/store/objections.hpp"
#include "server/referrals/consent.hpp"
#include "server/referrals/service_moves.hpp"
#include <algorithm>

namespace server::referrals {

using namespace models;

namespace {

void faults_of_needs(const std::vector<Need>& needs, const Confirm& decision, std::vector<Fault>& faults)
{
    for (const auto& need : needs) {
        if (need.state != NeedState::open) continue;
        const auto given = decision.needs.find(need.id);
        const auto field = "need_" + to_text(need.id);
        if (given == decision.needs.end() || !given->second.assessed)
            faults.push_back(fault("error.referral.confirm.assessed", field));
        else if (given->second.government_aid > *given->second.assessed)
            faults.push_back(fault("error.referral.confirm.aid_above", field));
    }
}

std::vector<Fault> faults_of(const Household& household, const Confirm& decision)
{
    std::vector<Fault> faults;
    if (!decision.kind) faults.push_back(fault("error.referral.missing.kind", "kind"));
    if (std::ranges::find(kAidChecks, decision.aid_check) == kAidChecks.end())
        faults.push_back(fault("error.referral.confirm.aid_check", "aid_check"));
    else if (decision.aid_check == "under_way")
        faults.push_back(fault("error.referral.confirm.under_way", "aid_check"));
    faults_of_needs(household.needs, decision, faults);
    return faults;
}

void assess(std::vector<Need>& needs, const Confirm& decision)
{
    for (auto& need : needs)
        if (const auto given = decision.needs.find(need.id); given != decision.needs.end()) {
            need.assessed = given->second.assessed;
            need.government_aid = given->second.government_aid;
        }
}

Entries entries_of_decision(const Confirm& decision)
{
    return {{"aid_check", decision.aid_check},
            {"aid_text", decision.aid_text},
            {"spot_check", decision.spot_check},
            {"text", decision.reason}};
}

Moved confirmed(const Desk& desk, Referral referral, Confirm decision, ReferralAct act)
{
    auto household = find_document(desk.db, referral).body.household;
    if (auto faults = faults_of(household, decision); !faults.empty()) return refuse(std::move(faults));
    assess(household.needs, decision);
    referral.kind = decision.kind;
    referral.confirmer = desk.actor.account;
    referral.confirmed_at = desk.now;
    save_facts(desk, referral, std::move(household));
    return moved(desk, std::move(referral),
                 {act, ReferralState::confirmed, side_of(desk.actor), decision.aid_check,
                  entries_of_decision(decision)});
}

} // namespace

Moved confirm(const Desk& desk, const Seen& seen, const Confirm& decision)
{
    auto referral = opened(desk, seen, ReferralAct::confirm);
    if (!referral) return referral;
    const auto who = desk.actor.account;
    if (referral->reporter == who || referral->rechecker == who)
        return refuse(Reason::forbidden, "error.referral.same_person");
    if (is_spot_check(desk.db, *referral) && decision.spot_check.empty())
        return refuse({fault("error.referral.confirm.spot_check", "spot_check")});
    return confirmed(desk, *std::move(referral), decision, ReferralAct::confirm);
}

Moved confirm_urgently(const Desk& desk, const Seen& seen, const Confirm& decision)
{
    auto referral = opened(desk, seen, ReferralAct::confirm_urgently);
    if (!referral) return referral;
    if (referral->reporter == desk.actor.account)
        return refuse(Reason::forbidden, "error.referral.same_person");
    if (decision.reason.empty()) return refuse({fault("error.referral.confirm.urgent_reason", "reason")});
    referral->urgency = Urgency::urgent;
    return confirmed(desk, *std::move(referral), decision, ReferralAct::confirm_urgently);
}

Moved refuse_referral(const Desk& desk, const Seen& seen, const Ending& ending)
{
    auto referral = opened(desk, seen, ReferralAct::refuse);
    if (!referral) return referral;
    if (store::has_open_objection(desk.db, seen.id))
        return refuse(Reason::wrong_state, "error.objection.undecided");
    std::vector<Fault> faults;
    const auto allowed = close_reasons(ReferralAct::refuse);
    if (!ending.reason || std::ranges::find(allowed, *ending.reason) == allowed.end())
        faults.push_back(fault("error.referral.refuse.reason", "reason"));
    if (ending.text.empty()) faults.push_back(fault("error.referral.refuse.text", "text"));
    if (!faults.empty()) return refuse(std::move(faults));
    referral->close_reason = ending.reason;
    return ended(desk, *std::move(referral),
                 {ReferralAct::refuse,
                  ReferralState::closed,
                  side_of(desk.actor),
                  std::string(name_of(*ending.reason)),
                  {{"text", ending.text}}});
}

Moved close_referral(const Desk& desk, const Seen& seen, const Ending& ending)
{
    auto referral = opened(desk, seen, ReferralAct::close);
    if (!referral) return referral;
    const auto allowed = close_reasons(ReferralAct::close);
    if (!ending.reason || std::ranges::find(allowed, *ending.reason) == allowed.end())
        return refuse({fault("error.referral.close.reason", "reason")});
    for (const auto& offer : store::offers_of(desk.db, referral->id))
        if (is_live(offer.state) && offer.state != OfferState::draft)
            return refuse(Reason::wrong_state, "error.referral.close.offers");
    if (store::has_open_objection(desk.db, seen.id))
        return refuse(Reason::wrong_state, "error.objection.undecided");
    referral->close_reason = ending.reason;
    return ended(desk, *std::move(referral),
                 {ReferralAct::close,
                  ReferralState::closed,
                  side_of(desk.actor),
                  std::string(name_of(*ending.reason)),
                  {{"text", ending.text}}});
}

Moved withdraw(const Desk& desk, const Seen& seen, const Ending& ending)
{
    auto referral = opened(desk, seen, ReferralAct::withdraw, Side::family);
    if (!referral) return referral;
    if (ending.text.empty() && !desk.actor.family)
        return refuse({fault("error.referral.withdraw.text", "text")});
    referral->close_reason = CloseReason::withdrawn;
    auto done = ended(
        desk, *std::move(referral),
        {ReferralAct::withdraw, ReferralState::closed, Side::family, "withdrawn", {{"text", ending.text}}});
    if (!done) return done;
    if (const auto closed = withdraw_consents(desk, seen.id); !closed) return std::unexpected(closed.error());
    return done;
}

} // namespace server::referrals
