#include "models/store/attendance.hpp"

namespace store {

namespace {

constexpr Sql kInsert{"attendance.insert", R"sql(
    INSERT INTO attendance (session_id, offer_id, number, mark, by_id, at)
    VALUES (:session, :child, :number, :mark, :by, :at)
)sql"};
constexpr Sql kOf{"attendance.of", R"sql(
    SELECT session_id, offer_id, number, mark, by_id, at
      FROM attendance
     WHERE session_id = :session
     ORDER BY number, offer_id
)sql"};
constexpr Sql kOfChild{"attendance.of_child", R"sql(
    SELECT a.session_id, a.offer_id, a.number, a.mark, a.by_id, a.at, s.on_day, s.kind
      FROM attendance a
      JOIN site_session s ON s.id = a.session_id
     WHERE a.offer_id = :child
     ORDER BY s.on_day, s.from_minute, a.number
)sql"};
constexpr Sql kSessions{"site_session.sums", R"sql(
    SELECT site_id, kind, SUM(CASE WHEN state = 'held' THEN 1 ELSE 0 END),
           SUM(CASE WHEN state = 'cancelled' THEN 1 ELSE 0 END),
           SUM(CASE WHEN state = 'held' THEN until_minute - from_minute ELSE 0 END)
      FROM site_session
     WHERE site_id BETWEEN :first AND :last AND on_day >= :from AND on_day < :until
     GROUP BY site_id, kind
     ORDER BY site_id, kind
)sql"};
constexpr Sql kSums{"attendance.sums", R"sql(
    SELECT s.site_id, COUNT(DISTINCT a.offer_id), COUNT(*), SUM(CASE WHEN a.mark = 'present' THEN 1 ELSE 0 END),
           SUM(CASE WHEN a.mark = 'present' THEN s.until_minute - s.from_minute ELSE 0 END)
      FROM site_session s
      JOIN attendance a ON a.session_id = s.id
     WHERE s.site_id BETWEEN :first AND :last AND s.on_day >= :from AND s.on_day < :until
       AND NOT EXISTS (SELECT 1 FROM attendance later
                        WHERE later.session_id = a.session_id AND later.offer_id = a.offer_id
                          AND later.number > a.number)
     GROUP BY s.site_id
     ORDER BY s.site_id
)sql"};
constexpr Sql kSeated{"offer.count_seated", R"sql(
    SELECT s.id, COUNT(*)
      FROM site s
      JOIN offer o ON o.program_id = s.program_id AND o.site = s.code
     WHERE s.id BETWEEN :first AND :last AND o.accepted_at < :until
       AND (o.state IN ('accepted', 'delivering')
            OR (o.state IN ('fulfilled', 'partly_fulfilled', 'failed', 'consent_ended')
                AND EXISTS (SELECT 1 FROM offer_move m
                             WHERE m.offer_id = o.id AND m.to_state = o.state AND m.at >= :from)))
     GROUP BY s.id
)sql"};

// One site, or all of them.
template <class When> Params asked(models::SiteId site, When from, When until)
{
    const std::int64_t last = site ? site.value : INT64_MAX;
    return {{"first", site.value}, {"last", last}, {"from", from}, {"until", until}};
}

} // namespace

void insert_attendance(Writer& db, const AttendanceRow& row)
{
    db.change(kInsert, {{"session", row.session},
                        {"child", row.child},
                        {"number", row.number},
                        {"mark", row.mark},
                        {"by", row.by},
                        {"at", row.at}});
}

std::vector<AttendanceRow> attendance_of(Reader& db, models::SiteSessionId session)
{
    std::vector<AttendanceRow> all;
    auto query = db.query(kOf, {{"session", session}});
    for (AttendanceRow row; query.next(row.session, row.child, row.number, row.mark, row.by, row.at);)
        all.push_back(row);
    return all;
}

std::vector<AttendedRow> attendance_of_child(Reader& db, models::OfferId child)
{
    std::vector<AttendedRow> all;
    auto query = db.query(kOfChild, {{"child", child}});
    for (AttendedRow row; query.next(row.entry.session, row.entry.child, row.entry.number, row.entry.mark,
                                     row.entry.by, row.entry.at, row.on, row.kind);)
        all.push_back(row);
    return all;
}

std::vector<SessionSum> session_sums(Reader& db, models::SiteId site, models::Date from, models::Date until)
{
    std::vector<SessionSum> all;
    auto query = db.query(kSessions, asked(site, from, until));
    for (SessionSum row; query.next(row.site, row.kind, row.held, row.cancelled, row.minutes);)
        all.push_back(row);
    return all;
}

std::vector<AttendanceSum> attendance_sums(Reader& db, models::SiteId site, models::Date from,
                                           models::Date until)
{
    std::vector<AttendanceSum> all;
    auto query = db.query(kSums, asked(site, from, until));
    for (AttendanceSum row; query.next(row.site, row.children, row.marks, row.present, row.minutes);)
        all.push_back(row);
    return all;
}

std::map<models::SiteId, std::int64_t> count_seated(Reader& db, models::SiteId site, models::Time from,
                                                    models::Time until)
{
    std::map<models::SiteId, std::int64_t> counts;
    auto query = db.query(kSeated, asked(site, from, until));
    models::SiteId at;
    for (std::int64_t count{}; query.next(at, count);) counts.emplace(at, count);
    return counts;
}

} // namespace store
