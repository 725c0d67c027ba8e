#include "models/store/dispatches.hpp"

namespace store {

namespace {

constexpr Sql kChannelsDue{"channel.due", R"sql(
    SELECT c.id
      FROM channel c
     WHERE EXISTS (SELECT 1 FROM dispatch d WHERE d.channel_id = c.id AND d.state = 'waiting' AND d.next_at <= :now)
     ORDER BY c.id
)sql"};

#define PARASOL_DISPATCH                                                                                     \
    "SELECT d.id, d.channel_id, d.kind, d.state, d.subject, d.tries, d.next_at, d.outcome, d.made_at, "      \
    "d.ended_at FROM dispatch d "
constexpr Sql kDue{"dispatch.due", PARASOL_DISPATCH R"sql(
     WHERE d.channel_id = :channel AND d.state = 'waiting' AND d.next_at <= :now
       AND NOT EXISTS (SELECT 1 FROM dispatch e
                        WHERE e.channel_id = d.channel_id AND e.subject = d.subject AND e.id < d.id AND e.state = 'waiting')
     ORDER BY d.next_at, d.id
     LIMIT :limit
)sql"};
constexpr Sql kFind{"dispatch.find", PARASOL_DISPATCH "WHERE d.id = :id"};
constexpr Sql kList{"dispatch.list",
                    PARASOL_DISPATCH "WHERE d.channel_id = :channel ORDER BY d.id DESC LIMIT :limit"};
#undef PARASOL_DISPATCH

constexpr Sql kClaim{"dispatch.claim", R"sql(
    UPDATE dispatch
       SET tries = tries + 1, next_at = :until, gathers_for = NULL
     WHERE id = :id AND state = 'waiting' AND tries = :tries AND next_at <= :now
)sql"};
constexpr Sql kKeep{"dispatch.keep", R"sql(
    UPDATE dispatch
       SET state = :state, next_at = :next, outcome = :outcome, ended_at = :ended
     WHERE id = :id AND state = 'waiting' AND tries = :tries
)sql"};
constexpr Sql kNextNumber{"dispatch_try.next_number",
                          "SELECT COALESCE(MAX(number), 0) + 1 FROM dispatch_try WHERE dispatch_id = :id"};
constexpr Sql kInsertTry{"dispatch_try.insert", R"sql(
    INSERT INTO dispatch_try (dispatch_id, number, at, took_ms, status, outcome)
    VALUES (:id, :number, :at, :took, :status, :outcome)
)sql"};
constexpr Sql kAgain{"dispatch.again", R"sql(
    UPDATE dispatch
       SET state = 'waiting', tries = 0, next_at = :now, ended_at = NULL
     WHERE id = :id AND channel_id = :channel AND state <> 'waiting'
       AND EXISTS (SELECT 1 FROM channel c WHERE c.id = :same AND c.state = 'on')
)sql"};
constexpr Sql kCount{"dispatch.count", R"sql(
    SELECT COUNT(*) FROM dispatch WHERE state = :state
)sql"};

#define PARASOL_OLD "(SELECT id FROM dispatch WHERE ended_at < :before AND state <> 'waiting')"
constexpr Sql kForgetTries{"dispatch_try.forget",
                           "DELETE FROM dispatch_try WHERE dispatch_id IN " PARASOL_OLD};
constexpr Sql kForgetNotices{"dispatch_notice.forget",
                             "DELETE FROM dispatch_notice WHERE dispatch_id IN " PARASOL_OLD};
#undef PARASOL_OLD
constexpr Sql kForget{"dispatch.forget",
                      "DELETE FROM dispatch WHERE ended_at < :before AND state <> 'waiting'"};

std::vector<DispatchRow> all_of(Query&& query)
{
    std::vector<DispatchRow> rows;
    for (DispatchRow row; query.next(row.id, row.channel, row.kind, row.state, row.subject, row.tries,
                                     row.next_at, row.outcome, row.made_at, row.ended_at);)
        rows.push_back(row);
    return rows;
}

} // namespace

std::vector<models::ChannelId> channels_due(Reader& db, models::Time now)
{
    std::vector<models::ChannelId> ids;
    auto query = db.query(kChannelsDue, {{"now", now}});
    for (models::ChannelId id; query.next(id);) ids.push_back(id);
    return ids;
}

std::vector<DispatchRow> dispatches_due(Reader& db, models::ChannelId channel, models::Time now, int limit)
{
    return all_of(db.query(kDue, {{"channel", channel}, {"now", now}, {"limit", limit}}));
}

bool claim_dispatch(Writer& db, const DispatchRow& row, models::Time now, models::Time until)
{
    return db.change(kClaim, {{"until", until}, {"id", row.id}, {"tries", row.tries}, {"now", now}}) == 1;
}

bool keep_try(Writer& db, const Tried& tried, models::Time now)
{
    if (!find_dispatch(db, tried.id)) return false; // its address was forgotten meanwhile
    std::int64_t number{};
    {
        auto query = db.query(kNextNumber, {{"id", tried.id}});
        query.next(number);
    }
    db.change(kInsertTry, {{"id", tried.id},
                           {"number", number},
                           {"at", tried.began},
                           {"took", std::int64_t{tried.took.count()}},
                           {"status", tried.status},
                           {"outcome", tried.outcome}});
    const bool ended = tried.state != models::DispatchState::waiting;
    return db.change(kKeep, {{"state", tried.state},
                             {"next", tried.next_at},
                             {"outcome", tried.outcome},
                             {"ended", ended ? Value(now) : Value(nullptr)},
                             {"id", tried.id},
                             {"tries", tried.tries}}) == 1;
}

bool send_again(Writer& db, models::ChannelId channel, models::DispatchId id, models::Time now)
{
    return db.change(kAgain, {{"now", now}, {"id", id}, {"channel", channel}, {"same", channel}}) == 1;
}

std::optional<DispatchRow> find_dispatch(Reader& db, models::DispatchId id)
{
    auto rows = all_of(db.query(kFind, {{"id", id}}));
    return rows.empty() ? std::nullopt : std::optional(std::move(rows.front()));
}

std::vector<DispatchRow> list_dispatches(Reader& db, models::ChannelId channel, int limit)
{
    return all_of(db.query(kList, {{"channel", channel}, {"limit", limit}}));
}

DispatchCounts count_dispatches(Reader& db)
{
    const auto count = [&](models::DispatchState state) {
        std::int64_t found{};
        auto query = db.query(kCount, {{"state", state}});
        query.next(found);
        return found;
    };
    return {count(models::DispatchState::waiting), count(models::DispatchState::dead)};
}

void forget_dispatches(Writer& db, models::Time ended_before)
{
    for (const auto& sql : {kForgetTries, kForgetNotices, kForget})
        db.change(sql, {{"before", ended_before}});
}

} // namespace store
