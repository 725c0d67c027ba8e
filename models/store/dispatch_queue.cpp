#include "models/store/channels.hpp"
#include "models/store/dispatches.hpp"
#include <algorithm>

namespace store {

namespace {

constexpr Sql kHooks{"channel.hooks_of", R"sql(
    SELECT c.id, c.topics
      FROM channel c JOIN account a ON a.id = c.account_id
     WHERE c.kind <> 'mail' AND c.state = 'on' AND (a.role <> 'integrator' OR a.active = 1)
       AND (c.side = 'system' OR (c.side = :side AND COALESCE(c.area, 0) = :area AND COALESCE(c.organization_id, 0) = :organization
                                  AND c.supervisor >= :supervisor))
)sql"};
constexpr Sql kMailOfCharity{"channel.mail_of_charity", R"sql(
    SELECT c.id
      FROM account a JOIN channel c ON c.mail_of = a.id
     WHERE c.state = 'on' AND a.active = 1
       AND a.organization_id = :organization AND a.role IN ('caseworker', 'charity_manager')
       AND (:supervisor = 0 OR a.role = 'charity_manager')
)sql"};
constexpr Sql kMailOfOffice{"channel.mail_of_office", R"sql(
    SELECT c.id
      FROM account a JOIN channel c ON c.mail_of = a.id
     WHERE c.state = 'on' AND a.active = 1
       AND a.role = :role AND a.area = :area AND (:supervisor = 0 OR a.lead = 1)
)sql"};

constexpr Sql kInsert{"dispatch.insert", R"sql(
    INSERT INTO dispatch (id, channel_id, kind, state, subject, gathers_for, tries, next_at, outcome, made_at)
    VALUES (:id, :channel, :kind, 'waiting', :subject, NULL, 0, :next, '', :now)
)sql"};
constexpr Sql kInsertGathering{"dispatch.insert_gathering", R"sql(
    INSERT INTO dispatch (id, channel_id, kind, state, subject, gathers_for, tries, next_at, outcome, made_at)
    VALUES (:id, :channel, 'batch', 'waiting', 'mail', :gathers_for, 0, :next, '', :now)
    ON CONFLICT DO NOTHING
)sql"};
// Locks it: who claims it afterwards reads the notice, too.
constexpr Sql kJoin{"dispatch.join", R"sql(
    UPDATE dispatch
       SET next_at = CASE WHEN next_at > :next THEN :sooner ELSE next_at END
     WHERE gathers_for = :channel
    RETURNING id
)sql"};
constexpr Sql kInsertNotice{"dispatch_notice.insert",
                            "INSERT INTO dispatch_notice (dispatch_id, notice_id) VALUES (:id, :notice)"};

std::vector<models::ChannelId> ids_of(Query&& query)
{
    std::vector<models::ChannelId> ids;
    for (models::ChannelId id; query.next(id);) ids.push_back(id);
    return ids;
}

std::vector<models::ChannelId> mail_channels(Writer& db, const models::Office& to)
{
    if (to.side == models::Side::charity)
        return ids_of(db.query(kMailOfCharity,
                               {{"organization", to.organization.value}, {"supervisor", to.supervisor}}));
    return ids_of(
        db.query(kMailOfOffice, {{"role", to.side}, {"area", to.area.code}, {"supervisor", to.supervisor}}));
}

std::vector<models::ChannelId> hooks_for(Writer& db, const NoticeRow& notice)
{
    std::vector<models::ChannelId> hooks;
    const auto topic = models::topic_of(notice.about);
    auto query = db.query(kHooks, {{"side", notice.to.side},
                                   {"area", notice.to.area.code},
                                   {"organization", notice.to.organization.value},
                                   {"supervisor", notice.to.supervisor}});
    std::string topics;
    for (models::ChannelId id; query.next(id, topics);)
        if (topics.contains(topic)) hooks.push_back(id);
    return hooks;
}

models::DispatchId insert(Writer& db, models::ChannelId channel, models::DispatchKind kind,
                          const std::string& subject, models::Time at, models::Time now)
{
    const auto id = db.new_id<models::DispatchId>();
    db.change(
        kInsert,
        {{"id", id}, {"channel", channel}, {"kind", kind}, {"subject", subject}, {"next", at}, {"now", now}});
    return id;
}

std::optional<models::DispatchId> join(Writer& db, models::ChannelId channel, models::Time at)
{
    auto query = db.query(kJoin, {{"next", at}, {"sooner", at}, {"channel", channel}});
    models::DispatchId id;
    return query.next(id) ? std::optional(id) : std::nullopt;
}

// The mail that gathers what is new for this channel; a new one where the last has gone out.
models::DispatchId gathering(Writer& db, models::ChannelId channel, models::Time at, models::Time now)
{
    if (const auto open = join(db, channel, at)) return *open;
    const auto id = db.new_id<models::DispatchId>();
    if (db.change(kInsertGathering,
                  {{"id", id}, {"channel", channel}, {"gathers_for", channel}, {"next", at}, {"now", now}}) ==
        1)
        return id;
    const auto other = join(db, channel, at);
    return other ? *other : insert(db, channel, models::DispatchKind::batch, "mail", at, now);
}

} // namespace

void queue_dispatches(Writer& db, const NoticeRow& notice, models::Time now)
{
    const auto add = [&](models::DispatchId id) {
        db.change(kInsertNotice, {{"id", id}, {"notice", notice.id}});
    };
    const auto subject = std::string(models::name_of(notice.noun)) + "/" + std::to_string(notice.noun_id);
    for (const auto channel : hooks_for(db, notice))
        add(insert(db, channel, models::DispatchKind::notice, subject, now, now));
    const auto at = models::is_urgent(notice.about, notice.to) ? now : now + kMailGathers;
    for (const auto channel : mail_channels(db, notice.to)) add(gathering(db, channel, at, now));
}

models::DispatchId queue_dispatch(Writer& db, models::ChannelId channel, models::DispatchKind kind,
                                  models::Time now)
{
    return insert(db, channel, kind, "mail", now, now);
}

} // namespace store
