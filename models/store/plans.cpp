#include "models/store/plans.hpp"
#include "models/store/referral_rows.hpp"
#include "models/store/seal.hpp"

namespace store {

namespace {

constexpr Sql kFindLive{"plan.find_live", R"sql(
    SELECT id, state, version
      FROM plan
     WHERE referral_id = :referral AND state IN ('proposed', 'approved', 'running')
     ORDER BY id DESC
     LIMIT 1
)sql"};

constexpr Sql kOf{"plan.of_referral",
                  "SELECT id, state, version FROM plan WHERE referral_id = :referral ORDER BY id"};

constexpr Sql kLinesOf{"plan_line.of_plan", R"sql(
    SELECT l.id, l.plan_id, p.referral_id, l.need_id, l.program_id, l.sealed
      FROM plan_line l
      JOIN plan p ON p.id = l.plan_id
     WHERE l.plan_id = :plan
     ORDER BY l.id
)sql"};

constexpr Sql kInsert{"plan.insert", R"sql(
    INSERT INTO plan (id, referral_id, state, proposed_at, version)
    VALUES (:id, :referral, :state, :now, 1)
)sql"};

constexpr Sql kSaveState{"plan.save_state", R"sql(
    UPDATE plan
       SET state = :state, version = version + 1
     WHERE id = :id AND version = :version
)sql"};

constexpr Sql kInsertLine{"plan_line.insert", R"sql(
    INSERT INTO plan_line (id, plan_id, need_id, program_id, sealed)
    VALUES (:id, :plan, :need, :program, :sealed)
)sql"};

// An offer takes its line's place.
#define PARASOL_WAITING_LINES                                                                                \
    R"sql(
    SELECT l.id, l.plan_id, p.referral_id, l.need_id, l.program_id, l.sealed
      FROM plan_line l
      JOIN plan p ON p.id = l.plan_id
      JOIN referral r ON r.id = p.referral_id
     WHERE p.state IN ('approved', 'running') AND l.sealed <> ''
       AND NOT EXISTS (SELECT 1
                         FROM offer o
                        WHERE o.plan_id = l.plan_id AND o.need_id = l.need_id AND o.program_id = l.program_id)
)sql"

constexpr Sql kWaitingOf{"plan_line.waiting_of_program",
                         PARASOL_WAITING_LINES "AND l.program_id = :program ORDER BY l.id"};
constexpr Sql kWaitingIn{"plan_line.waiting_in_area",
                         PARASOL_WAITING_LINES "AND r.village BETWEEN :low AND :high ORDER BY l.id"};

constexpr Sql kWaitingFor{"plan_line.waiting_for_referral",
                          PARASOL_WAITING_LINES "AND p.referral_id = :referral ORDER BY l.id"};

#undef PARASOL_WAITING_LINES

std::string place(models::PlanLineId id) { return "plan_line|" + models::to_text(id); }

std::vector<PlanLineRow> all_of(Reader& db, const Sql& sql, const Params& params)
{
    std::vector<PlanLineRow> rows;
    auto query = db.query(sql, params);
    for (PlanLineRow row; query.next(row.id, row.plan, row.referral, row.need, row.program, row.text);) {
        rows.push_back(row);
        if (!row.text.empty()) rows.back().text = db.vault().unseal(row.text, place(row.id));
    }
    return rows;
}

} // namespace

std::optional<PlanRow> find_live_plan(Reader& db, models::ReferralId referral)
{
    PlanRow row{.referral = referral};
    auto query = db.query(kFindLive, {{"referral", referral}});
    if (!query.next(row.id, row.state, row.version)) return {};
    return row;
}

std::vector<PlanRow> plans_of(Reader& db, models::ReferralId referral)
{
    std::vector<PlanRow> rows;
    auto query = db.query(kOf, {{"referral", referral}});
    for (PlanRow row{.referral = referral}; query.next(row.id, row.state, row.version);) rows.push_back(row);
    return rows;
}

models::PlanId insert_plan(Writer& db, models::ReferralId referral, models::PlanState state, models::Time now)
{
    const auto id = db.new_id<models::PlanId>();
    db.change(kInsert, {{"id", id}, {"referral", referral}, {"state", state}, {"now", now}});
    return id;
}

bool save_plan_state(Writer& db, const PlanRow& plan, models::PlanState state)
{
    return db.change(kSaveState, {{"id", plan.id}, {"version", plan.version}, {"state", state}}) == 1;
}

models::PlanLineId insert_line(Writer& db, const PlanLineRow& row)
{
    const auto id = db.new_id<models::PlanLineId>();
    db.change(kInsertLine, {{"id", id},
                            {"plan", row.plan},
                            {"need", row.need},
                            {"program", row.program},
                            {"sealed", db.vault().seal(row.text, place(id))}});
    return id;
}

std::vector<PlanLineRow> lines_of(Reader& db, models::PlanId plan)
{
    return all_of(db, kLinesOf, {{"plan", plan}});
}

std::vector<PlanLineRow> waiting_lines_of(Reader& db, models::ProgramId program)
{
    return all_of(db, kWaitingOf, {{"program", program}});
}

std::vector<PlanLineRow> waiting_lines_in(Reader& db, models::Area area)
{
    const auto [low, high] = codes_in(area);
    return all_of(db, kWaitingIn, {{"low", low}, {"high", high}});
}

std::vector<PlanLineRow> waiting_lines_for(Reader& db, models::ReferralId referral)
{
    return all_of(db, kWaitingFor, {{"referral", referral}});
}

} // namespace store
