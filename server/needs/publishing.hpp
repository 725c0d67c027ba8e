#pragma once
#include "server/desk/desk.hpp"

// What is told to donors: needs by county, category and the month of their confirmation.
namespace server::needs {

inline constexpr int kDelayDays = 7; // after the end of a month, before it is published
inline constexpr int kMonths = 12;   // so many are shown, and published later if they never were

models::Date newest_final(models::Date today); // the month that was last to be published

// A month's needs are published once, when the month is final: what is lacking then of what was confirmed in
// it. At most one month a turn; once a minute.
void publish_due(const Desk&);

} // namespace server::needs
