#include "models/store/programs.hpp"

namespace store {

namespace {

// The counter's row orders the writers: what has a lower number is committed before.
constexpr Sql kNext{"change.next", "UPDATE change_counter SET last = last + 1 WHERE one = 1 RETURNING last"};

constexpr Sql kInsert{"change.insert", R"sql(
    INSERT INTO change_ledger (sequence, noun, noun_id) VALUES (:sequence, :noun, :id)
)sql"};

constexpr Sql kAfter{"change.after", R"sql(
    SELECT sequence, noun, noun_id FROM change_ledger WHERE sequence > :sequence ORDER BY sequence LIMIT :limit
)sql"};

constexpr Sql kLast{"change.last", "SELECT last FROM change_counter WHERE one = 1"};

std::int64_t number_of(Query&& query)
{
    std::int64_t number{};
    if (!query.next(number)) throw DatabaseError(DatabaseError::Kind::broken, kNext.name, "no row");
    return number;
}

} // namespace

void append_change(Writer& db, std::string_view noun, std::int64_t id)
{
    const auto sequence = number_of(db.query(kNext));
    db.change(kInsert, {{"sequence", sequence}, {"noun", noun}, {"id", id}});
}

std::vector<Change> changes_after(Reader& db, std::int64_t sequence, int limit)
{
    std::vector<Change> changes;
    auto query = db.query(kAfter, {{"sequence", sequence}, {"limit", limit}});
    for (Change change; query.next(change.sequence, change.noun, change.id);) changes.push_back(change);
    return changes;
}

std::optional<std::vector<Change>> changes_since(Reader& db, std::int64_t sequence)
{
    std::vector<Change> changes;
    auto known = sequence;
    for (auto page = changes_after(db, known); !page.empty(); page = changes_after(db, known)) {
        if (page.front().sequence != known + 1) return {};
        known = page.back().sequence;
        changes.insert(changes.end(), page.begin(), page.end());
    }
    if (known != last_change(db)) return {};
    return changes;
}

std::int64_t last_change(Reader& db) { return number_of(db.query(kLast)); }
std::int64_t last_change(Connection& connection) { return number_of({connection.statement(kLast, {}), {}}); }

} // namespace store
