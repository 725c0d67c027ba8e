#pragma once
#include "models/result.hpp"
#include "server/http/steps.hpp"
#include "server/referrals/document.hpp"

// The pages of referrals for officers, the form apart.
namespace server::referrals {

Response list(const Call&, store::Reader&);
extern const Steps kShow; // the viewing is written down, then matches are looked for
Response show_print(const Call&, store::Writer&);
Response renew_code(const Call&, store::Writer&); // of the slip

// The referral of the path; out of the actor's area there is none, and the sentence names that area.
models::Result<Case> case_in_path(const Call&, store::Reader&);

} // namespace server::referrals
