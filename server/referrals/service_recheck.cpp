#include "models/store/accounts.hpp"
#include "models/store/seal.hpp"
#include "server/referrals/service_moves.hpp"
#include <algorithm>
#include <ranges>

namespace server::referrals {

using namespace models;

namespace {

std::vector<Fault> faults_of(const Recheck& check, Date today)
{
    std::vector<Fault> faults;
    if (std::ranges::find(kWays, check.way) == kWays.end())
        faults.push_back(fault("error.referral.recheck.way", "way"));
    if (!check.on)
        faults.push_back(fault("error.referral.recheck.on", "on"));
    else if (*check.on > today)
        faults.push_back(fault("error.fact.future", "on"));
    if (check.who.empty()) faults.push_back(fault("error.referral.recheck.who", "who"));
    if (check.found.empty()) faults.push_back(fault("error.referral.recheck.found", "found"));
    return faults;
}

Entries entries_of_check(const Recheck& check)
{
    Entries entries{{"who", check.who}, {"found", check.found}, {"on", to_text(*check.on)}};
    if (check.nobody_else) entries["nobody_else"] = "yes";
    return entries;
}

// What both rechecks ask of the person and of the form.
std::optional<Refusal> objection_to(const Desk& desk, const Referral& referral, const Recheck& check)
{
    const auto who = desk.actor.account;
    if (referral.reporter == who || referral.confirmer == who)
        return refuse(Reason::forbidden, "error.referral.same_person").error();
    if (desk.actor.role == Role::county && !check.nobody_else)
        return refuse(Reason::forbidden, "error.referral.township_first", "/nobody_else").error();
    if (auto faults = faults_of(check, day_of(desk.now)); !faults.empty())
        return refuse(std::move(faults)).error();
    return {};
}

} // namespace

bool is_spot_check(const store::Reader& db, const Referral& referral)
{
    std::uint32_t drawn = 0;
    for (const char c : db.vault().secret_hash("spot_check|" + to_text(referral.id)))
        drawn = drawn * 31 + static_cast<unsigned char>(c);
    return drawn % 100 < kSpotCheckPercent;
}

Moved recheck(const Desk& desk, const Seen& seen, const Recheck& check)
{
    auto referral = opened(desk, seen, ReferralAct::recheck);
    if (!referral) return referral;
    if (auto why = objection_to(desk, *referral, check)) return std::unexpected(*std::move(why));
    referral->rechecker = desk.actor.account;
    return moved(desk, *std::move(referral),
                 {ReferralAct::recheck, ReferralState::rechecked, side_of(desk.actor), check.way,
                  entries_of_check(check)});
}

Moved recheck_late(const Desk& desk, const Seen& seen, const Recheck& check)
{
    auto referral = opened(desk, seen, ReferralAct::recheck_late);
    if (!referral) return referral;
    if (referral->rechecker) return refuse(Reason::wrong_state, "error.referral.rechecked_already");
    if (auto why = objection_to(desk, *referral, check)) return std::unexpected(*std::move(why));
    referral->rechecker = desk.actor.account;
    const auto state = referral->state;
    return moved(desk, *std::move(referral),
                 {ReferralAct::recheck_late, state, side_of(desk.actor), check.way, entries_of_check(check)});
}

Moved return_for_facts(const Desk& desk, const Seen& seen, const Return& wanted)
{
    auto referral = opened(desk, seen, ReferralAct::return_);
    if (!referral) return referral;
    std::string codes;
    for (const auto& code : wanted.wanted) {
        if (std::ranges::find(kWanted, code) == kWanted.end())
            return refuse({fault("error.referral.return.wanted", "wanted")});
        codes += (codes.empty() ? "" : ",") + code;
    }
    if (codes.empty()) return refuse({fault("error.referral.return.wanted", "wanted")});
    if (wanted.text.empty()) return refuse({fault("error.referral.return.text", "text")});
    referral->returned_from = referral->state;
    const auto version = std::to_string(referral->facts_version);
    return moved(desk, *std::move(referral),
                 {ReferralAct::return_,
                  ReferralState::returned,
                  side_of(desk.actor),
                  codes,
                  {{"text", wanted.text}, {"facts_version", version}}});
}

// The same desk: who reported, or somebody of the same role and area.
static bool is_reporters_office(const Desk& desk, const Referral& referral)
{
    if (referral.reporter == desk.actor.account) return true;
    const auto reporter = store::find_account(desk.db, referral.reporter);
    return reporter && reporter->actor.role == desk.actor.role && reporter->actor.area == desk.actor.area;
}

// Did a fact change since it was returned? The return noted the version it was looking at.
static bool has_changed(store::Reader& db, const Referral& referral)
{
    for (const auto& move : store::list_moves(db, referral.id) | std::views::reverse)
        if (move.act == ReferralAct::return_)
            return entries_of(move.note)["facts_version"] != std::to_string(referral.facts_version);
    return false;
}

Moved resubmit(const Desk& desk, const Seen& seen, const std::string& explanation)
{
    auto referral = opened(desk, seen, ReferralAct::resubmit);
    if (!referral) return referral;
    if (!is_reporters_office(desk, *referral))
        return refuse(Reason::forbidden, "error.referral.reporters_office");
    const bool changed = has_changed(desk.db, *referral);
    if (!changed && explanation.empty()) return refuse({fault("error.referral.resubmit.text", "text")});
    const auto to = changed ? ReferralState::reported : referral->returned_from.value();
    referral->returned_from.reset();
    if (to == ReferralState::reported) referral->rechecker = {};
    return moved(desk, *std::move(referral),
                 {ReferralAct::resubmit, to, side_of(desk.actor), "", {{"text", explanation}}});
}

} // namespace server::referrals
