#include "models/store/audit.hpp"
#include "models/store/seal.hpp"

namespace store {

namespace {

constexpr Sql kFind{"first_answer.find", R"sql(
    SELECT body_hash, status, sealed, location FROM first_answer WHERE account_id = :account AND key_hash = :key
)sql"};

constexpr Sql kInsert{"first_answer.insert", R"sql(
    INSERT INTO first_answer (account_id, key_hash, body_hash, status, sealed, location, at)
    VALUES (:account, :key, :body_hash, :status, :sealed, :location, :now)
    ON CONFLICT (account_id, key_hash) DO NOTHING
)sql"};

constexpr Sql kForget{"first_answer.forget", R"sql(
    DELETE FROM first_answer WHERE at < :before
)sql"};

std::string place(models::AccountId account, const std::string& key)
{
    return "first_answer|" + models::to_text(account) + "|" + key;
}

} // namespace

std::optional<FirstAnswer> find_answer(Reader& db, models::AccountId account, std::string_view typed)
{
    const auto key = db.vault().secret_hash(typed);
    FirstAnswer answer;
    std::string sealed;
    auto query = db.query(kFind, {{"account", account}, {"key", key}});
    if (!query.next(answer.body_hash, answer.status, sealed, answer.location)) return {};
    answer.body = db.vault().unseal(sealed, place(account, key));
    return answer;
}

bool keep_answer(Writer& db, models::AccountId account, std::string_view typed, const FirstAnswer& answer,
                 models::Time now)
{
    const auto key = db.vault().secret_hash(typed);
    return db.change(kInsert, {{"account", account},
                               {"key", key},
                               {"body_hash", answer.body_hash},
                               {"status", answer.status},
                               {"sealed", db.vault().seal(answer.body, place(account, key))},
                               {"location", answer.location},
                               {"now", now}}) == 1;
}

void forget_answers(Writer& db, models::Time before) { db.change(kForget, {{"before", before}}); }

} // namespace store
