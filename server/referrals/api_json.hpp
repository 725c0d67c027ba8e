#pragma once
#include "server/referrals/service.hpp"
#include <nlohmann/json_fwd.hpp>

// docs/api.md "Referrals": what the API writes. Persons are masked.
namespace server::referrals {

nlohmann::json referral_json(const Case&, const std::vector<SameHousehold>&);
nlohmann::json referral_row_json(const models::Referral&); // nothing that the household document seals

} // namespace server::referrals
