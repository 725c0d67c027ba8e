#pragma once
#include "models/account.hpp"
#include "models/area.hpp"
#include "models/result.hpp"
#include "models/store/programs.hpp"
#include <array>
#include <string_view>

namespace server::organizations {

inline constexpr std::array<std::string_view, 5> kKinds{
    "foundation", "society", "service", "federation",
    "government"}; // label: message organizations.kind.<code>

// Refused: a unified code that is registered already (wrong_state, at /unified_code), an unknown division.
// The row's uuid is kept if it has one.
models::Result<models::OrganizationId> register_organization(store::Writer&, const models::Actor&,
                                                             store::OrganizationRow, const models::Divisions&,
                                                             models::Time now);

} // namespace server::organizations
