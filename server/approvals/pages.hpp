#pragma once
#include "server/http/route.hpp"
#include "server/http/steps.hpp"

namespace server::approvals {

Response list(const Call&, store::Reader&);
Response show(const Call&, store::Writer&);
Response take_decision(const Call&, store::Writer&);
Response take_back_one(const Call&, store::Writer&);

Response ask_erasure(const Call&, store::Reader&);
Response take_erasure(const Call&, store::Writer&);
Response show_keys(const Call&, store::Reader&);
Response ask_for_keys(const Call&, store::Writer&);
Response ask_export(const Call&, store::Reader&);
Response take_export(const Call&, store::Writer&);

extern const Steps kFile;

} // namespace server::approvals
