#pragma once
#include "models/referral_moves.hpp"
#include "models/store/db.hpp"
#include "server/http/call.hpp"

// Acts on a referral: a short form each, and a POST that does it once.
namespace server::referrals {

Response show_act(const Call&, store::Writer&, models::ReferralAct);
Response take_act(const Call&, store::Writer&, models::ReferralAct);

// As rows of the table of routes want them.
template <models::ReferralAct act> Response show_act(const Call& call, store::Writer& db)
{
    return show_act(call, db, act);
}
template <models::ReferralAct act> Response take_act(const Call& call, store::Writer& db)
{
    return take_act(call, db, act);
}

Response take_answer(const Call&, store::Writer&);

Response ask_reveal(const Call&, store::Reader&); // why?
Response show_revealed(const Call&, store::Writer&);

} // namespace server::referrals
