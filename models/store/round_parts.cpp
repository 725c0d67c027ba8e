#include "models/store/referral_rows.hpp"
#include "models/store/rounds.hpp"
#include "models/store/seal.hpp"
#include <algorithm>

namespace store {

namespace {

constexpr Sql kPrograms{"round_program.list", R"sql(
    SELECT program_id, program_version, places_left, budget_left_fen
      FROM round_program
     WHERE round_id = :round
     ORDER BY program_id
)sql"};

constexpr Sql kSaveProgram{"round_program.save", R"sql(
    UPDATE round_program
       SET program_version = :version, places_left = :places, budget_left_fen = :budget
     WHERE round_id = :round AND program_id = :program
)sql"};

constexpr Sql kLive{"round.live_referrals", PARASOL_REFERRAL_COLUMNS R"sql(
      FROM referral r
     WHERE r.state IN ('confirmed', 'planned', 'in_support') AND r.village BETWEEN :low AND :high
     ORDER BY r.id
)sql"};

constexpr Sql kInsertFamily{"round_family.insert", R"sql(
    INSERT INTO round_family (round_id, referral_id, referral_version, village, tier, awards, reason, sealed)
    VALUES (:round, :referral, :version, :village, :tier, :awards, :reason, :sealed)
)sql"};

constexpr Sql kInsertAward{"round_award.insert", R"sql(
    INSERT INTO round_award (round_id, number, referral_id, need_id, need_type, member, program_id, village, tier,
                             award, cost_fen, score, value)
    VALUES (:round, :number, :referral, :need, :type, :member, :program, :village, :tier, :award, :cost, :score,
            :value)
)sql"};

constexpr Sql kSaveLine{"round_award.save_line", R"sql(
    UPDATE round_award SET plan_line_id = :line WHERE round_id = :round AND number = :number
)sql"};

constexpr Sql kAwards{"round_award.list", R"sql(
    SELECT a.number, a.referral_id, r.reference, a.need_id, a.need_type, a.member, a.program_id, a.village, a.tier,
           a.award, a.cost_fen, a.score, a.value, a.plan_line_id
      FROM round_award a
      JOIN referral r ON r.id = a.referral_id
     WHERE a.round_id = :round AND a.number > :after AND a.village BETWEEN :low AND :high
     ORDER BY a.number
     LIMIT :limit
)sql"};

constexpr Sql kWithout{"round_family.without", R"sql(
    SELECT f.referral_id, r.reference, f.referral_version, f.village, f.tier, f.awards, COALESCE(f.reason, 0),
           f.sealed
      FROM round_family f
      JOIN referral r ON r.id = f.referral_id
     WHERE f.round_id = :round AND f.awards = 0 AND f.village BETWEEN :low AND :high AND f.sealed <> ''
     ORDER BY COALESCE(f.reason, 0), f.tier, r.reference
     LIMIT :limit OFFSET :after
)sql"};

constexpr Sql kVersions{"round_family.versions", R"sql(
    SELECT referral_id, referral_version
      FROM round_family
     WHERE round_id = :round AND awards > 0
     ORDER BY referral_id
)sql"};

constexpr Sql kShares{"round_award.shares", R"sql(
    SELECT program_id, COUNT(DISTINCT referral_id), SUM(cost_fen)
      FROM round_award
     WHERE round_id = :round
     GROUP BY program_id
     ORDER BY program_id
)sql"};

constexpr Sql kOfFamily{"round_family.of_referral", R"sql(
    SELECT d.id, d.name, d.ended_at, f.tier, f.sealed
      FROM round_family f
      JOIN round d ON d.id = f.round_id
     WHERE f.referral_id = :referral AND d.state = 'approved'
     ORDER BY d.id
)sql"};

constexpr Sql kAwardsOfFamily{"round_award.of_referral", R"sql(
    SELECT number, need_id, need_type, member, program_id, award, cost_fen
      FROM round_award
     WHERE round_id = :round AND referral_id = :referral
     ORDER BY number
)sql"};

std::string place(models::RoundId round, models::ReferralId referral)
{
    return "round_family|" + models::to_text(round) + "|" + models::to_text(referral);
}

std::pair<std::int64_t, std::int64_t> within(models::Area area)
{
    return area ? codes_in(area) : std::pair<std::int64_t, std::int64_t>{0, INT64_MAX};
}

Params page_params(models::RoundId round, models::Area area, std::int64_t after, int limit)
{
    const auto [low, high] = within(area);
    return {{"round", round}, {"low", low}, {"high", high}, {"after", after}, {"limit", std::max(limit, 1)}};
}

} // namespace

std::vector<RoundProgram> list_round_programs(Reader& db, models::RoundId round)
{
    std::vector<RoundProgram> rows;
    auto query = db.query(kPrograms, {{"round", round}});
    for (RoundProgram row; query.next(row.program, row.version, row.places_left, row.budget_left);)
        rows.push_back(row);
    return rows;
}

void save_round_program(Writer& db, models::RoundId round, const RoundProgram& row)
{
    db.change(kSaveProgram, {{"round", round},
                             {"program", row.program},
                             {"version", row.version},
                             {"places", row.places_left},
                             {"budget", row.budget_left}});
}

std::vector<models::Referral> list_live(Reader& db, models::Area area)
{
    std::vector<models::Referral> rows;
    const auto [low, high] = within(area);
    auto query = db.query(kLive, {{"low", low}, {"high", high}});
    for (models::Referral row; next_referral(query, row);) rows.push_back(row);
    return rows;
}

void insert_round_family(Writer& db, models::RoundId round, const RoundFamilyRow& row)
{
    db.change(kInsertFamily, {{"round", round},
                              {"referral", row.referral},
                              {"version", row.referral_version},
                              {"village", row.village},
                              {"tier", row.tier},
                              {"awards", row.awards},
                              {"reason", row.reason},
                              {"sealed", db.vault().seal(row.text, place(round, row.referral))}});
}

void insert_round_award(Writer& db, models::RoundId round, const RoundAwardRow& row)
{
    db.change(kInsertAward, {{"round", round},
                             {"number", row.number},
                             {"referral", row.referral},
                             {"need", row.need},
                             {"type", row.need_type},
                             {"member", row.member},
                             {"program", row.program},
                             {"village", row.village},
                             {"tier", row.tier},
                             {"award", row.award},
                             {"cost", row.cost},
                             {"score", row.score},
                             {"value", row.value}});
}

void save_award_line(Writer& db, models::RoundId round, std::int64_t number, models::PlanLineId line)
{
    db.change(kSaveLine, {{"round", round}, {"number", number}, {"line", line}});
}

std::vector<RoundAwardRow> list_round_awards(Reader& db, models::RoundId round, models::Area area,
                                             std::int64_t after, int limit)
{
    std::vector<RoundAwardRow> rows;
    auto query = db.query(kAwards, page_params(round, area, after, limit));
    auto next = [&](RoundAwardRow& row) {
        return query.next(row.number, row.referral, row.reference, row.need, row.need_type, row.member,
                          row.program, row.village, row.tier, row.award, row.cost, row.score, row.value,
                          row.line);
    };
    for (RoundAwardRow row; next(row);) rows.push_back(row);
    return rows;
}

std::vector<RoundFamilyRow> list_families_without(Reader& db, models::RoundId round, models::Area area,
                                                  std::int64_t after, int limit)
{
    std::vector<RoundFamilyRow> rows;
    auto query = db.query(kWithout, page_params(round, area, after, limit));
    for (RoundFamilyRow row; query.next(row.referral, row.reference, row.referral_version, row.village,
                                        row.tier, row.awards, row.reason, row.text);) {
        rows.push_back(row);
        rows.back().text = db.vault().unseal(row.text, place(round, row.referral));
    }
    return rows;
}

std::vector<RoundOfFamily> rounds_of(Reader& db, models::ReferralId referral)
{
    std::vector<RoundOfFamily> rounds;
    {
        auto query = db.query(kOfFamily, {{"referral", referral}});
        for (RoundOfFamily row; query.next(row.round, row.name, row.approved_at, row.tier, row.text);)
            rounds.push_back(row);
    }
    for (auto& round : rounds) {
        if (!round.text.empty()) round.text = db.vault().unseal(round.text, place(round.round, referral));
        auto query = db.query(kAwardsOfFamily, {{"round", round.round}, {"referral", referral}});
        for (RoundAwardRow row{.referral = referral};
             query.next(row.number, row.need, row.need_type, row.member, row.program, row.award, row.cost);)
            round.awards.push_back(row);
    }
    return rounds;
}

std::vector<std::pair<models::ReferralId, std::int64_t>> awarded_versions(Reader& db, models::RoundId round)
{
    std::vector<std::pair<models::ReferralId, std::int64_t>> rows;
    auto query = db.query(kVersions, {{"round", round}});
    models::ReferralId referral;
    for (std::int64_t version{}; query.next(referral, version);) rows.emplace_back(referral, version);
    return rows;
}

std::vector<ProgramShare> shares_of_round(Reader& db, models::RoundId round)
{
    std::vector<ProgramShare> rows;
    auto query = db.query(kShares, {{"round", round}});
    for (ProgramShare row; query.next(row.program, row.families, row.cost);) rows.push_back(row);
    return rows;
}

} // namespace store
