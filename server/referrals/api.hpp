#pragma once
#include "server/http/route.hpp"

// /api/v1/referrals; docs/api.md "Referrals"
namespace server::referrals {

Response list_api(const Call&, store::Reader&);
Response show_api(const Call&, store::Writer&); // the reading is in the audit
Response create_api(const Call&, store::Writer&);
Response change_api(const Call&, store::Writer&);
Response move_api(const Call&, store::Writer&);

Response consents_api(const Call&, store::Reader&);
Response give_consent_api(const Call&, store::Writer&);
Response withdraw_consent_api(const Call&, store::Writer&);

} // namespace server::referrals
