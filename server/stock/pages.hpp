#pragma once
#include "models/store/db.hpp"
#include "server/http/call.hpp"

namespace server::stock {

Response list(const Call&, store::Reader&);
Response add_now(const Call&, store::Writer&);
Response move_now(const Call&, store::Writer&); // received, or counted anew

// What goes out with one delivery, and the slip for whoever signs.
Response show_goods(const Call&, store::Reader&);
Response hand_out_now(const Call&, store::Writer&);
Response print_slip(const Call&, store::Writer&);

Response list_api(const Call&, store::Reader&);

} // namespace server::stock
