#include "models/store/notices.hpp"
#include "models/store/dispatches.hpp"
#include <algorithm>

namespace store {

namespace {

constexpr int kMost = 101;

constexpr Sql kInsert{"notice.insert", R"sql(
    INSERT INTO notice (id, about, noun, noun_id, reference, side, area, organization_id, supervisor, state, shown_from)
    VALUES (:id, :about, :noun, :noun_id, :reference, :side, :area, :organization, :supervisor, :state, :from)
)sql"};

constexpr Sql kNextNumber{"notice_event.next_number",
                          "SELECT COALESCE(MAX(number), 0) + 1 FROM notice_event WHERE notice_id = :id"};
constexpr Sql kInsertEvent{"notice_event.insert", R"sql(
    INSERT INTO notice_event (notice_id, number, channel, state, by_id, at)
    VALUES (:id, :number, 'in_page', :state, :by, :at)
)sql"};
constexpr Sql kSaveState{"notice.save_state", "UPDATE notice SET state = :state WHERE id = :id"};

constexpr Sql kWaitingAbout{
    "notice.waiting_about",
    "SELECT id FROM notice WHERE noun = :noun AND noun_id = :id AND state = 'waiting'"};

#define PARASOL_OFFICE                                                                                       \
    "side = :side AND COALESCE(area, 0) = :area AND COALESCE(organization_id, 0) = :organization "           \
    "AND supervisor <= :supervisor "
constexpr Sql kUnread{"notice.unread", "SELECT id FROM notice WHERE state = 'told' AND " PARASOL_OFFICE};
constexpr Sql kCountUnread{"notice.count_unread",
                           "SELECT COUNT(*) FROM notice WHERE state = 'told' AND " PARASOL_OFFICE};

constexpr Sql kUnreadOfAll{"notice.unread_of_all", R"sql(
    SELECT side, area, organization_id, supervisor, COUNT(*)
      FROM notice
     WHERE state = 'told'
     GROUP BY side, area, organization_id, supervisor
)sql"};

#define PARASOL_NOTICE                                                                                       \
    "SELECT id, about, noun, noun_id, reference, side, area, organization_id, supervisor, state, "           \
    "shown_from "                                                                                            \
    "FROM notice "
constexpr Sql kList{"notice.list",
                    PARASOL_NOTICE "WHERE state IN ('told', 'read') AND " PARASOL_OFFICE
                                   "AND (:newest = 1 OR id < :before) ORDER BY id DESC LIMIT :limit"};
constexpr Sql kOutbox{"notice.outbox",
                      PARASOL_NOTICE "WHERE (:newest = 1 OR id < :before) ORDER BY id DESC LIMIT :limit"};
constexpr Sql kWaiting{"notice.waiting", PARASOL_NOTICE
                       "WHERE state = 'waiting' AND shown_from <= :now ORDER BY shown_from, id LIMIT 1000"};
constexpr Sql kOfDispatch{"notice.of_dispatch", PARASOL_NOTICE
                          "WHERE id IN (SELECT notice_id FROM dispatch_notice WHERE dispatch_id = :id) "
                          "ORDER BY id"};
#undef PARASOL_NOTICE
#undef PARASOL_OFFICE

void change_state(Writer& db, models::NoticeId id, models::NoticeState state, models::AccountId by,
                  models::Time now)
{
    std::int64_t number{};
    {
        auto query = db.query(kNextNumber, {{"id", id}});
        query.next(number);
    }
    db.change(kInsertEvent, {{"id", id}, {"number", number}, {"state", state}, {"by", by}, {"at", now}});
    db.change(kSaveState, {{"state", state}, {"id", id}});
}

std::vector<models::NoticeId> ids_of(Query&& query)
{
    std::vector<models::NoticeId> ids;
    for (models::NoticeId id; query.next(id);) ids.push_back(id);
    return ids;
}

std::vector<NoticeRow> all_of(Query&& query)
{
    std::vector<NoticeRow> rows;
    for (NoticeRow row;
         query.next(row.id, row.about, row.noun, row.noun_id, row.reference, row.to.side, row.to.area,
                    row.to.organization, row.to.supervisor, row.state, row.shown_from);)
        rows.push_back(row);
    return rows;
}

// On pages from now on, and by every channel that asks for it.
void tell(Writer& db, const NoticeRow& row, models::Time now)
{
    change_state(db, row.id, models::NoticeState::told, {}, now);
    queue_dispatches(db, row, now);
}

Params params_of(const models::Office& office)
{
    return {{"side", office.side},
            {"area", office.area.code},
            {"organization", office.organization.value},
            {"supervisor", office.supervisor}};
}

} // namespace

void insert_notice(Writer& db, NoticeRow row, models::Time now)
{
    const auto id = row.id = db.new_id<models::NoticeId>();
    db.change(kInsert, {{"id", id},
                        {"about", row.about},
                        {"noun", row.noun},
                        {"noun_id", row.noun_id},
                        {"reference", row.reference},
                        {"side", row.to.side},
                        {"area", row.to.area},
                        {"organization", row.to.organization},
                        {"supervisor", row.to.supervisor},
                        {"state", models::NoticeState::waiting},
                        {"from", row.shown_from}});
    const bool at_once = row.shown_from <= now;
    if (at_once) return tell(db, row, now);
    change_state(db, id, models::NoticeState::waiting, {}, now);
}

void take_back_notices(Writer& db, NoticeNoun noun, std::int64_t noun_id, models::Time now)
{
    for (const auto id : ids_of(db.query(kWaitingAbout, {{"noun", noun}, {"id", noun_id}})))
        change_state(db, id, models::NoticeState::taken_back, {}, now);
}

std::int64_t tell_notices(Writer& db, models::Time now)
{
    const auto rows = all_of(db.query(kWaiting, {{"now", now}}));
    for (const auto& row : rows) tell(db, row, now);
    return std::ssize(rows);
}

void read_notices(Writer& db, const models::Office& office, models::AccountId by, models::Time now)
{
    for (const auto id : ids_of(db.query(kUnread, params_of(office))))
        change_state(db, id, models::NoticeState::read, by, now);
}

std::vector<NoticeRow> list_notices(Reader& db, const models::Office& office, models::NoticeId before,
                                    int limit)
{
    auto params = params_of(office);
    params.push_back({"newest", !before});
    params.push_back({"before", before.value});
    params.push_back({"limit", std::clamp(limit, 1, kMost)});
    return all_of(db.query(kList, params));
}

std::int64_t count_unread(Reader& db, const models::Office& office)
{
    std::int64_t count{};
    auto query = db.query(kCountUnread, params_of(office));
    query.next(count);
    return count;
}

std::vector<NoticeRow> notices_of(Reader& db, models::DispatchId dispatch)
{
    return all_of(db.query(kOfDispatch, {{"id", dispatch}}));
}

UnreadOf unread_of_all(Reader& db)
{
    UnreadOf counts;
    auto query = db.query(kUnreadOfAll);
    models::Office office;
    for (std::int64_t count{};
         query.next(office.side, office.area, office.organization, office.supervisor, count);)
        counts.emplace_back(office, count);
    return counts;
}

std::vector<NoticeRow> list_outbox(Reader& db, models::NoticeId before, int limit)
{
    return all_of(db.query(
        kOutbox, {{"newest", !before}, {"before", before.value}, {"limit", std::clamp(limit, 1, kMost)}}));
}

} // namespace store
