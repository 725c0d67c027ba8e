#pragma once
#include "models/store/accounts.hpp"
#include "server/http/call.hpp"
#include <nlohmann/json.hpp>
#include <span>
#include <string_view>
#include <vector>

// What the templates of accounts/ print.
namespace server::accounts {

std::string message(const Call&, std::string_view key, const std::map<std::string, std::string>& values = {});

// "summary" with a link for each fault, and "<field>_problem" for each of the fields; null where all is well.
nlohmann::json with_problems(nlohmann::json view, const Call&, const std::vector<models::Fault>& faults,
                             std::span<const std::string_view> fields);

nlohmann::json account_row(const Call&, const store::AccountRow&);
nlohmann::json token_row(const Call&, const store::TokenRow&);

// The roles that may be given, with the chosen one marked; all organizations likewise.
nlohmann::json role_choices(const Call&, std::span<const models::Role>, std::string_view chosen);
nlohmann::json organization_choices(store::Reader&, std::string_view chosen);

} // namespace server::accounts
