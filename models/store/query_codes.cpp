#include "models/store/query_codes.hpp"
#include "models/store/seal.hpp"

namespace store {

namespace {

constexpr Sql kNumber{"query_code.number", "SELECT number FROM query_code WHERE referral_id = :referral"};

constexpr Sql kIssue{"query_code.issue", R"sql(
    INSERT INTO query_code (referral_id, number, entry_hash, issued_by, issued_at)
    VALUES (:referral, :number, :entry, :by, :now)
    ON CONFLICT (referral_id) DO UPDATE
       SET number = excluded.number, entry_hash = excluded.entry_hash, issued_by = excluded.issued_by,
           issued_at = excluded.issued_at
)sql"};

constexpr Sql kSaveEntry{"query_code.save_entry",
                         "UPDATE query_code SET entry_hash = :entry WHERE referral_id = :referral"};

constexpr Sql kFind{"query_code.find", "SELECT referral_id FROM query_code WHERE entry_hash = :entry"};

constexpr Sql kInsertSession{"family_session.insert", R"sql(
    INSERT INTO family_session (token_hash, referral_id, started_at, seen_at)
    VALUES (:hash, :referral, :now, :seen)
)sql"};

constexpr Sql kFindSession{"family_session.find", R"sql(
    SELECT s.referral_id, r.village, s.started_at, s.seen_at
      FROM family_session s
      JOIN referral r ON r.id = s.referral_id
     WHERE s.token_hash = :hash
)sql"};

constexpr Sql kTouchSession{"family_session.touch",
                            "UPDATE family_session SET seen_at = :now WHERE token_hash = :hash"};
constexpr Sql kEndSession{"family_session.end", "DELETE FROM family_session WHERE token_hash = :hash"};
constexpr Sql kEndSessionsOf{"family_session.end_of_referral",
                             "DELETE FROM family_session WHERE referral_id = :referral"};
constexpr Sql kForgetSessions{"family_session.forget", "DELETE FROM family_session WHERE seen_at < :before"};

std::string code_of(const Reader& db, models::ReferralId referral, std::int64_t number)
{
    return db.vault().short_code(models::to_text(referral) + "|" + std::to_string(number));
}

std::string entry_of(const Reader& db, std::string_view code, std::string_view last_four)
{
    return db.vault().secret_hash("family|" + std::string(code) + "|" + std::string(last_four));
}

std::int64_t last_number(Reader& db, models::ReferralId referral)
{
    std::int64_t number{};
    auto query = db.query(kNumber, {{"referral", referral}});
    return query.next(number) ? number : 0;
}

bool is_taken(Reader& db, const std::string& entry)
{
    models::ReferralId other;
    auto query = db.query(kFind, {{"entry", entry}});
    return query.next(other);
}

} // namespace

std::string issue_query_code(Writer& db, models::ReferralId referral, std::string_view last_four,
                             models::AccountId by, models::Time now)
{
    auto number = last_number(db, referral) + 1;
    while (is_taken(db, entry_of(db, code_of(db, referral, number), last_four))) ++number;
    auto code = code_of(db, referral, number);
    db.change(kIssue, {{"referral", referral},
                       {"number", number},
                       {"entry", entry_of(db, code, last_four)},
                       {"by", by},
                       {"now", now}});
    db.change(kEndSessionsOf, {{"referral", referral}});
    return code;
}

std::optional<std::string> find_query_code(Reader& db, models::ReferralId referral)
{
    const auto number = last_number(db, referral);
    return number == 0 ? std::nullopt : std::optional(code_of(db, referral, number));
}

void save_code_entry(Writer& db, models::ReferralId referral, std::string_view last_four)
{
    const auto code = find_query_code(db, referral);
    if (code) db.change(kSaveEntry, {{"entry", entry_of(db, *code, last_four)}, {"referral", referral}});
}

std::optional<models::ReferralId> find_by_query_code(Reader& db, std::string_view code,
                                                     std::string_view last_four)
{
    models::ReferralId referral;
    auto query = db.query(kFind, {{"entry", entry_of(db, code, last_four)}});
    if (!query.next(referral)) return {};
    return referral;
}

void insert_family_session(Writer& db, std::string_view token, models::ReferralId referral, models::Time now)
{
    db.change(
        kInsertSession,
        {{"hash", db.vault().session_hash(token)}, {"referral", referral}, {"now", now}, {"seen", now}});
}

std::optional<FamilySession> find_family_session(Reader& db, std::string_view token)
{
    FamilySession row;
    auto query = db.query(kFindSession, {{"hash", db.vault().session_hash(token)}});
    if (!query.next(row.referral, row.village, row.started_at, row.seen_at)) return {};
    return row;
}

void touch_family_session(Writer& db, std::string_view token, models::Time now)
{
    db.change(kTouchSession, {{"now", now}, {"hash", db.vault().session_hash(token)}});
}

void end_family_session(Writer& db, std::string_view token)
{
    db.change(kEndSession, {{"hash", db.vault().session_hash(token)}});
}

void forget_family_sessions(Writer& db, models::Time seen_before)
{
    db.change(kForgetSessions, {{"before", seen_before}});
}

} // namespace store
