#include "models/store/accounts.hpp"
#include "models/store/seal.hpp"

namespace store {

namespace {

constexpr Sql kInsertSession{"session.insert", R"sql(
    INSERT INTO session (token_hash, account_id, language, started_at, seen_at, factor_at)
    VALUES (:hash, :account, '', :now, :seen, NULL)
)sql"};

constexpr Sql kFindSession{"session.find", R"sql(
    SELECT account_id, language, started_at, seen_at, factor_at FROM session WHERE token_hash = :hash
)sql"};

constexpr Sql kMarkFactor{"session.mark_factor",
                          "UPDATE session SET factor_at = :now WHERE token_hash = :hash"};
constexpr Sql kTouchSession{"session.touch", "UPDATE session SET seen_at = :now WHERE token_hash = :hash"};
constexpr Sql kSaveLanguage{"session.save_language",
                            "UPDATE session SET language = :language WHERE token_hash = :hash"};
constexpr Sql kShiftSessions{
    "session.shift", "UPDATE session SET started_at = started_at + :by, seen_at = seen_at + :as_much"};
constexpr Sql kEndSession{"session.end", "DELETE FROM session WHERE token_hash = :hash"};
constexpr Sql kEndSessionsOf{"session.end_of_account", "DELETE FROM session WHERE account_id = :account"};
constexpr Sql kEndAll[] = {{"session.end_all", "DELETE FROM session"},
                           {"family_session.end_all", "DELETE FROM family_session"},
                           {"sign_in_ticket.end_all", "DELETE FROM sign_in_ticket"}};
constexpr Sql kForgetSessions{"session.forget",
                              "DELETE FROM session WHERE seen_at < :seen OR started_at < :started"};

constexpr Sql kCountFailures{"sign_in_failure.count", R"sql(
    SELECT COUNT(*)
      FROM sign_in_failure
     WHERE login_hash = :login AND address_hash = :address AND at >= :since
)sql"};

constexpr Sql kCountOfLogin{"sign_in_failure.count_login", R"sql(
    SELECT COUNT(*) FROM sign_in_failure WHERE login_hash = :login AND at >= :since
)sql"};

constexpr Sql kCountFromAddress{"sign_in_failure.count_address", R"sql(
    SELECT COUNT(*) FROM sign_in_failure WHERE address_hash = :address AND at >= :since
)sql"};

constexpr Sql kInsertFailure{"sign_in_failure.insert", R"sql(
    INSERT INTO sign_in_failure (login_hash, address_hash, at) VALUES (:login, :address, :now)
)sql"};

constexpr Sql kForgetFailures{"sign_in_failure.forget", "DELETE FROM sign_in_failure WHERE at < :before"};

constexpr Sql kInsertCode{"one_time_code.insert", R"sql(
    INSERT INTO one_time_code (code_hash, purpose, account_id, expires_at, used)
    VALUES (:hash, :purpose, :account, :expires, 0)
)sql"};

constexpr Sql kUseCode{"one_time_code.use", R"sql(
    UPDATE one_time_code
       SET used = 1
     WHERE code_hash = :hash AND purpose = :purpose AND used = 0 AND expires_at > :now
    RETURNING account_id
)sql"};

std::int64_t count_in(Query&& query)
{
    std::int64_t count{};
    query.next(count);
    return count;
}

} // namespace

void insert_session(Writer& db, std::string_view token, models::AccountId account, models::Time now)
{
    db.change(kInsertSession,
              {{"hash", db.vault().session_hash(token)}, {"account", account}, {"now", now}, {"seen", now}});
}

std::optional<SessionRow> find_session(Reader& db, std::string_view token)
{
    SessionRow row;
    auto query = db.query(kFindSession, {{"hash", db.vault().session_hash(token)}});
    std::optional<models::Time> factor_at;
    if (!query.next(row.account, row.language, row.started_at, row.seen_at, factor_at)) return {};
    row.by_factor = factor_at.has_value();
    return row;
}

void mark_factor(Writer& db, std::string_view token, models::Time now)
{
    db.change(kMarkFactor, {{"now", now}, {"hash", db.vault().session_hash(token)}});
}

void touch_session(Writer& db, std::string_view token, models::Time now)
{
    db.change(kTouchSession, {{"now", now}, {"hash", db.vault().session_hash(token)}});
}

void shift_sessions(Writer& db, std::chrono::milliseconds by)
{
    const std::int64_t count = by.count();
    db.change(kShiftSessions, {{"by", count}, {"as_much", count}});
}

void save_language(Writer& db, std::string_view token, std::string_view language)
{
    db.change(kSaveLanguage, {{"language", language}, {"hash", db.vault().session_hash(token)}});
}

void end_session(Writer& db, std::string_view token)
{
    db.change(kEndSession, {{"hash", db.vault().session_hash(token)}});
}

void end_sessions_of(Writer& db, models::AccountId account)
{
    db.change(kEndSessionsOf, {{"account", account}});
}

std::int64_t end_all_sessions(Writer& db)
{
    std::int64_t ended = 0;
    for (const auto& sql : kEndAll) ended += db.change(sql);
    return ended;
}

void forget_sessions(Writer& db, models::Time seen_before, models::Time started_before)
{
    db.change(kForgetSessions, {{"seen", seen_before}, {"started", started_before}});
}

Failures count_failures(Reader& db, std::string_view login, std::string_view address, models::Time since)
{
    const auto where = db.vault().secret_hash(address);
    const auto who = db.vault().secret_hash(login);
    return {count_in(db.query(kCountFailures, {{"login", who}, {"address", where}, {"since", since}})),
            count_in(db.query(kCountFromAddress, {{"address", where}, {"since", since}}))};
}

std::int64_t count_failures_of(Reader& db, std::string_view login, models::Time since)
{
    return count_in(db.query(kCountOfLogin, {{"login", db.vault().secret_hash(login)}, {"since", since}}));
}

void insert_failure(Writer& db, std::string_view login, std::string_view address, models::Time now)
{
    db.change(kInsertFailure, {{"login", db.vault().secret_hash(login)},
                               {"address", db.vault().secret_hash(address)},
                               {"now", now}});
}

void forget_failures(Writer& db, models::Time before) { db.change(kForgetFailures, {{"before", before}}); }

void insert_one_time_code(Writer& db, std::string_view purpose, std::string_view code,
                          models::AccountId account, models::Time expires_at)
{
    db.change(kInsertCode, {{"hash", db.vault().secret_hash(code)},
                            {"purpose", purpose},
                            {"account", account},
                            {"expires", expires_at}});
}

std::optional<models::AccountId> use_one_time_code(Writer& db, std::string_view purpose,
                                                   std::string_view code, models::Time now)
{
    models::AccountId account;
    auto query =
        db.query(kUseCode, {{"hash", db.vault().secret_hash(code)}, {"purpose", purpose}, {"now", now}});
    if (!query.next(account)) return {};
    return account;
}

} // namespace store
