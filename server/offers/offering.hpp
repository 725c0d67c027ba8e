#pragma once
#include "server/offers/service.hpp"

// Inside the service: a need goes before a program, by a person or by a standing rule.
namespace server::offers {

struct Sending {
    models::Side side{};
    std::string reason; // a code
    std::string note;   // sealed
};
// The running plan of this referral; a round's approved one starts now.
models::PlanId running_plan(const Desk&, models::ReferralId);
// A confirmed referral is planned by its first plan.
std::optional<models::Refusal> plan_referral(const Desk&, models::Referral);

// Registered, and its certificate has not run out on this day; where no last day is known: it has not.
bool is_certified(store::Reader&, models::OrganizationId, models::Date);

// One that waits to be sent is taken up again; else a new one, in the running plan.
OfferRow draft_of(const Desk&, const Prospect&, models::Side);
// Plan, line and offer in one; nothing stands against it (Prospect::objections). Full: it waits in line.
Moved send(const Desk&, const Prospect&, const Sending&);

} // namespace server::offers
