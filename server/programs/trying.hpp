#pragma once
#include "models/store/audit.hpp"
#include "server/programs/trials.hpp"
#include <expected>

// How a what-if that goes on beside requests is looked at and ended.
namespace server::programs {

// The program of the address, for those who may try it.
std::expected<models::Program, Response> program_to_try(const Call&, store::Reader&);

// Of one account at most 30 test drives and what-ifs in 24 hours: enough to try a rule in the making, too few
// to find a person by many questions. Counted and logged before anything is looked at; a response: too many.
std::optional<Response> count_trial(const Call&, store::Writer&, models::SketchId, const store::AuditEvent&);

// How far it is: a page that looks again by itself, with a form to stop it that keeps what was typed; over
// the API 202 and where to look.
Response trying_response(const Call&, const models::Program&, TrialState, int permille);

} // namespace server::programs
