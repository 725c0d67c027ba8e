#pragma once
#include "models/store/db.hpp"
#include "server/http/steps.hpp"

namespace server::attachments {

Response open_file(const Call&, store::Writer&);
extern const Steps kAddVouchers, kAddSignedForm, kAddVouchersApi;

} // namespace server::attachments
