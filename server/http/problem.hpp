#pragma once
#include "models/result.hpp"
#include "server/http/call.hpp"

namespace server {

int status_for(models::Reason, bool api); // the one switch (http/refusals.cpp)

// RFC 9457 application/problem+json for the API; for pages the error page of templates/errors. In the call's
// language.
Response refusal_response(const Call&, const models::Refusal&);
Response not_found(const Call&);
Response forbidden(const Call&);

} // namespace server
