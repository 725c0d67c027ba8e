#pragma once
#include "models/result.hpp"
#include "models/store/objections.hpp"
#include "server/http/call.hpp"

// The pages of objections and complaints for officers.
namespace server::objections {

Response list(const Call&, store::Reader&);
Response show(const Call&, store::Writer&); // the reading is written down
Response take_answer(const Call&, store::Writer&);
Response ask_raise(const Call&, store::Reader&); // an officer writes down what a family says
Response take_raise(const Call&, store::Writer&);

// The one a path names, in the actor's scope; for pages and API.
models::Result<store::ObjectionRow> objection_in_path(const Call&, store::Reader&);

} // namespace server::objections
