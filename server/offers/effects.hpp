#pragma once
#include "server/offers/moves.hpp"

// Inside the moves: what an offer's move means for its need and its referral (lifecycle.md "Referral").
namespace server::offers {

// A need of which nothing is left and nothing is under way is met; the first acceptance begins support;
// without one it falls back.
std::optional<models::Refusal> follow(const Desk&, const OfferRow&);

} // namespace server::offers
