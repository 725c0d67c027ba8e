#pragma once
#include "models/store/attendance.hpp"
#include "server/sites/plan.hpp"
#include "server/sites/roll.hpp"
#include <map>

// 点名: who was there, in one submission. What is written stays; a correction is a new entry.
namespace server::sites {

using Marks = std::map<models::OfferId, models::Mark>;

// What counts of each child by the sheet of this number (0: nothing yet).
std::map<models::OfferId, store::AttendanceRow> counting(const std::vector<store::AttendanceRow>&,
                                                         std::int64_t sheet);

struct Taken {
    std::int64_t seen{};       // the sheet on which the ticks were made
    Marks marks;               // of those who were ticked
    bool rest_present = false; // the others were there
};
// Somebody else has marked this child otherwise since `seen`.
struct Clash {
    models::OfferId child;
    store::AttendanceRow theirs;
    models::Mark mine{};
};
struct TakenResult {
    std::int64_t saved{};       // entries that are new
    std::vector<Clash> clashes; // if there are any, nothing was saved
};
// Not before the day, and not of a session that was cancelled. Faults: error.attendance.nothing,
// error.attendance.child for one who had no seat that day.
models::Result<TakenResult> take_attendance(const Desk&, const SitePlace&, SiteSessionRow, const Taken&);

} // namespace server::sites
