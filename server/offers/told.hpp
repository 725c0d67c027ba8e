#pragma once
#include "server/offers/moves.hpp"
#include <span>

// Inside the moves: who is told of which (notice offer.<act>), as one table.
namespace server::offers {

struct Told {
    models::OfferAct act{};
    unsigned sides{}; // whose offices; never the one that made the move
};
std::span<const Told> told();

// What may be taken back is told once it cannot be; what was taken back is not.
void tell_of(const Desk&, const OfferRow& before, const OfferRow& after, const Step&);

inline constexpr const char* kReversed = "reversed";    // a delivery of before; nobody is told that help came
inline constexpr const char* kTakenBack = "taken_back"; // the reason in the log; the act is the one undone

} // namespace server::offers
