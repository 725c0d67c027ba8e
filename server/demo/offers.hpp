#pragma once
#include "models/store/db.hpp"
#include "server/demo/accounts.hpp"
#include "server/demo/referrals.hpp"

namespace server::demo {

// Confirmed families of Zhengan who agreed that a charity of the county may be told: offers to its programs,
// some waiting for an answer, some accepted, some with help that has arrived.
void make_offers(store::Writer&, const Library&, Offices&, const std::vector<DemoReferral>&,
                 const std::vector<models::ReferralId>&, models::Time today);

} // namespace server::demo
