#pragma once
#include "server/http/route.hpp"

namespace server::rounds {

std::span<const Route> routes();

// Pages.
Response list(const Call&, store::Reader&);
Response new_form(const Call&, store::Reader&);
Response open(const Call&, store::Writer&);
Response show(const Call&, store::Writer&);
Response awards(const Call&, store::Writer&);
Response others(const Call&, store::Writer&);
Response cancel(const Call&, store::Writer&);
Response approve(const Call&, store::Writer&);
Response discard(const Call&, store::Writer&);
Response again(const Call&, store::Writer&);
Response certificate(const Call&, store::Reader&);
Response pay_list_csv(const Call&, store::Writer&);
Response pay_list_xlsx(const Call&, store::Writer&);

// API.
Response list_api(const Call&, store::Reader&);
Response open_api(const Call&, store::Writer&);
Response show_api(const Call&, store::Reader&);
Response cancel_api(const Call&, store::Writer&);
Response approve_api(const Call&, store::Writer&);
Response awards_api(const Call&, store::Writer&);
Response others_api(const Call&, store::Writer&);
Response pay_list_api(const Call&, store::Writer&);

} // namespace server::rounds
