#pragma once
#include "server/http/route.hpp"
#include "server/http/steps.hpp"

namespace server::rounds {

std::span<const Route> routes();

// Pages.
Response list(const Call&, store::Reader&);
Response new_form(const Call&, store::Reader&);
Response open(const Call&, store::Writer&);
Response cancel(const Call&, store::Writer&);
Response approve(const Call&, store::Writer&);
Response discard(const Call&, store::Writer&);
Response again(const Call&, store::Writer&);
Response certificate(const Call&, store::Reader&);
extern const Steps kShow, kAwards, kOthers, kPayListCsv, kPayListXlsx;

// API.
Response list_api(const Call&, store::Reader&);
Response open_api(const Call&, store::Writer&);
Response show_api(const Call&, store::Reader&);
Response cancel_api(const Call&, store::Writer&);
Response approve_api(const Call&, store::Writer&);
extern const Steps kAwardsApi, kOthersApi, kPayListApi;

} // namespace server::rounds
