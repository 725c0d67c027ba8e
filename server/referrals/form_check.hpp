#pragma once
#include "server/referrals/form_parts.hpp"
#include <nlohmann/json.hpp>
#include <optional>

// Inside the form: the pages around its steps.
namespace server::referrals {

// Everything that was answered, each row with the way to change it; what is missing; the same household.
nlohmann::json check_view(const Call&, store::Reader&, const Case&,
                          const std::vector<models::Fault>& refused);

// What a row of the check page shows.
nlohmann::json answers_view(const Call&, const Case&);

} // namespace server::referrals
