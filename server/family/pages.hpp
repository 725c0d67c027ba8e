#pragma once
#include "server/http/steps.hpp"

// The pages of a family: entered with the 8 symbols on its slip and the last four of the contact person's ID.
namespace server::family {

// The same answer for a code that does not exist and for wrong digits, and both ask one question of the
// database. Wrong tries lock: 5 a code and address and 50 an address in 15 minutes (auth/throttle.hpp), and
// 20 a code from anywhere in a day, after which the office makes a new code.
inline constexpr std::int64_t kFailuresOfCode = 20;
Response show_sign_in(const Call&, store::Reader&);
extern const Steps kSignIn;
Response sign_out(const Call&, store::Writer&);

Response show_case(const Call&, store::Writer&); // the reading is written down
Response show_looks(const Call&, store::Reader&);

// What the family decides. Said twice, it is done once.
Response ask_consent(const Call&, store::Reader&); // a new one, for those whose help fits
Response take_consent(const Call&, store::Writer&);
Response end_consent(const Call&, store::Writer&); // of one organization, or of all the consent names
Response confirm_arrival(const Call&, store::Writer&);
Response ask_objection(const Call&, store::Reader&);
Response take_objection(const Call&, store::Writer&);
Response ask_objection_again(const Call&, store::Reader&); // with what was written before the session ended
Response ask_withdraw(const Call&, store::Reader&);
Response take_withdraw(const Call&, store::Writer&);

} // namespace server::family
