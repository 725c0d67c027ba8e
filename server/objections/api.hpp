#pragma once
#include "models/store/db.hpp"
#include "server/http/call.hpp"

namespace server::objections {

Response list_api(const Call&, store::Reader&);
Response show_api(const Call&, store::Writer&); // the reading is written down
Response answer_api(const Call&, store::Writer&);

} // namespace server::objections
