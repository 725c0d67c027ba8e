#pragma once
#include "models/ladder.hpp"
#include "models/store/clocks.hpp"
#include "server/desk/desk.hpp"

// Starting a clock, letting it stand still, and climbing its ladder (lifecycle.md "Clocks",
// config/ladders.csv).
namespace server::clocks {

// Anew; `row` says what for, whose, and when it is due. Rungs that lie behind are left out.
void start(const Desk&, store::ClockRow row, const std::string& need_type);

// What reminders say of the noun.
struct Known {
    std::string need_type, reference;
    models::Area village;
    models::OrganizationId organization; // of an offer's clock
};
// Reminds the office, tells its supervisor, as far as the ladder says by now. true: the end has come; a clock
// that only escalates is not climbed again.
bool climb(const Desk&, store::ClockRow, const Known&);

// Every clock of the referral and of what hangs on it; what is left of it is counted in working days.
void stand_still(const Desk&, models::ReferralId);
void go_on(const Desk&, models::ReferralId);

} // namespace server::clocks
