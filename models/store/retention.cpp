#include "models/store/retention.hpp"
#include "models/store/referral_rows.hpp"

namespace store {

namespace {

constexpr Sql kOver{"retention.referrals", PARASOL_REFERRAL_COLUMNS R"sql(
      FROM referral r
     WHERE r.state IN ('closed', 'entered_in_error') AND r.erased_at IS NULL
       AND ((r.confirmed_at IS NOT NULL AND r.changed_at < :closed)
            OR (r.confirmed_at IS NULL AND r.changed_at < :refused))
       AND NOT EXISTS (SELECT 1 FROM legal_hold h WHERE h.referral_id = r.id AND h.lifted_at IS NULL)
       AND NOT EXISTS (SELECT 1 FROM objection o WHERE o.referral_id = r.id AND o.state = 'open')
     ORDER BY r.id
     LIMIT :limit
)sql"};

constexpr Sql kGivers{"retention.givers", R"sql(
    UPDATE consent
       SET sealed = ''
     WHERE sealed <> '' AND state <> 'given' AND until_day < :before
       AND NOT EXISTS (SELECT 1
                         FROM legal_hold h
                        WHERE h.referral_id = consent.referral_id AND h.lifted_at IS NULL)
)sql"};

constexpr Sql kGuardians{"retention.guardians", R"sql(
    UPDATE guardian_consent
       SET sealed = ''
     WHERE sealed <> '' AND until_day < :before
       AND NOT EXISTS (SELECT 1
                         FROM legal_hold h
                         JOIN offer o ON o.referral_id = h.referral_id
                        WHERE o.id = guardian_consent.offer_id AND h.lifted_at IS NULL)
)sql"};

#define PARASOL_OLD_NOTICES                                                                                  \
    "(SELECT n.id FROM notice n WHERE n.shown_from < :before AND NOT EXISTS (SELECT 1 FROM dispatch_notice " \
    "d "                                                                                                     \
    "WHERE d.notice_id = n.id) ORDER BY n.id LIMIT :limit)"
constexpr Sql kNoticeEvents{"retention.notice_events",
                            "DELETE FROM notice_event WHERE notice_id IN " PARASOL_OLD_NOTICES};
constexpr Sql kNotices{"retention.notices", "DELETE FROM notice WHERE id IN " PARASOL_OLD_NOTICES};

constexpr Sql kFind{"retention_run.find",
                    "SELECT day, began_at, ended_at, outcome FROM retention_run WHERE day = :day"};
constexpr Sql kSave{"retention_run.save", R"sql(
    INSERT INTO retention_run (day, began_at, ended_at, outcome) VALUES (:day, :began, :ended, :outcome)
    ON CONFLICT (day)
    DO UPDATE SET ended_at = excluded.ended_at, outcome = excluded.outcome
        WHERE retention_run.ended_at IS NULL
)sql"};
constexpr Sql kList{
    "retention_run.list",
    "SELECT day, began_at, ended_at, outcome FROM retention_run ORDER BY day DESC LIMIT :limit"};

std::vector<RetentionRun> runs_of(Reader& db, const Sql& sql, const Params& params)
{
    std::vector<RetentionRun> rows;
    auto query = db.query(sql, params);
    for (RetentionRun row; query.next(row.day, row.began_at, row.ended_at, row.outcome);) rows.push_back(row);
    return rows;
}

} // namespace

std::vector<models::Referral> referrals_over(Reader& db, const Periods& periods, int limit)
{
    std::vector<models::Referral> rows;
    auto query =
        db.query(kOver, {{"closed", periods.closed}, {"refused", periods.refused}, {"limit", limit}});
    for (models::Referral row; next_referral(query, row);) rows.push_back(row);
    return rows;
}

std::int64_t forget_givers(Writer& db, models::Date ended_before)
{
    return db.change(kGivers, {{"before", ended_before}}) + db.change(kGuardians, {{"before", ended_before}});
}

std::int64_t forget_notices(Writer& db, models::Time before, int limit)
{
    db.change(kNoticeEvents, {{"before", before}, {"limit", limit}});
    return db.change(kNotices, {{"before", before}, {"limit", limit}});
}

std::optional<RetentionRun> find_retention_run(Reader& db, models::Date day)
{
    auto rows = runs_of(db, kFind, {{"day", day}});
    if (rows.empty()) return {};
    return std::move(rows.front());
}

bool save_retention_run(Writer& db, const RetentionRun& run)
{
    return db.change(kSave, {{"day", run.day},
                             {"began", run.began_at},
                             {"ended", run.ended_at},
                             {"outcome", run.outcome}}) == 1;
}

std::vector<RetentionRun> list_retention_runs(Reader& db, int limit)
{
    return runs_of(db, kList, {{"limit", limit}});
}

} // namespace store
