#include "models/store/objections.hpp"
#include "models/store/referral_rows.hpp"
#include "models/store/seal.hpp"
#include <algorithm>

namespace store {

namespace {

#define PARASOL_OBJECTION                                                                                    \
    "SELECT o.id, o.reference, o.referral_id, o.state, o.about, o.about_number, o.sealed, "                  \
    "o.answer_sealed, o.written_by, o.raised_at, o.decided_by, o.decided_at, o.version, r.village, "         \
    "(SELECT MIN(c.due_at) FROM clock c WHERE c.noun = 'objection' AND c.noun_id = o.id) "                   \
    "FROM objection o JOIN referral r ON r.id = o.referral_id "

#define PARASOL_OBJECTION_FILTER "r.village BETWEEN :low AND :high AND (:state = '' OR o.state = :state) "

constexpr Sql kInsert{"objection.insert", R"sql(
    INSERT INTO objection (id, reference, referral_id, kind, state, about, about_number, undecided, sealed,
                           answer_sealed, written_by, raised_at, version)
    SELECT :id,
           r.reference || '-T' ||
               CAST((SELECT COUNT(*) + 1 FROM objection o WHERE o.referral_id = r.id) AS TEXT),
           r.id, :kind, 'open', :about, :about_number, :undecided, :sealed, '', :written_by, :raised_at, 1
      FROM referral r
     WHERE r.id = :referral
        ON CONFLICT DO NOTHING
)sql"};

constexpr Sql kTaken{"objection.undecided", "SELECT id FROM objection WHERE undecided = :undecided"};

constexpr Sql kDecide{"objection.decide", R"sql(
    UPDATE objection
       SET state = :state, undecided = NULL, answer_sealed = :answer, decided_by = :by, decided_at = :at,
           version = version + 1
     WHERE id = :id AND version = :version
)sql"};

constexpr Sql kFind{"objection.find",
                    PARASOL_OBJECTION "WHERE o.id = :id AND r.village BETWEEN :low AND :high"};
constexpr Sql kOf{"objection.of_referral", PARASOL_OBJECTION "WHERE o.referral_id = :referral ORDER BY o.id"};
constexpr Sql kList{"objection.list", PARASOL_OBJECTION "WHERE " PARASOL_OBJECTION_FILTER
                                                        "AND o.id < :before ORDER BY o.id DESC LIMIT :limit"};
constexpr Sql kCount{"objection.count",
                     "SELECT COUNT(*) FROM (SELECT 1 AS one FROM objection o JOIN referral r ON "
                     "r.id = o.referral_id WHERE " PARASOL_OBJECTION_FILTER "LIMIT 10000) AS counted"};
constexpr Sql kOpen{"objection.is_open", R"sql(
    SELECT COUNT(*) FROM objection WHERE referral_id = :referral AND state = 'open'
)sql"};

constexpr int kMostTries = 20;

std::string place(models::ObjectionId id, const char* part)
{
    return "objection|" + models::to_text(id) + "|" + part;
}

std::string undecided_of(const ObjectionRow& row)
{
    return models::to_text(row.referral) + "|" + std::string(models::name_of(row.about)) + "|" +
           std::to_string(row.about_number);
}

std::vector<ObjectionRow> rows_of(Reader& db, Query&& query)
{
    std::vector<ObjectionRow> rows;
    for (ObjectionRow row;
         query.next(row.id, row.reference, row.referral, row.state, row.about, row.about_number, row.text,
                    row.answer, row.written_by, row.raised_at, row.decided_by, row.decided_at, row.version,
                    row.village, row.due_at);) {
        rows.push_back(row);
        auto& read = rows.back();
        read.text = db.vault().unseal_words(row.text, place(row.id, "text"));
        read.answer = db.vault().unseal_words(row.answer, place(row.id, "answer"));
    }
    return rows;
}

bool has_row(Query&& query)
{
    models::ObjectionId id;
    return query.next(id);
}

std::string state_in(const ObjectionFilter& filter)
{
    return filter.state ? std::string(models::name_of(*filter.state)) : std::string();
}

} // namespace

std::optional<models::ObjectionId> insert_objection(Writer& db, const ObjectionRow& row)
{
    const auto undecided = undecided_of(row);
    const auto id = db.new_id<models::ObjectionId>();
    const Params params{{"id", id},
                        {"kind", models::kind_of(row.about)},
                        {"about", row.about},
                        {"about_number", row.about_number},
                        {"undecided", undecided},
                        {"sealed", db.vault().seal(row.text, place(id, "text"))},
                        {"written_by", row.written_by},
                        {"raised_at", row.raised_at},
                        {"referral", row.referral}};
    // Another server may raise the same at this instant, or take the same number for another one.
    for (int tries = 0; tries < kMostTries; ++tries) {
        if (has_row(db.query(kTaken, {{"undecided", undecided}}))) return {};
        if (db.change(kInsert, params) == 1) return id;
    }
    throw std::runtime_error("no number for an objection was free");
}

bool decide_objection(Writer& db, const ObjectionRow& row)
{
    return db.change(kDecide, {{"state", row.state},
                               {"answer", db.vault().seal(row.answer, place(row.id, "answer"))},
                               {"by", row.decided_by},
                               {"at", row.decided_at},
                               {"id", row.id},
                               {"version", row.version}}) == 1;
}

std::optional<ObjectionRow> find_objection(Reader& db, models::Area within, models::ObjectionId id)
{
    const auto [low, high] = codes_in(within);
    auto rows = rows_of(db, db.query(kFind, {{"id", id}, {"low", low}, {"high", high}}));
    if (rows.empty()) return {};
    return std::move(rows.front());
}

std::vector<ObjectionRow> objections_of(Reader& db, models::ReferralId referral)
{
    return rows_of(db, db.query(kOf, {{"referral", referral}}));
}

bool has_open_objection(Reader& db, models::ReferralId referral)
{
    std::int64_t count{};
    auto query = db.query(kOpen, {{"referral", referral}});
    return query.next(count) && count > 0;
}

std::vector<ObjectionRow> list_objections(Reader& db, const ObjectionFilter& filter,
                                          models::ObjectionId before, int limit)
{
    constexpr std::int64_t kNone = INT64_MAX;
    const auto [low, high] = codes_in(filter.within);
    return rows_of(db, db.query(kList, {{"low", low},
                                        {"high", high},
                                        {"state", state_in(filter)},
                                        {"before", before ? before.value : kNone},
                                        {"limit", std::clamp(limit, 1, 101)}}));
}

std::int64_t count_objections(Reader& db, const ObjectionFilter& filter)
{
    const auto [low, high] = codes_in(filter.within);
    std::int64_t count{};
    auto query = db.query(kCount, {{"low", low}, {"high", high}, {"state", state_in(filter)}});
    query.next(count);
    return count;
}

} // namespace store
