#pragma once
#include "models/payment.hpp"
#include "models/store/db.hpp"
#include "server/http/call.hpp"

namespace server::payments {

Response list(const Call&, store::Reader&);
Response new_run(const Call&, store::Reader&);
Response prepare_now(const Call&, store::Writer&);
Response show(const Call&, store::Reader&);
Response change_form(const Call&, store::Reader&);
Response change_now(const Call&, store::Writer&);
Response take_out(const Call&, store::Writer&);
Response read_back(const Call&, store::Writer&);

Response move_now(const Call&, store::Writer&, models::PaymentRunAct);
template <models::PaymentRunAct act> Response move_now(const Call& call, store::Writer& db)
{
    return move_now(call, db, act);
}

// /api/v1
Response list_api(const Call&, store::Reader&);
Response show_api(const Call&, store::Reader&);

} // namespace server::payments
