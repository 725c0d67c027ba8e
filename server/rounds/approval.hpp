#pragma once
#include "server/rounds/service.hpp"

// Inside the service: what approving a round writes.
namespace server::rounds {

// Nothing: all lines are written.
std::optional<models::Refusal> save_lines(const Desk&, const models::AllocationRound&);

} // namespace server::rounds
