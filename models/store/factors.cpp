#include "models/store/factors.hpp"
#include "models/store/seal.hpp"

namespace store {

namespace {

constexpr Sql kFind{"second_factor.find", R"sql(
    SELECT sealed, last_step, set_at FROM second_factor WHERE account_id = :account
)sql"};

constexpr Sql kSave{"second_factor.save", R"sql(
    INSERT INTO second_factor (account_id, sealed, last_step, set_at)
    VALUES (:account, :sealed, :step, :at)
    ON CONFLICT (account_id)
    DO UPDATE SET sealed = excluded.sealed, last_step = excluded.last_step, set_at = excluded.set_at
)sql"};

constexpr Sql kUseStep{"second_factor.use_step", R"sql(
    UPDATE second_factor SET last_step = :step WHERE account_id = :account AND last_step < :step
)sql"};

constexpr Sql kForget{"second_factor.forget", "DELETE FROM second_factor WHERE account_id = :account"};
constexpr Sql kForgetCodes{"recovery_code.forget", "DELETE FROM recovery_code WHERE account_id = :account"};

constexpr Sql kInsertCode{"recovery_code.insert", R"sql(
    INSERT INTO recovery_code (account_id, code_hash, used_at) VALUES (:account, :hash, NULL)
)sql"};

constexpr Sql kUseCode{"recovery_code.use", R"sql(
    UPDATE recovery_code
       SET used_at = :now
     WHERE account_id = :account AND code_hash = :hash AND used_at IS NULL
)sql"};

constexpr Sql kCountCodes{"recovery_code.count", R"sql(
    SELECT COUNT(*) FROM recovery_code WHERE account_id = :account AND used_at IS NULL
)sql"};

constexpr Sql kInsertReset{"factor_reset.insert", R"sql(
    INSERT INTO factor_reset (account_id, code_hash, expires_at)
    VALUES (:account, :hash, :expires)
    ON CONFLICT (account_id)
    DO UPDATE SET code_hash = excluded.code_hash, expires_at = excluded.expires_at
)sql"};

constexpr Sql kCountResets{"factor_reset.count",
                           "SELECT COUNT(*) FROM factor_reset WHERE account_id = :account"};

constexpr Sql kFitsReset{"factor_reset.fits", R"sql(
    SELECT COUNT(*)
      FROM factor_reset
     WHERE account_id = :account AND code_hash = :hash AND expires_at > :now
)sql"};

constexpr Sql kEndReset{"factor_reset.end", "DELETE FROM factor_reset WHERE account_id = :account"};

constexpr Sql kInsertTicket{"sign_in_ticket.insert", R"sql(
    INSERT INTO sign_in_ticket (ticket_hash, account_id, sealed, expires_at)
    VALUES (:hash, :account, :sealed, :expires)
)sql"};

constexpr Sql kFindTicket{"sign_in_ticket.find", R"sql(
    SELECT account_id, sealed FROM sign_in_ticket WHERE ticket_hash = :hash AND expires_at > :now
)sql"};

constexpr Sql kEndTicket{"sign_in_ticket.end", "DELETE FROM sign_in_ticket WHERE ticket_hash = :hash"};
constexpr Sql kEndTicketsOf{"sign_in_ticket.end_of_account",
                            "DELETE FROM sign_in_ticket WHERE account_id = :account"};
constexpr Sql kForgetTickets{"sign_in_ticket.forget",
                             "DELETE FROM sign_in_ticket WHERE expires_at <= :before"};

std::string place(models::AccountId account) { return "second_factor|" + models::to_text(account); }

std::int64_t count_in(Query&& query)
{
    std::int64_t count{};
    query.next(count);
    return count;
}

} // namespace

std::optional<FactorRow> find_factor(Reader& db, models::AccountId account)
{
    FactorRow row;
    std::string sealed;
    auto query = db.query(kFind, {{"account", account}});
    if (!query.next(sealed, row.last_step, row.set_at)) return {};
    row.secret = db.vault().unseal(sealed, place(account));
    return row;
}

void save_factor(Writer& db, models::AccountId account, const FactorRow& row)
{
    db.change(kSave, {{"account", account},
                      {"sealed", db.vault().seal(row.secret, place(account))},
                      {"step", row.last_step},
                      {"at", row.set_at}});
}

bool use_step(Writer& db, models::AccountId account, std::int64_t step)
{
    return db.change(kUseStep, {{"step", step}, {"account", account}}) == 1;
}

void forget_factor(Writer& db, models::AccountId account)
{
    db.change(kForget, {{"account", account}});
    db.change(kForgetCodes, {{"account", account}});
}

void save_recovery_codes(Writer& db, models::AccountId account, const std::vector<std::string>& codes)
{
    db.change(kForgetCodes, {{"account", account}});
    for (const auto& code : codes)
        db.change(kInsertCode, {{"account", account}, {"hash", db.vault().secret_hash(code)}});
}

bool use_recovery_code(Writer& db, models::AccountId account, std::string_view code, models::Time now)
{
    return db.change(kUseCode,
                     {{"now", now}, {"account", account}, {"hash", db.vault().secret_hash(code)}}) == 1;
}

std::int64_t count_recovery_codes(Reader& db, models::AccountId account)
{
    return count_in(db.query(kCountCodes, {{"account", account}}));
}

void insert_factor_reset(Writer& db, models::AccountId account, std::string_view code, models::Time expires)
{
    db.change(kInsertReset,
              {{"account", account}, {"hash", db.vault().secret_hash(code)}, {"expires", expires}});
}

bool has_factor_reset(Reader& db, models::AccountId account)
{
    return count_in(db.query(kCountResets, {{"account", account}})) > 0;
}

bool fits_factor_reset(Reader& db, models::AccountId account, std::string_view code, models::Time now)
{
    return count_in(db.query(
               kFitsReset, {{"account", account}, {"hash", db.vault().secret_hash(code)}, {"now", now}})) > 0;
}

void end_factor_reset(Writer& db, models::AccountId account) { db.change(kEndReset, {{"account", account}}); }

void insert_ticket(Writer& db, std::string_view ticket, const TicketRow& row, models::Time expires)
{
    db.change(kInsertTicket, {{"hash", db.vault().session_hash(ticket)},
                              {"account", row.account},
                              {"sealed", db.vault().seal(row.place + "\n" + row.secret, place(row.account))},
                              {"expires", expires}});
}

std::optional<TicketRow> find_ticket(Reader& db, std::string_view ticket, models::Time now)
{
    TicketRow row;
    std::string sealed;
    auto query = db.query(kFindTicket, {{"hash", db.vault().session_hash(ticket)}, {"now", now}});
    if (!query.next(row.account, sealed)) return {};
    const auto text = db.vault().unseal(sealed, place(row.account)); // a place has no line end
    const auto end = text.find('\n');
    row.place = text.substr(0, end);
    row.secret = text.substr(end + 1);
    return row;
}

bool end_ticket(Writer& db, std::string_view ticket)
{
    return db.change(kEndTicket, {{"hash", db.vault().session_hash(ticket)}}) == 1;
}

void end_tickets_of(Writer& db, models::AccountId account)
{
    db.change(kEndTicketsOf, {{"account", account}});
}

void forget_tickets(Writer& db, models::Time before) { db.change(kForgetTickets, {{"before", before}}); }

} // namespace store
