#pragma once
#include "models/store/db.hpp"
#include "server/http/call.hpp"

namespace server::attachments {

Response open_file(const Call&, store::Writer&);
Response add_vouchers_now(const Call&, store::Writer&);
Response add_signed_form_now(const Call&, store::Writer&);
Response add_vouchers_api(const Call&, store::Writer&);

} // namespace server::attachments
