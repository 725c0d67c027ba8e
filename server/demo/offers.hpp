#pragma once
#include "models/store/db.hpp"
#include "server/demo/accounts.hpp"
#include "server/demo/referrals.hpp"

namespace server::demo {

// Confirmed families of Zhengan who agreed that a charity of the county may be told: offers to its programs,
// some waiting for an answer, some accepted, some with help that has arrived. Answers whose they are, in
// order: every fourth has help that arrived, the one before it an offer that was accepted.
std::vector<models::ReferralId> make_offers(store::Writer&, const Library&, Offices&,
                                            const std::vector<DemoReferral>&,
                                            const std::vector<models::ReferralId>&, models::Time today);

// One of them can be tried with the code of its slip (setting "demo_family"); another has complained.
void speak_for_families(store::Writer&, const Library&, const std::vector<models::ReferralId>& helped,
                        models::Time today);

} // namespace server::demo
