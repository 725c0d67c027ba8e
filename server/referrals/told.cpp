#include "server/referrals/told.hpp"
#include "models/store/accounts.hpp"
#include "server/notices/notices.hpp"
#include <algorithm>
#include <array>

namespace server::referrals {

using namespace models;
using enum ReferralAct;

namespace {

constexpr unsigned kTownship = static_cast<unsigned>(Side::township),
                   kCounty = static_cast<unsigned>(Side::county), kOffices = Side::township | Side::county;
constexpr std::array kTold{Told{report, kTownship},        Told{recheck, kCounty, true},
                           Told{return_, 0, true},         Told{resubmit, kOffices},
                           Told{confirm, kTownship, true}, Told{confirm_urgently, kTownship, true},
                           Told{recheck_late, kCounty},    Told{refuse, kTownship, true},
                           Told{lapse, kTownship, true},   Told{close, kTownship, true},
                           Told{withdraw, kOffices, true}, Told{end, kTownship, true},
                           Told{suspend, kOffices, true},  Told{resume, kTownship, true},
                           Told{reopen, kTownship, true},  Told{mark_as_error, kTownship, true}};

} // namespace

std::span<const Told> told() { return kTold; }

Office reporters_office(store::Reader& db, const Referral& referral)
{
    const auto reporter = store::find_account(db, referral.reporter);
    if (!reporter || !reporter->actor.is_officer())
        return notices::office_at(Side::township, referral.village);
    return notices::office_at(side_of(reporter->actor), referral.village);
}

void tell_of(const Desk& desk, const Referral& referral, ReferralAct act)
{
    const auto row = std::ranges::find(kTold, act, &Told::act);
    if (row == kTold.end()) return;
    std::vector<Office> offices;
    for (const auto side : {Side::township, Side::county})
        if (has_side(row->sides, side)) offices.push_back(notices::office_at(side, referral.village));
    if (const auto reporter = reporters_office(desk.db, referral);
        row->reporter && std::ranges::find(offices, reporter) == offices.end())
        offices.push_back(reporter);
    for (const auto& to : offices)
        if (!desk.actor.account || to.side != side_of(desk.actor))
            notices::tell(desk, "referral." + std::string(name_of(act)),
                          {store::NoticeNoun::referral, referral.id.value, referral.reference}, to, desk.now);
}

} // namespace server::referrals
