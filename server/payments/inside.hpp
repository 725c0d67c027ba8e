#pragma once
#include "server/http/call.hpp"
#include "server/payments/service.hpp"

// Inside of the pages of payment runs.
namespace server::payments {

inline std::string path_of(models::PaymentRunId id) { return "/payments/" + models::to_text(id); }

Moved run_in_path(const Call&, store::Reader&); // the route's {id}

// Why it could not be done, on the run as it is now.
Response refused(const Call&, store::Reader&, const store::PaymentRunRow&, const models::Refusal&);

} // namespace server::payments
