#pragma once
#include "models/site.hpp"
#include "models/store/db.hpp"
#include "models/store/site_days.hpp"
#include <map>
#include <vector>

// Who was there. An entry stays as it was written: a correction is another one, with a higher number.
namespace store {

struct AttendanceRow {
    models::SiteSessionId session;
    models::OfferId child; // a child at a site is its offer
    std::int64_t number{}; // of the sheet it came with
    models::Mark mark{};
    models::AccountId by;
    models::Time at{};
};
void insert_attendance(Writer&, const AttendanceRow&);
std::vector<AttendanceRow> attendance_of(Reader&, models::SiteSessionId); // oldest first

// All entries about one child, with when and what it was.
struct AttendedRow {
    AttendanceRow entry;
    models::Date on{};
    models::SessionKind kind{};
};
std::vector<AttendedRow> attendance_of_child(Reader&, models::OfferId); // by day, then as written

// Sums over [from, until) of one site, or of each that has any (site none); nothing of a person in them.
struct SessionSum {
    models::SiteId site;
    models::SessionKind kind{};
    std::int64_t held{}, cancelled{}, minutes{}; // minutes of those that were held
};
std::vector<SessionSum> session_sums(Reader&, models::SiteId, models::Date from, models::Date until);
struct AttendanceSum {
    models::SiteId site;
    std::int64_t children{};         // of whom there is a mark
    std::int64_t marks{}, present{}; // by what counts now
    std::int64_t minutes{};          // that children were there
};
std::vector<AttendanceSum> attendance_sums(Reader&, models::SiteId, models::Date from, models::Date until);
// Who had a seat at some time in it.
std::map<models::SiteId, std::int64_t> count_seated(Reader&, models::SiteId, models::Time from,
                                                    models::Time until);

} // namespace store
