#include "models/store/worries.hpp"
#include "models/store/referral_rows.hpp"
#include "models/store/seal.hpp"
#include <algorithm>

namespace store {

namespace {

#define PARASOL_WORRY                                                                                        \
    "SELECT w.id, w.reference, w.offer_id, w.site_id, w.kind, w.urgent, w.state, w.due_at, "                 \
    "w.next_at, w.rung, w.version, o.referral_id, r.village, o.organization_id, s.name "                     \
    "FROM worry w "                                                                                          \
    "JOIN offer o ON o.id = w.offer_id "                                                                     \
    "JOIN referral r ON r.id = o.referral_id "                                                               \
    "JOIN site s ON s.id = w.site_id "

// An area has no organization, an organization no area: the other half finds nothing.
#define PARASOL_WORRY_VISIBLE "(r.village BETWEEN :low AND :high OR o.organization_id = :organization) "

constexpr Sql kInsert{"worry.insert", R"sql(
    INSERT INTO worry (id, reference, offer_id, site_id, kind, urgent, state, due_at, next_at, rung, version)
    SELECT :id, o.reference || '-Y' || CAST((SELECT COUNT(*) + 1 FROM worry w WHERE w.offer_id = o.id) AS TEXT), o.id,
           :site, :kind, :urgent, :state, :due, :next, :rung, 1
      FROM offer o
     WHERE o.id = :child
)sql"};
constexpr Sql kSave{"worry.save", R"sql(
    UPDATE worry
       SET state = :state, due_at = :due, next_at = :next, rung = :rung, version = version + 1
     WHERE id = :id AND version = :version
)sql"};
constexpr Sql kInsertMove{"worry_move.insert", R"sql(
    INSERT INTO worry_move (worry_id, number, act, side, by_id, sealed, at)
    VALUES (:worry, :number, :act, :side, :by, :sealed, :at)
)sql"};
constexpr Sql kMoves{"worry_move.of", R"sql(
    SELECT worry_id, number, act, side, by_id, sealed, at FROM worry_move WHERE worry_id = :worry ORDER BY number
)sql"};
constexpr Sql kLastMove{"worry_move.last",
                        "SELECT COALESCE(MAX(number), 0) FROM worry_move WHERE worry_id = :worry"};

constexpr Sql kFind{"worry.find", PARASOL_WORRY "WHERE w.id = :id AND " PARASOL_WORRY_VISIBLE};
constexpr Sql kList{"worry.list", PARASOL_WORRY "WHERE w.id < :before AND " PARASOL_WORRY_VISIBLE
                                                "ORDER BY w.id DESC LIMIT :limit"};
constexpr Sql kDue{"worry.due", PARASOL_WORRY
                   "WHERE w.state IN ('open', 'in_hand') AND w.due_at < :before AND " PARASOL_WORRY_VISIBLE
                   "ORDER BY w.due_at, w.id LIMIT :limit"};
constexpr Sql kAnswered{"worry.answered", PARASOL_WORRY
                        "WHERE w.state = 'answered' AND " PARASOL_WORRY_VISIBLE "ORDER BY w.id LIMIT :limit"};
constexpr Sql kToClimb{"worry.to_climb",
                       PARASOL_WORRY "WHERE w.next_at <= :until ORDER BY w.next_at, w.id LIMIT :limit"};
constexpr Sql kCount{"worry.count", R"sql(
    SELECT w.site_id, COUNT(*)
      FROM worry w
      JOIN worry_move m ON m.worry_id = w.id AND m.number = 1
     WHERE w.site_id BETWEEN :first AND :last AND m.at >= :from AND m.at < :until
     GROUP BY w.site_id
)sql"};

std::vector<WorryRow> rows_in(Query&& query)
{
    std::vector<WorryRow> all;
    for (WorryRow row; query.next(row.id, row.reference, row.child, row.site, row.kind, row.urgent, row.state,
                                  row.due_at, row.next_at, row.rung, row.version, row.referral, row.village,
                                  row.organization, row.site_name);)
        all.push_back(row);
    return all;
}

Params scoped(const WorryScope& scope, Params params)
{
    const auto [low, high] = scope.area ? codes_in(scope.area) : std::pair<std::int64_t, std::int64_t>{1, 0};
    params.push_back({"low", low});
    params.push_back({"high", high});
    params.push_back({"organization", scope.organization});
    return params;
}

std::string place(models::WorryId id, std::int64_t number)
{
    return "worry_move|" + models::to_text(id) + "|" + std::to_string(number);
}

} // namespace

models::WorryId insert_worry(Writer& db, const WorryRow& row)
{
    const auto id = db.new_id<models::WorryId>();
    db.change(kInsert, {{"id", id},
                        {"site", row.site},
                        {"kind", row.kind},
                        {"urgent", row.urgent},
                        {"state", row.state},
                        {"due", row.due_at},
                        {"next", row.next_at},
                        {"rung", row.rung},
                        {"child", row.child}});
    return id;
}

bool save_worry(Writer& db, const WorryRow& row)
{
    return db.change(kSave, {{"state", row.state},
                             {"due", row.due_at},
                             {"next", row.next_at},
                             {"rung", row.rung},
                             {"id", row.id},
                             {"version", row.version}}) == 1;
}

void insert_worry_move(Writer& db, const WorryMoveRow& row)
{
    std::int64_t last{};
    {
        auto query = db.query(kLastMove, {{"worry", row.worry}});
        query.next(last);
    }
    const auto number = last + 1;
    db.change(kInsertMove, {{"worry", row.worry},
                            {"number", number},
                            {"act", row.act},
                            {"side", row.side},
                            {"by", row.by},
                            {"sealed", db.vault().seal(row.text, place(row.worry, number))},
                            {"at", row.at}});
}

std::vector<WorryMoveRow> worry_moves(Reader& db, models::WorryId worry)
{
    std::vector<WorryMoveRow> all;
    auto query = db.query(kMoves, {{"worry", worry}});
    std::int64_t number{};
    for (WorryMoveRow row; query.next(row.worry, number, row.act, row.side, row.by, row.text, row.at);) {
        all.push_back(row);
        all.back().text = db.vault().unseal_words(row.text, place(worry, number));
    }
    return all;
}

std::optional<WorryRow> find_worry(Reader& db, const WorryScope& scope, models::WorryId id)
{
    auto found = rows_in(db.query(kFind, scoped(scope, {{"id", id}})));
    if (found.empty()) return {};
    return std::move(found.front());
}

std::vector<WorryRow> list_worries(Reader& db, const WorryScope& scope, models::WorryId before, int limit)
{
    return rows_in(db.query(kList, scoped(scope, {{"before", before ? before.value : INT64_MAX},
                                                  {"limit", std::clamp(limit, 1, 201)}})));
}

std::vector<WorryRow> worries_due(Reader& db, const WorryScope& scope, models::Time before, int limit)
{
    return rows_in(db.query(kDue, scoped(scope, {{"before", before}, {"limit", limit}})));
}

std::vector<WorryRow> worries_answered(Reader& db, const WorryScope& scope, int limit)
{
    return rows_in(db.query(kAnswered, scoped(scope, {{"limit", limit}})));
}

std::vector<WorryRow> worries_to_climb(Reader& db, models::Time until, int limit)
{
    return rows_in(db.query(kToClimb, {{"until", until}, {"limit", limit}}));
}

std::map<models::SiteId, std::int64_t> count_worries(Reader& db, models::SiteId site, models::Time from,
                                                     models::Time until)
{
    const std::int64_t last = site ? site.value : INT64_MAX;
    std::map<models::SiteId, std::int64_t> counts;
    auto query = db.query(kCount, {{"first", site.value}, {"last", last}, {"from", from}, {"until", until}});
    models::SiteId at;
    for (std::int64_t count{}; query.next(at, count);) counts.emplace(at, count);
    return counts;
}

} // namespace store
