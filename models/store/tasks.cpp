#include "models/store/tasks.hpp"
#include "models/store/referral_rows.hpp"
#include <algorithm>

namespace store {

namespace {

constexpr int kMost = 1'000;

// COALESCE: where it is about none, none equals none.
constexpr Sql kBegin{"task.begin", R"sql(
    INSERT INTO task (id, kind, referral_id, offer_id, need_id, program_id, organization_id, side, reason, begun_by,
                      begun_at, due_at)
    SELECT :id, :kind, :referral, :offer, :need, :program, :organization, :side, :reason, :by, :now, :due
      FROM referral
     WHERE id = :for
       AND NOT EXISTS (SELECT 1
                         FROM task
                        WHERE referral_id = :same AND kind = :same_kind AND done_at IS NULL
                          AND COALESCE(offer_id, 0) = :same_offer AND COALESCE(need_id, 0) = :same_need
                          AND COALESCE(program_id, 0) = :same_program)
)sql"};

constexpr Sql kEnd{"task.end",
                   "UPDATE task SET done_at = :now, done_by = :by WHERE id = :id AND done_at IS NULL"};
constexpr Sql kEndKind{"task.end_kind", R"sql(
    UPDATE task SET done_at = :now, done_by = :by WHERE referral_id = :referral AND kind = :kind AND done_at IS NULL
)sql"};
constexpr Sql kEndOfOffer{"task.end_of_offer", R"sql(
    UPDATE task SET done_at = :now, done_by = :by WHERE offer_id = :offer AND kind = :kind AND done_at IS NULL
)sql"};
constexpr Sql kEndEvery{"task.end_every", R"sql(
    UPDATE task SET done_at = :now, done_by = :by WHERE referral_id = :referral AND done_at IS NULL
)sql"};

#define PARASOL_TASK                                                                                         \
    R"sql(
    SELECT t.id, t.kind, t.referral_id, t.offer_id, t.need_id, t.program_id, t.organization_id, t.reason, t.begun_by,
           t.begun_at, t.due_at, COALESCE(o.reference, r.reference), r.village, COALESCE(o.need_type, '')
      FROM task t
      JOIN referral r ON r.id = t.referral_id
      LEFT JOIN offer o ON o.id = t.offer_id
     WHERE t.done_at IS NULL
)sql"
constexpr Sql kDueInArea{"task.due_in_area", PARASOL_TASK R"sql(
       AND t.side = :side AND r.village BETWEEN :low AND :high AND t.due_at < :before
       AND (t.due_at, t.id) >= (:from, :from_id)
     ORDER BY t.due_at, t.id
     LIMIT :limit
)sql"};
constexpr Sql kDueAt{"task.due_at_organization", PARASOL_TASK R"sql(
       AND t.side = 'charity' AND t.organization_id = :organization AND t.due_at < :before
       AND (t.due_at, t.id) >= (:from, :from_id)
     ORDER BY t.due_at, t.id
     LIMIT :limit
)sql"};
constexpr Sql kSystem{"task.due_for_system", PARASOL_TASK R"sql(
       AND t.side = 'system' AND t.due_at <= :until
     ORDER BY t.due_at, t.id
     LIMIT :limit
)sql"};
constexpr Sql kOf{"task.of_referral", PARASOL_TASK "AND t.referral_id = :referral ORDER BY t.due_at, t.id"};
#undef PARASOL_TASK
constexpr Sql kOfProgram{"task.of_program", R"sql(
    SELECT id FROM task WHERE done_at IS NULL AND side = :side AND kind = :kind AND program_id = :program LIMIT 1
)sql"};

std::vector<TaskRow> all_of(Query&& query)
{
    std::vector<TaskRow> rows;
    for (TaskRow row; query.next(row.id, row.kind, row.referral, row.offer, row.need, row.program,
                                 row.organization, row.reason, row.begun_by, row.begun_at, row.due_at,
                                 row.reference, row.village, row.need_type);)
        rows.push_back(row);
    return rows;
}

} // namespace

void begin_task(Writer& db, const TaskRow& row)
{
    db.change(kBegin, {{"id", db.new_id<models::TaskId>()},
                       {"kind", row.kind},
                       {"referral", row.referral},
                       {"offer", row.offer},
                       {"need", row.need},
                       {"program", row.program},
                       {"organization", row.organization},
                       {"side", models::rule_of(row.kind).side},
                       {"reason", row.reason},
                       {"by", row.begun_by},
                       {"now", row.begun_at},
                       {"due", row.due_at},
                       {"for", row.referral},
                       {"same", row.referral},
                       {"same_kind", row.kind},
                       {"same_offer", row.offer.value},
                       {"same_need", row.need.value},
                       {"same_program", row.program.value}});
}

bool end_task(Writer& db, models::TaskId id, models::AccountId by, models::Time now)
{
    return db.change(kEnd, {{"now", now}, {"by", by}, {"id", id}}) == 1;
}

void end_tasks(Writer& db, models::ReferralId referral, models::TaskKind kind, models::AccountId by,
               models::Time now)
{
    db.change(kEndKind, {{"now", now}, {"by", by}, {"referral", referral}, {"kind", kind}});
}

void end_tasks(Writer& db, models::OfferId offer, models::TaskKind kind, models::AccountId by,
               models::Time now)
{
    db.change(kEndOfOffer, {{"now", now}, {"by", by}, {"offer", offer}, {"kind", kind}});
}

void end_every_task(Writer& db, models::ReferralId referral, models::AccountId by, models::Time now)
{
    db.change(kEndEvery, {{"now", now}, {"by", by}, {"referral", referral}});
}

std::vector<TaskRow> tasks_due(Reader& db, models::Area area, models::Side side, models::Time before,
                               int limit, const DueFrom& from)
{
    const auto [low, high] = codes_in(area);
    return all_of(db.query(kDueInArea, {{"side", side},
                                        {"low", low},
                                        {"high", high},
                                        {"before", before},
                                        {"from", from.due_at},
                                        {"from_id", from.id},
                                        {"limit", std::clamp(limit, 1, kMost)}}));
}

std::vector<TaskRow> tasks_due(Reader& db, models::OrganizationId organization, models::Time before,
                               int limit, const DueFrom& from)
{
    return all_of(db.query(kDueAt, {{"organization", organization},
                                    {"before", before},
                                    {"from", from.due_at},
                                    {"from_id", from.id},
                                    {"limit", std::clamp(limit, 1, kMost)}}));
}

std::vector<TaskRow> system_tasks_due(Reader& db, models::Time until, int limit)
{
    return all_of(db.query(kSystem, {{"until", until}, {"limit", std::clamp(limit, 1, kMost)}}));
}

bool has_open_task(Reader& db, models::ProgramId program, models::TaskKind kind)
{
    auto query =
        db.query(kOfProgram, {{"side", models::rule_of(kind).side}, {"kind", kind}, {"program", program}});
    models::TaskId id;
    return query.next(id);
}

std::vector<TaskRow> open_tasks_of(Reader& db, models::ReferralId referral)
{
    return all_of(db.query(kOf, {{"referral", referral}}));
}

} // namespace store
