#pragma once
#include "server/offers/service.hpp"

// Inside the service: a need goes before a program, by a person or by a standing rule.
namespace server::offers {

struct Sending {
    models::Side side{};
    std::string reason; // a code
    std::string note;   // sealed
};
// Plan, line and offer in one; nothing stands against it (Prospect::objections). Full: it waits in line.
Moved send(const Desk&, const Prospect&, const Sending&);

} // namespace server::offers
