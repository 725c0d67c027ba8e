#pragma once
#include "server/http/library.hpp"

namespace server::channels {

inline constexpr std::chrono::hours kCodesKept{24}; // that codes were mailed is remembered so long

// Once on each working day, from the hour of the configuration (China time): everybody who asked for it gets
// what is due by the end of the day as one mail; nobody gets an empty one. Some at a time: call it each
// minute.
void queue_daily_mail(store::Writer&, const Library&, models::Time now);

} // namespace server::channels
