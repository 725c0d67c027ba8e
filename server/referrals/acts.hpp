#pragma once
#include "models/result.hpp"
#include "server/http/call.hpp"
#include "server/referrals/service.hpp"

// What was typed into an act's form, as the service wants it; and the act itself.
namespace server::referrals {

// Values that cannot be read (an amount, a date) are faults beside those of the service.
models::Result<models::Referral> perform(const Desk&, const Seen&, models::ReferralAct, const Form&,
                                         const models::Household&);

// The answer in the form of the question: "fact", "member", "need", "value".
models::Result<Answer> read_answer(const Form&);

} // namespace server::referrals
