#pragma once
#include "models/account.hpp"
#include "models/area.hpp"
#include "models/result.hpp"
#include "models/store/programs.hpp"
#include <array>
#include <optional>
#include <string>
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

// Who renews it: a county officer of its area or of a part of it, an administrator.
bool may_renew(const models::Actor&, const store::OrganizationRow&);

// What the officer looked at again: the code beside the certificate, until when it is good, and the right to
// raise funds in public. Past its last day no new offer is made to the organization. Faults at
// "/checked_code", "/certificate_until" and "/public_fundraising"; stale: somebody was first.
struct Renewal {
    bool code = false;
    std::optional<models::Date> certificate_until;
    std::string public_fundraising; // yes, no
};
models::Result<store::OrganizationRow> renew(store::Writer&, const models::Actor&, store::OrganizationRow,
                                             const Renewal&, models::Time now);

} // namespace server::organizations
