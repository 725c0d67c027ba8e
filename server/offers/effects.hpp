#pragma once
#include "server/offers/moves.hpp"

// What a move of an offer, or a correction, means for needs and referral (lifecycle.md "Referral").
namespace server::offers {

// A need of which nothing is left and nothing is under way is met; the first acceptance begins support;
// without one it falls back.
// When every line has ended, closing it is a task of the county.
std::optional<models::Refusal> follow(const Desk&, models::ReferralId, models::Area village);

} // namespace server::offers
