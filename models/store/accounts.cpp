#include "models/store/accounts.hpp"
#include "models/store/referral_rows.hpp"
#include "models/store/seal.hpp"

namespace store {

namespace {

constexpr Sql kFindByLogin{"account.find_by_login", R"sql(
    SELECT id, login, name, role, area, organization_id, password_hash, active, lead, version
      FROM account
     WHERE login = :login
)sql"};

constexpr Sql kFind{"account.find", R"sql(
    SELECT id, login, name, role, area, organization_id, password_hash, active, lead, version
      FROM account
     WHERE id = :id
)sql"};

constexpr Sql kIntegrators{"account.integrators", R"sql(
    SELECT id, login, name, role, area, organization_id, password_hash, active, lead, version
      FROM account
     WHERE role = 'integrator'
     ORDER BY id
)sql"};

constexpr Sql kNames{"account.names",
                     "SELECT id, name FROM account WHERE id IN " PARASOL_SOME_IDS "ORDER BY id"};

constexpr Sql kList{"account.list", R"sql(
    SELECT id, login, name, role, area, organization_id, password_hash, active, lead, version
      FROM account
     WHERE id > :after
     ORDER BY id
     LIMIT :limit
)sql"};

constexpr Sql kListOf{"account.list_of", R"sql(
    SELECT id, login, name, role, area, organization_id, password_hash, active, lead, version
      FROM account
     WHERE organization_id = :organization AND id > :after
     ORDER BY id
     LIMIT :limit
)sql"};

constexpr Sql kInsert{"account.insert", R"sql(
    INSERT INTO account (id, login, name, role, area, organization_id, password_hash, active, lead, created_at, version)
    VALUES (:id, :login, :name, :role, :area, :organization, :password, :active, :lead, :now, 1)
)sql"};

constexpr Sql kSave{"account.save", R"sql(
    UPDATE account
       SET name = :name, role = :role, area = :area, organization_id = :organization, active = :active, lead = :lead,
           version = version + 1
     WHERE id = :id AND version = :version
)sql"};

constexpr Sql kSavePassword{"account.save_password", R"sql(
    UPDATE account SET password_hash = :hash, version = version + 1 WHERE id = :id
)sql"};

constexpr Sql kInsertToken{"token.insert", R"sql(
    INSERT INTO api_token (id, token_hash, account_id, label, may_write, created_at, expires_at, last_used_at, ended)
    VALUES (:id, :hash, :account, :label, :may_write, :now, :expires, NULL, 0)
)sql"};

constexpr Sql kFindToken{"token.find", R"sql(
    SELECT id, account_id, label, may_write, expires_at, last_used_at
      FROM api_token
     WHERE token_hash = :hash AND ended = 0 AND expires_at > :now
)sql"};

constexpr Sql kListTokens{"token.list", R"sql(
    SELECT id, account_id, label, may_write, expires_at, last_used_at
      FROM api_token
     WHERE account_id = :account AND ended = 0
     ORDER BY id
)sql"};

constexpr Sql kEndToken{"token.end", R"sql(
    UPDATE api_token SET ended = 1 WHERE id = :id AND account_id = :account
)sql"};

constexpr Sql kTouchToken{"token.touch", R"sql(
    UPDATE api_token SET last_used_at = :now WHERE id = :id
)sql"};

constexpr Sql kAnyAdmin{"account.any_admin", R"sql(
    SELECT COUNT(*) FROM account WHERE role = 'admin' AND active = 1
)sql"};

// Nobody else changes one of them before this transaction ends; who waited counts anew.
constexpr Sql kHoldAdmins{"account.hold_admins",
                          "UPDATE account SET active = active WHERE role = 'admin' AND active = 1"};
constexpr Sql kOtherAdmin{"account.other_admin", R"sql(
    SELECT COUNT(*) FROM account WHERE role = 'admin' AND active = 1 AND id <> :id
)sql"};

std::int64_t count_in(Query&& query)
{
    std::int64_t count{};
    query.next(count);
    return count;
}

bool next_account(Query& query, AccountRow& row)
{
    auto& who = row.actor;
    return query.next(who.account, row.login, who.name, who.role, who.area, who.organization,
                      row.password_hash, row.active, row.lead, row.version);
}

std::optional<AccountRow> one_account(Query&& query)
{
    AccountRow row;
    if (!next_account(query, row)) return {};
    return row;
}

std::vector<AccountRow> all_accounts(Query&& query)
{
    std::vector<AccountRow> rows;
    for (AccountRow row; next_account(query, row);) rows.push_back(row);
    return rows;
}

bool next_token(Query& query, TokenRow& row)
{
    return query.next(row.id, row.account, row.label, row.may_write, row.expires_at, row.last_used);
}

} // namespace

std::optional<AccountRow> find_account(Reader& db, std::string_view login)
{
    return one_account(db.query(kFindByLogin, {{"login", login}}));
}

std::optional<AccountRow> find_account(Reader& db, models::AccountId id)
{
    return one_account(db.query(kFind, {{"id", id}}));
}

std::map<models::AccountId, std::string> names_of(Reader& db, const std::vector<models::AccountId>& ids)
{
    std::map<models::AccountId, std::string> names;
    for_some(ids, [&](const Params& params) {
        auto query = db.query(kNames, params);
        models::AccountId id;
        for (std::string name; query.next(id, name);) names.emplace(id, name);
    });
    return names;
}

std::vector<AccountRow> list_accounts(Reader& db, models::AccountId after, int limit)
{
    return all_accounts(db.query(kList, {{"after", after.value}, {"limit", limit}}));
}

std::vector<AccountRow> list_integrators(Reader& db) { return all_accounts(db.query(kIntegrators)); }

std::vector<AccountRow> list_accounts_of(Reader& db, models::OrganizationId organization,
                                         models::AccountId after, int limit)
{
    return all_accounts(
        db.query(kListOf, {{"organization", organization}, {"after", after.value}, {"limit", limit}}));
}

models::AccountId insert_account(Writer& db, const AccountRow& row, models::Time now)
{
    const auto id = db.new_id<models::AccountId>();
    db.change(kInsert, {{"id", id},
                        {"login", row.login},
                        {"name", row.actor.name},
                        {"role", row.actor.role},
                        {"area", row.actor.area},
                        {"organization", row.actor.organization},
                        {"password", row.password_hash},
                        {"active", row.active},
                        {"lead", row.lead},
                        {"now", now}});
    return id;
}

bool save_account(Writer& db, const AccountRow& row)
{
    return db.change(kSave, {{"name", row.actor.name},
                             {"role", row.actor.role},
                             {"area", row.actor.area},
                             {"organization", row.actor.organization},
                             {"active", row.active},
                             {"lead", row.lead},
                             {"id", row.actor.account},
                             {"version", row.version}}) == 1;
}

void save_password(Writer& db, models::AccountId id, std::string_view hash)
{
    db.change(kSavePassword, {{"hash", hash}, {"id", id}});
}

models::TokenId insert_token(Writer& db, const TokenRow& row, std::string_view token, models::Time now)
{
    const auto id = db.new_id<models::TokenId>();
    db.change(kInsertToken, {{"id", id},
                             {"hash", db.vault().secret_hash(token)},
                             {"account", row.account},
                             {"label", row.label},
                             {"may_write", row.may_write},
                             {"now", now},
                             {"expires", row.expires_at}});
    return id;
}

std::optional<TokenRow> find_token(Reader& db, std::string_view token, models::Time now)
{
    TokenRow row;
    auto query = db.query(kFindToken, {{"hash", db.vault().secret_hash(token)}, {"now", now}});
    if (!next_token(query, row)) return {};
    return row;
}

std::vector<TokenRow> list_tokens(Reader& db, models::AccountId account)
{
    std::vector<TokenRow> rows;
    auto query = db.query(kListTokens, {{"account", account}});
    for (TokenRow row; next_token(query, row);) rows.push_back(row);
    return rows;
}

bool end_token(Writer& db, models::AccountId owner, models::TokenId id)
{
    return 0 < db.change(kEndToken, {{"id", id}, {"account", owner}});
}

void touch_token(Writer& db, models::TokenId id, models::Time now)
{
    db.change(kTouchToken, {{"now", now}, {"id", id}});
}

bool has_any_admin(Reader& db) { return count_in(db.query(kAnyAdmin)) > 0; }

bool has_other_admin(Writer& db, models::AccountId id)
{
    db.change(kHoldAdmins);
    return count_in(db.query(kOtherAdmin, {{"id", id}})) > 0;
}

} // namespace store
