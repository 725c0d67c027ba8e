#include "models/store/approvals.hpp"
#include "models/store/referral_rows.hpp"
#include "models/store/seal.hpp"

namespace store {

namespace {

#define PARASOL_APPROVAL                                                                                     \
    "SELECT a.id, a.kind, a.state, a.area, a.referral_id, a.ask, a.reason_sealed, a.asked_by, a.asked_at, "  \
    "a.until_at, a.decided_by, a.decided_at, a.answer_sealed, a.outcome, a.fetched_at, a.version, "          \
    "COALESCE(r.reference, '') FROM approval a LEFT JOIN referral r ON r.id = a.referral_id "

constexpr Sql kInsert{"approval.insert", R"sql(
    INSERT INTO approval (id, kind, state, area, referral_id, ask, reason_sealed, asked_by, asked_at, until_at,
                          answer_sealed, outcome, version)
    VALUES (:id, :kind, 'asked', :area, :referral, :ask, :reason, :by, :at, :until, '', '', 1)
)sql"};

constexpr Sql kFind{"approval.find", PARASOL_APPROVAL "WHERE a.id = :id"};
constexpr Sql kOfArea{"approval.of_area",
                      PARASOL_APPROVAL "WHERE a.area BETWEEN :low AND :high ORDER BY a.id DESC LIMIT 100"};
constexpr Sql kOfAdmins{"approval.of_admins",
                        PARASOL_APPROVAL "WHERE a.area IS NULL ORDER BY a.id DESC LIMIT 100"};
constexpr Sql kOver{"approval.over", PARASOL_APPROVAL
                    "WHERE a.state = 'asked' AND a.until_at <= :now ORDER BY a.id LIMIT 100"};

constexpr Sql kAsked{"approval.is_asked", R"sql(
    SELECT COUNT(*) FROM approval
     WHERE state = 'asked' AND kind = :kind
       AND COALESCE(referral_id, 0) = :referral
)sql"};

constexpr Sql kDecide{"approval.decide", R"sql(
    UPDATE approval
       SET state = :state, decided_by = :by, decided_at = :at, answer_sealed = :answer, outcome = :outcome,
           version = version + 1
     WHERE id = :id AND version = :version AND state = 'asked'
)sql"};

constexpr Sql kFetch{"approval.fetch", R"sql(
    UPDATE approval
       SET fetched_at = :now, outcome = :outcome, version = version + 1
     WHERE id = :id AND state = 'approved' AND fetched_at IS NULL
)sql"};

std::string place(models::ApprovalId id, const char* part)
{
    return "approval|" + models::to_text(id) + "|" + part;
}

std::vector<ApprovalRow> rows_of(Reader& db, const Sql& sql, const Params& params)
{
    std::vector<ApprovalRow> rows;
    auto query = db.query(sql, params);
    for (ApprovalRow row; query.next(row.id, row.kind, row.state, row.area, row.referral, row.ask, row.reason,
                                     row.asked_by, row.asked_at, row.until_at, row.decided_by, row.decided_at,
                                     row.answer, row.outcome, row.fetched_at, row.version, row.reference);) {
        rows.push_back(row);
        rows.back().reason = db.vault().unseal_words(row.reason, place(row.id, "reason"));
        rows.back().answer = db.vault().unseal_words(row.answer, place(row.id, "answer"));
    }
    return rows;
}

} // namespace

models::ApprovalId insert_approval(Writer& db, const ApprovalRow& row)
{
    const auto id = db.new_id<models::ApprovalId>();
    db.change(kInsert, {{"id", id},
                        {"kind", row.kind},
                        {"area", row.area},
                        {"referral", row.referral},
                        {"ask", row.ask},
                        {"reason", db.vault().seal(row.reason, place(id, "reason"))},
                        {"by", row.asked_by},
                        {"at", row.asked_at},
                        {"until", row.until_at}});
    return id;
}

std::optional<ApprovalRow> find_approval(Reader& db, models::ApprovalId id)
{
    auto rows = rows_of(db, kFind, {{"id", id}});
    if (rows.empty()) return {};
    return std::move(rows.front());
}

bool decide_approval(Writer& db, const ApprovalRow& row)
{
    const auto answer = row.answer.empty() ? "" : db.vault().seal(row.answer, place(row.id, "answer"));
    return db.change(kDecide, {{"state", row.state},
                               {"by", row.decided_by},
                               {"at", row.decided_at},
                               {"answer", answer},
                               {"outcome", row.outcome},
                               {"id", row.id},
                               {"version", row.version}}) == 1;
}

bool fetch_approval(Writer& db, models::ApprovalId id, std::string_view outcome, models::Time now)
{
    return db.change(kFetch, {{"now", now}, {"outcome", outcome}, {"id", id}}) == 1;
}

std::vector<ApprovalRow> list_approvals(Reader& db, models::Area area)
{
    if (!area) return rows_of(db, kOfAdmins, {});
    const auto [low, high] = codes_in(area);
    return rows_of(db, kOfArea, {{"low", low}, {"high", high}});
}

bool is_asked_for(Reader& db, models::ApprovalKind kind, models::ReferralId referral)
{
    std::int64_t count{};
    auto query = db.query(kAsked, {{"kind", kind}, {"referral", referral.value}});
    query.next(count);
    return count > 0;
}

std::vector<ApprovalRow> approvals_over(Reader& db, models::Time now)
{
    return rows_of(db, kOver, {{"now", now}});
}

} // namespace store
