#pragma once
#include "models/account.hpp"
#include "models/result.hpp"
#include "models/store/referrals.hpp"
#include "server/http/call.hpp"

namespace server::referrals {

// From ?state=&kind=&need=&area=&q=&only_open=true; what is none of the possible values is a fault at its
// name. Nothing: the filter fits no referral of the actor's, since the area asked for lies elsewhere or the
// words have nothing that can be looked for.
models::Result<std::optional<store::ReferralFilter>> read_filter(const Form& query, const models::Actor&,
                                                                 const Library&);

} // namespace server::referrals
