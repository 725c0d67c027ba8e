#include "models/store/referrals.hpp"
#include "models/store/programs.hpp"
#include "models/store/referral_rows.hpp"

namespace store {

namespace {

constexpr Sql kVillage{"referral.village", "SELECT village FROM referral WHERE id = :id"};

constexpr Sql kInsertHousehold{"household.insert", R"sql(
    INSERT INTO household (id, village, created_at) VALUES (:id, :village, :now)
)sql"};

constexpr Sql kInsert{"referral.insert", R"sql(
    INSERT INTO referral (id, household_id, reference, state, left_state, kind, urgency, village, author_id, author_area,
                          reporter_id, rechecker_id, confirmer_id, members, close_reason, started_at, changed_at,
                          reported_at, confirmed_at, facts_version, version)
    VALUES (:id, :household, NULL, :state, NULL, :kind, :urgency, :village, :author, :author_area,
            NULL, NULL, NULL, :members, NULL, :now, :changed, NULL, NULL, 0, 1)
)sql"};

constexpr Sql kFind{"referral.find", PARASOL_REFERRAL_COLUMNS
                    "FROM referral r WHERE r.id = :id AND " PARASOL_REFERRAL_VISIBLE};

constexpr Sql kFindSome{"referral.find_some", PARASOL_REFERRAL_COLUMNS
                        "FROM referral r WHERE r.id IN " PARASOL_SOME_IDS "AND " PARASOL_REFERRAL_VISIBLE};

constexpr Sql kNeedTypes{"need.types",
                         "SELECT DISTINCT type FROM need WHERE referral_id = :id ORDER BY type"};

constexpr Sql kOldDrafts{"referral.old_drafts", R"sql(
    SELECT id FROM referral WHERE state = 'draft' AND changed_at < :before ORDER BY id LIMIT 100
)sql"};

constexpr Sql kSave{"referral.save", R"sql(
    UPDATE referral
       SET reference = :reference, state = :state, left_state = :left_state, kind = :kind, urgency = :urgency,
           village = :village, reporter_id = :reporter, rechecker_id = :rechecker, confirmer_id = :confirmer,
           members = :members, close_reason = :close_reason, changed_at = :now, reported_at = :reported_at,
           confirmed_at = :confirmed_at, facts_version = :facts_version, version = version + 1
     WHERE id = :id AND version = :version
)sql"};

constexpr Sql kHold{"referral.hold", "UPDATE referral SET version = version WHERE id = :id"};

constexpr Sql kNextReference{"reference.next", R"sql(
    INSERT INTO reference_counter (county, year, last) VALUES (:county, :year, 1)
    ON CONFLICT (county, year) DO UPDATE SET last = reference_counter.last + 1
    RETURNING last
)sql"};

// Each row goes only while the referral is a draft.
#define PARASOL_OF_DRAFT                                                                                     \
    "referral_id = :id AND EXISTS (SELECT 1 FROM referral r WHERE r.id = :id AND r.state = 'draft')"

constexpr Sql kDeleteDraft[] = {
    {"draft.delete_moves", "DELETE FROM referral_move WHERE " PARASOL_OF_DRAFT},
    {"draft.delete_documents", "DELETE FROM household_document WHERE " PARASOL_OF_DRAFT},
    {"draft.delete_needs", "DELETE FROM need WHERE " PARASOL_OF_DRAFT},
    {"draft.delete_tokens", "DELETE FROM search_token WHERE " PARASOL_OF_DRAFT},
    {"draft.delete_indexes", "DELETE FROM blind_index WHERE " PARASOL_OF_DRAFT},
    {"draft.delete_clocks", "DELETE FROM clock WHERE " PARASOL_OF_DRAFT},
};

#undef PARASOL_OF_DRAFT

constexpr Sql kDeleteReferral{
    "draft.delete", "DELETE FROM referral WHERE id = :id AND state = 'draft' RETURNING household_id"};

constexpr Sql kDeleteHousehold{"draft.delete_household", R"sql(
    DELETE FROM household WHERE id = :household AND NOT EXISTS (SELECT 1 FROM referral r WHERE r.household_id = :household)
)sql"};

} // namespace

std::pair<std::int64_t, std::int64_t> codes_in(models::Area area)
{
    static constexpr std::int64_t kWidth[] = {0, 10'000'000'000, 100'000'000, 1'000'000, 1'000, 1};
    return {area.code, area.code + kWidth[static_cast<int>(models::level_of(area))] - 1};
}

models::HouseholdId insert_household(Writer& db, models::Area village, models::Time now)
{
    const auto id = db.new_id<models::HouseholdId>();
    db.change(kInsertHousehold, {{"id", id}, {"village", village.code}, {"now", now}});
    return id;
}

models::ReferralId insert_referral(Writer& db, const models::Referral& referral, models::Area author_area,
                                   models::Time now)
{
    const auto id = db.new_id<models::ReferralId>();
    db.change(kInsert, {{"id", id},
                        {"household", referral.household},
                        {"state", referral.state},
                        {"kind", referral.kind},
                        {"urgency", referral.urgency},
                        {"village", referral.village},
                        {"author", referral.author},
                        {"author_area", author_area},
                        {"members", referral.members},
                        {"now", now},
                        {"changed", now}});
    return id;
}

void read_need_types(Reader& db, models::Referral& row)
{
    auto query = db.query(kNeedTypes, {{"id", row.id}});
    row.need_types.clear();
    for (std::string type; query.next(type);) row.need_types.push_back(type);
}

models::Area village_of(Reader& db, models::ReferralId id)
{
    models::Area village;
    auto query = db.query(kVillage, {{"id", id}});
    query.next(village);
    return village;
}

std::vector<models::Referral> find_referrals(Reader& db, const Scope& scope,
                                             const std::vector<models::ReferralId>& ids)
{
    const auto [low, high] = codes_in(scope.area);
    std::vector<models::Referral> rows;
    for_some(ids, [&](Params params) {
        params.insert(params.end(), {{"low", low}, {"high", high}, {"account", scope.account}});
        auto query = db.query(kFindSome, params);
        for (models::Referral row; next_referral(query, row);) rows.push_back(row);
    });
    return rows;
}

std::optional<models::Referral> find_referral(Reader& db, const Scope& scope, models::ReferralId id)
{
    const auto [low, high] = codes_in(scope.area);
    models::Referral row;
    auto query = db.query(kFind, {{"id", id}, {"low", low}, {"high", high}, {"account", scope.account}});
    if (!next_referral(query, row)) return {};
    read_need_types(db, row);
    return row;
}

void hold_referral(Writer& db, models::ReferralId id) { db.change(kHold, {{"id", id}}); }

bool save_referral(Writer& db, const models::Referral& row, models::Time now)
{
    const auto reference = row.reference.empty() ? Value(nullptr) : Value(row.reference);
    const bool saved = db.change(kSave, {{"reference", reference},
                                         {"state", row.state},
                                         {"left_state", row.returned_from},
                                         {"kind", row.kind},
                                         {"urgency", row.urgency},
                                         {"village", row.village},
                                         {"reporter", row.reporter},
                                         {"rechecker", row.rechecker},
                                         {"confirmer", row.confirmer},
                                         {"members", row.members},
                                         {"close_reason", row.close_reason},
                                         {"now", now},
                                         {"reported_at", row.reported_at},
                                         {"confirmed_at", row.confirmed_at},
                                         {"facts_version", row.facts_version},
                                         {"id", row.id},
                                         {"version", row.version}}) == 1;
    if (saved && row.state != models::ReferralState::draft) append_change(db, "referral", row.id.value);
    return saved;
}

void delete_draft(Writer& db, models::ReferralId id)
{
    for (const auto& sql : kDeleteDraft) db.change(sql, {{"id", id}});
    models::HouseholdId household;
    if (!db.query(kDeleteReferral, {{"id", id}}).next(household)) return;
    db.change(kDeleteHousehold, {{"household", household}});
}

std::vector<models::ReferralId> old_drafts(Reader& db, models::Time untouched_since)
{
    std::vector<models::ReferralId> drafts;
    auto query = db.query(kOldDrafts, {{"before", untouched_since}});
    for (models::ReferralId id; query.next(id);) drafts.push_back(id);
    return drafts;
}

std::string next_reference(Writer& db, models::Area county, int year)
{
    std::int64_t number{};
    auto query = db.query(kNextReference, {{"county", county.code}, {"year", year}});
    query.next(number);
    auto digits = std::to_string(number);
    if (digits.size() < 6) digits.insert(0, 6 - digits.size(), '0');
    return "ZJ-" + models::to_text(county) + "-" + std::to_string(year) + "-" + digits;
}

} // namespace store
