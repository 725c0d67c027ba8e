#pragma once
#include "server/programs/trials.hpp"
#include <expected>

// How a what-if that goes on beside requests is looked at and ended.
namespace server::programs {

// The program of the address, for those who may try it.
std::expected<models::Program, Response> program_to_try(const Call&, store::Reader&);

// How far it is: a page that looks again by itself, with a form to stop it that keeps what was typed; over
// the API 202 and where to look.
Response trying_response(const Call&, const models::Program&, TrialState, int permille);

} // namespace server::programs
