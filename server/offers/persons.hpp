#pragma once
#include "models/household.hpp"
#include "models/store/plans.hpp"
#include "server/offers/line.hpp"
#include <optional>

// Inside the service: whom an offer is for, and the line of a plan whose place it takes.
namespace server::offers {

// Blind index of the member a need names, of the contact person where it names nobody; empty: no ID is known.
std::string person_of(store::Reader&, const models::Household&, std::int64_t member);
// The same under the key that is being filled in; empty: none is.
std::string next_person_of(store::Reader&, const models::Household&, std::int64_t member);

// A line of a round or plan for this very need and program that waits to be offered.
std::optional<store::PlanLineRow> waiting_line(store::Reader&, models::ReferralId, models::NeedId,
                                               models::ProgramId);

} // namespace server::offers
