#pragma once
#include "server/formats/referral_json.hpp"
#include <nlohmann/json_fwd.hpp>

// What anybody may see of a family's names, numbers, phones and address until the facts are revealed.
namespace server::referrals {

ReferralBody masked(ReferralBody);

// A masked value that comes back in a merge patch as it was shown means "unchanged": what is known takes its
// place. Members are told apart by their number.
void put_back_masked(nlohmann::json& patch, const models::Household& known);

} // namespace server::referrals
