#pragma once
#include "models/notice.hpp"
#include "models/referral.hpp"
#include "server/desk/desk.hpp"
#include <span>

// Inside the moves: who is told of which (notice referral.<act>), as one table.
namespace server::referrals {

struct Told {
    models::ReferralAct act{};
    unsigned sides{};      // whose offices; never the one that made the move
    bool reporter = false; // and the office that reported it
};
std::span<const Told> told();

void tell_of(const Desk&, const models::Referral&, models::ReferralAct);

// The desk of whoever reported it; of the township where nobody did.
models::Office reporters_office(store::Reader&, const models::Referral&);

} // namespace server::referrals
