#pragma once
#include "models/store/db.hpp"
#include "server/http/call.hpp"

namespace server::looks {

Response show(const Call&, store::Reader&);      // of one referral, for an officer
Response send_file(const Call&, store::Writer&); // all that is held about the family; written down

} // namespace server::looks
