#include "models/store/rounds.hpp"
#include "models/store/referral_rows.hpp"
#include <algorithm>

namespace store {

namespace {

constexpr Sql kInsert{"round.insert", R"sql(
    INSERT INTO round (id, name, state, area, opened_by, opened_at, seed, slowly, permille, awards, result,
                       certificate, version)
    VALUES (:id, :name, 'queued', :area, :by, :at, :seed, :slowly, 0, 0, '', '', 1)
)sql"};

constexpr Sql kInsertProgram{"round_program.insert", R"sql(
    INSERT INTO round_program (round_id, program_id, program_version) VALUES (:round, :program, 0)
    ON CONFLICT (round_id, program_id) DO NOTHING
)sql"};

#define PARASOL_ROUND                                                                                        \
    R"sql(
    SELECT r.id, r.name, r.state, r.area, r.opened_by, r.opened_at, r.seed, r.slowly, r.permille, r.failure,
           r.as_of, r.ended_at, r.decided_by, r.awards, r.version
      FROM round r
     WHERE (:everywhere = 1 OR r.area BETWEEN :low AND :high
            OR r.area IN (:province, :prefecture, :county, :township))
       AND (CAST(:organization AS BIGINT) IS NULL
            OR EXISTS (SELECT 1
                         FROM round_program rp
                         JOIN program p ON p.id = rp.program_id
                        WHERE rp.round_id = r.id AND p.organization_id = :organization))
       AND (:approved_only = 0 OR r.state = 'approved')
)sql"
constexpr Sql kFind{"round.find", PARASOL_ROUND "AND r.id = :id"};
constexpr Sql kList{"round.list", PARASOL_ROUND "AND r.id < :before ORDER BY r.id DESC LIMIT :limit"};
#undef PARASOL_ROUND

constexpr Sql kProposed{"round.proposed", R"sql(
    SELECT id, name, state, area, opened_by, opened_at, seed, slowly, permille, failure, as_of, ended_at,
           decided_by, awards, version
      FROM round
     WHERE state = 'proposed' AND area BETWEEN :low AND :high
     ORDER BY id DESC
     LIMIT :limit
)sql"};
constexpr Sql kCountProposed{
    "round.count_proposed",
    "SELECT COUNT(*) FROM round WHERE state = 'proposed' AND area BETWEEN :low AND :high"};

constexpr Sql kTexts{"round.texts", "SELECT result, certificate FROM round WHERE id = :id"};

constexpr Sql kWaiting{"round.waiting", "SELECT id FROM round WHERE state IN ('queued', 'running') LIMIT 1"};
constexpr Sql kOldest{"round.oldest_queued",
                      "SELECT id FROM round WHERE state = 'queued' ORDER BY id LIMIT 1"};
constexpr Sql kRunning{"round.running", "SELECT id FROM round WHERE state = 'running' ORDER BY id"};

constexpr Sql kBegin{
    "round.begin",
    "UPDATE round SET state = 'running', version = version + 1 WHERE id = :id AND state = 'queued'"};
constexpr Sql kTell{"round.tell",
                    "UPDATE round SET permille = :permille WHERE id = :id AND state = 'running'"};
constexpr Sql kFail{"round.fail", R"sql(
    UPDATE round
       SET state = 'failed', failure = :failure, ended_at = :now, version = version + 1
     WHERE id = :id AND state = 'running'
)sql"};
constexpr Sql kPropose{"round.propose", R"sql(
    UPDATE round
       SET state = 'proposed', permille = 1000, awards = :awards, result = :result, certificate = :certificate,
           as_of = :as_of, version = version + 1
     WHERE id = :id AND state = 'running'
)sql"};
constexpr Sql kEnd{"round.end", R"sql(
    UPDATE round
       SET state = :state, ended_at = :now, decided_by = :by, version = version + 1
     WHERE id = :id AND version = :version
)sql"};

bool next_round(Query& query, models::AllocationRound& row)
{
    return query.next(row.id, row.name, row.state, row.area, row.opened_by, row.opened_at, row.seed,
                      row.slowly, row.permille, row.failure, row.as_of, row.ended_at, row.decided_by,
                      row.awards, row.version);
}

// An empty area is everywhere.
Params scope_params(const RoundScope& scope)
{
    using enum models::AreaLevel;
    const auto [low, high] = codes_in(scope.area);
    return {{"everywhere", !scope.area},
            {"low", low},
            {"high", high},
            {"province", models::part_of(scope.area, province)},
            {"prefecture", models::part_of(scope.area, prefecture)},
            {"county", models::part_of(scope.area, county)},
            {"township", models::part_of(scope.area, township)},
            {"organization", scope.organization},
            {"approved_only", scope.approved_only}};
}

} // namespace

models::RoundId insert_round(Writer& db, const models::AllocationRound& row,
                             const std::vector<models::ProgramId>& programs)
{
    const auto id = db.new_id<models::RoundId>();
    db.change(kInsert, {{"id", id},
                        {"name", row.name},
                        {"area", row.area},
                        {"by", row.opened_by},
                        {"at", row.opened_at},
                        {"seed", row.seed},
                        {"slowly", row.slowly}});
    for (const auto program : programs) db.change(kInsertProgram, {{"round", id}, {"program", program}});
    return id;
}

std::optional<models::AllocationRound> find_round(Reader& db, const RoundScope& scope, models::RoundId id)
{
    models::AllocationRound row;
    auto params = scope_params(scope);
    params.push_back({"id", id});
    auto query = db.query(kFind, params);
    if (!next_round(query, row)) return {};
    return row;
}

std::vector<models::AllocationRound> list_rounds(Reader& db, const RoundScope& scope, models::RoundId before,
                                                 int limit)
{
    std::vector<models::AllocationRound> rows;
    auto params = scope_params(scope);
    params.push_back({"before", before ? before.value : INT64_MAX});
    params.push_back({"limit", std::clamp(limit, 1, 101)});
    auto query = db.query(kList, params);
    for (models::AllocationRound row; next_round(query, row);) rows.push_back(row);
    return rows;
}

std::vector<models::AllocationRound> list_proposed(Reader& db, models::Area area, int limit)
{
    std::vector<models::AllocationRound> rows;
    const auto [low, high] = codes_in(area);
    auto query = db.query(kProposed, {{"low", low}, {"high", high}, {"limit", limit}});
    for (models::AllocationRound row; next_round(query, row);) rows.push_back(row);
    return rows;
}

std::int64_t count_proposed(Reader& db, models::Area area)
{
    const auto [low, high] = codes_in(area);
    std::int64_t count{};
    db.query(kCountProposed, {{"low", low}, {"high", high}}).next(count);
    return count;
}

RoundTexts find_round_texts(Reader& db, models::RoundId id)
{
    RoundTexts texts;
    auto query = db.query(kTexts, {{"id", id}});
    query.next(texts.result, texts.certificate);
    return texts;
}

bool is_round_waiting(Reader& db)
{
    models::RoundId id;
    auto query = db.query(kWaiting);
    return query.next(id);
}

std::optional<models::RoundId> oldest_queued(Reader& db)
{
    models::RoundId id;
    auto query = db.query(kOldest);
    if (!query.next(id)) return {};
    return id;
}

std::vector<models::RoundId> running_rounds(Reader& db)
{
    std::vector<models::RoundId> ids;
    auto query = db.query(kRunning);
    for (models::RoundId id; query.next(id);) ids.push_back(id);
    return ids;
}

bool begin_round(Writer& db, models::RoundId id) { return db.change(kBegin, {{"id", id}}) == 1; }

bool tell_permille(Writer& db, models::RoundId id, std::int64_t permille)
{
    return db.change(kTell, {{"id", id}, {"permille", permille}}) == 1;
}

bool fail_round(Writer& db, models::RoundId id, models::RoundFailure failure, models::Time now)
{
    return db.change(kFail, {{"id", id}, {"failure", failure}, {"now", now}}) == 1;
}

bool propose_round(Writer& db, models::RoundId id, std::int64_t awards, const RoundTexts& texts,
                   models::Time as_of)
{
    return db.change(kPropose, {{"id", id},
                                {"awards", awards},
                                {"result", texts.result},
                                {"certificate", texts.certificate},
                                {"as_of", as_of}}) == 1;
}

bool end_round(Writer& db, const models::AllocationRound& round, models::RoundState state,
               models::AccountId by, models::Time now)
{
    return db.change(
               kEnd,
               {{"id", round.id}, {"state", state}, {"by", by}, {"now", now}, {"version", round.version}}) ==
           1;
}

} // namespace store
