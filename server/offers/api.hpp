#pragma once
#include "server/http/steps.hpp"

namespace server::offers {

Response list_api(const Call&, store::Reader&);
Response show_api(const Call&, store::Writer&); // a charity's first look is the move `open`
Response move_api(const Call&, store::Writer&);
extern const Steps kOfferApi;

} // namespace server::offers
