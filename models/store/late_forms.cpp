#include "models/store/late_forms.hpp"
#include "models/store/seal.hpp"

namespace store {

namespace {

constexpr Sql kKeep{"late_form.keep", R"sql(
    INSERT INTO late_form (account_id, session_hash, sealed, at)
    VALUES (:account, '', :sealed, :now)
    ON CONFLICT (account_id)
    DO UPDATE SET session_hash = '', sealed = excluded.sealed, at = excluded.at
)sql"};

constexpr Sql kClaim{"late_form.claim", R"sql(
    UPDATE late_form SET session_hash = :session WHERE account_id = :account AND session_hash = ''
)sql"};

constexpr Sql kFind{"late_form.find", R"sql(
    SELECT sealed FROM late_form WHERE account_id = :account AND session_hash = :session
)sql"};

constexpr Sql kForget{"late_form.forget", "DELETE FROM late_form WHERE at < :before"};

std::string place(models::AccountId account) { return "late_form|" + models::to_text(account); }

// Neither a path nor an urlencoded form has a line end.
std::string in_lines(const LateForm& form) { return form.page + "\n" + form.action + "\n" + form.fields; }

LateForm from_lines(const std::string& text)
{
    const auto first = text.find('\n'), second = text.find('\n', first + 1);
    return {text.substr(0, first), text.substr(first + 1, second - first - 1), text.substr(second + 1)};
}

} // namespace

void keep_late_form(Writer& db, models::AccountId account, const LateForm& form, models::Time now)
{
    db.change(
        kKeep,
        {{"account", account}, {"sealed", db.vault().seal(in_lines(form), place(account))}, {"now", now}});
}

std::optional<LateForm> claim_late_form(Writer& db, models::AccountId account, std::string_view session_token)
{
    const auto session = db.vault().session_hash(session_token);
    if (db.change(kClaim, {{"session", session}, {"account", account}}) == 0) return {};
    return find_late_form(db, account, session_token);
}

std::optional<LateForm> find_late_form(Reader& db, models::AccountId account, std::string_view session_token)
{
    std::string sealed;
    auto query = db.query(kFind, {{"account", account}, {"session", db.vault().session_hash(session_token)}});
    if (!query.next(sealed)) return {};
    return from_lines(db.vault().unseal(sealed, place(account)));
}

void forget_late_forms(Writer& db, models::Time before) { db.change(kForget, {{"before", before}}); }

} // namespace store
