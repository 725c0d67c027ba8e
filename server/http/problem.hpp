#pragma once
#include "models/result.hpp"
#include "server/http/call.hpp"
#include <string_view>

namespace server {

int status_for(models::Reason, bool api); // the one switch (http/refusals.cpp)

// RFC 9457 application/problem+json for the API; for pages the error page of templates/errors. In the call's
// language.
Response refusal_response(const Call&, const models::Refusal&);
Response not_found(const Call&);
Response forbidden(const Call&);
Response busy(const Call&, models::Fault); // 503: not done, may be asked again

// The same for a status that no rule gave: "problem.405", "problem.503" … are its sentences.
Response problem_response(const Call&, int status);

std::string_view phrase_of(int status); // "Not Found"

} // namespace server
