#pragma once
#include "models/store/db.hpp"
#include "server/http/call.hpp"
#include <functional>

namespace server {

// Runs `act` once per key of this account and keeps its answer in the same savepoint: the same key with the
// same body gets the first answer again, with another body a refusal (API 422, page 409). The API's key is
// the field Idempotency-Key (missing or not 1 … 200 visible characters: 400); a page's is its hidden field
// "once", made by new_form_token (missing: 400).
Response run_once(const Call& call, store::Writer& db, const std::function<Response()>& act);

// Value of the hidden field "once" of a form whose POST uses run_once.
std::string new_form_token();

} // namespace server
