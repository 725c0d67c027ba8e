#pragma once
#include "server/http/route.hpp"
#include "server/http/steps.hpp"
#include <nlohmann/json_fwd.hpp>

// Inside the feature: what routes.cpp puts into its table.
namespace server::home {

Response show(const Call&, store::Reader&);
Response front(const Call&, store::Reader&); // nobody has signed in
Response desk(const Call&, store::Reader&);  // what waits for the one who has

extern const Steps kAlive;   // the process answers
extern const Steps kReady;   // … and its database does
extern const Steps kMetrics; // Prometheus text, for this machine and administrators

} // namespace server::home
