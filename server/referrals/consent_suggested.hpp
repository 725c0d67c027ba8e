#pragma once
#include "server/http/call.hpp"
#include "server/referrals/document.hpp"

namespace server::referrals {

// Whom a family may want to name in a consent: first the organizations that something waits for, then those
// whose programs fit its needs now, best first, then those that a live consent names. On a read lane.
std::vector<models::OrganizationId> organizations_to_name(const Call&, store::Reader&, const Case&);

} // namespace server::referrals
