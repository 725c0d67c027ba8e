#include "models/store/referral_rows.hpp"
#include "models/store/referrals.hpp"
#include "models/store/seal.hpp"

namespace store {

namespace {

constexpr Sql kInsert{"document.insert", R"sql(
    INSERT INTO household_document (referral_id, facts_version, sealed, by_id, at)
    VALUES (:referral, :facts_version, :sealed, :by, :now)
)sql"};

constexpr Sql kReplace{"document.replace_draft", R"sql(
    UPDATE household_document
       SET sealed = :sealed, at = :now
     WHERE referral_id = :referral AND facts_version = :facts_version
       AND EXISTS (SELECT 1 FROM referral r WHERE r.id = :referral AND r.state = 'draft')
)sql"};

constexpr Sql kFind{"document.find", R"sql(
    SELECT sealed FROM household_document WHERE referral_id = :referral AND facts_version = :facts_version
)sql"};

constexpr Sql kFindAt{"document.find_at", R"sql(
    SELECT facts_version, sealed
      FROM household_document
     WHERE referral_id = :referral AND at <= :at
     ORDER BY facts_version DESC
     LIMIT 1
)sql"};

constexpr Sql kOfSome{"document.of_some", R"sql(
    SELECT r.id, r.urgency, r.facts_version, d.sealed
      FROM referral r
      JOIN household_document d ON d.referral_id = r.id AND d.facts_version = r.facts_version
     WHERE r.id IN )sql" PARASOL_SOME_IDS "ORDER BY r.id"};

// A need that plans or offers refer to stays; one that is not told any more is closed.
constexpr Sql kDeleteNeeds{"need.delete", R"sql(
    DELETE FROM need
     WHERE referral_id = :referral
       AND NOT EXISTS (SELECT 1 FROM plan_line l WHERE l.need_id = need.id)
       AND NOT EXISTS (SELECT 1 FROM offer o WHERE o.need_id = need.id)
)sql"};
constexpr Sql kCloseNeeds{"need.close", "UPDATE need SET state = 'closed' WHERE referral_id = :referral"};
constexpr Sql kPutNeed{"need.put", R"sql(
    INSERT INTO need (id, referral_id, type, member, amount_band, state)
    VALUES (:id, :referral, :type, :member, :band, :state)
    ON CONFLICT (id)
    DO UPDATE SET type = excluded.type, member = excluded.member, amount_band = excluded.amount_band,
                  state = excluded.state
)sql"};

constexpr Sql kDeleteTokens{"search_token.delete", "DELETE FROM search_token WHERE referral_id = :referral"};
constexpr Sql kInsertToken{"search_token.insert", R"sql(
    INSERT INTO search_token (token, referral_id) VALUES (:token, :referral) ON CONFLICT (token, referral_id) DO NOTHING
)sql"};

constexpr Sql kDeleteIndexes{"blind_index.delete", "DELETE FROM blind_index WHERE referral_id = :referral"};
constexpr Sql kInsertIndex{"blind_index.insert", R"sql(
    INSERT INTO blind_index (digest, referral_id) VALUES (:digest, :referral) ON CONFLICT (digest, referral_id) DO NOTHING
)sql"};

} // namespace

std::string place_of_document(models::ReferralId referral, std::int64_t version)
{
    return "household_document|" + models::to_text(referral) + "|" + std::to_string(version);
}

void insert_document(Writer& db, models::ReferralId referral, std::int64_t facts_version,
                     std::string_view plain, models::AccountId by, models::Time now)
{
    db.change(kInsert, {{"referral", referral},
                        {"facts_version", facts_version},
                        {"sealed", db.vault().seal(plain, place_of_document(referral, facts_version))},
                        {"by", by},
                        {"now", now}});
}

void replace_draft_document(Writer& db, models::ReferralId referral, std::string_view plain, models::Time now)
{
    constexpr std::int64_t kDraft = 0;
    db.change(kReplace, {{"sealed", db.vault().seal(plain, place_of_document(referral, kDraft))},
                         {"now", now},
                         {"referral", referral},
                         {"facts_version", kDraft}});
}

std::string find_document(Reader& db, models::ReferralId referral, std::int64_t facts_version)
{
    std::string sealed;
    auto query = db.query(kFind, {{"referral", referral}, {"facts_version", facts_version}});
    if (!query.next(sealed))
        throw DatabaseError(DatabaseError::Kind::broken, kFind.name, "a referral without its document");
    return db.vault().unseal(sealed, place_of_document(referral, facts_version));
}

std::optional<std::string> find_document_at(Reader& db, models::ReferralId referral, models::Time at)
{
    std::int64_t version{};
    std::string sealed;
    auto query = db.query(kFindAt, {{"referral", referral}, {"at", at}});
    if (!query.next(version, sealed)) return {};
    return db.vault().unseal(sealed, place_of_document(referral, version));
}

std::vector<Told> documents_of(Reader& db, const std::vector<models::ReferralId>& referrals)
{
    std::vector<Told> rows;
    for_some(referrals, [&](const Params& ids) {
        auto query = db.query(kOfSome, ids);
        std::int64_t version{};
        for (Told row; query.next(row.referral, row.urgency, version, row.document);) {
            rows.push_back(row);
            rows.back().document = db.vault().unseal(row.document, place_of_document(row.referral, version));
        }
    });
    return rows;
}

void replace_needs(Writer& db, models::ReferralId referral, const std::vector<NeedRow>& needs)
{
    db.change(kDeleteNeeds, {{"referral", referral}});
    db.change(kCloseNeeds, {{"referral", referral}});
    for (const auto& need : needs)
        db.change(kPutNeed, {{"id", need.id},
                             {"referral", referral},
                             {"type", need.type},
                             {"member", need.member},
                             {"band", need.amount_band},
                             {"state", need.state}});
}

void replace_search_tokens(Writer& db, models::ReferralId referral, models::Area county,
                           const std::vector<TokenText>& texts)
{
    db.change(kDeleteTokens, {{"referral", referral}});
    for (const auto& [kind, text] : texts)
        for (std::size_t key = 0; key < db.vault().count_keys(KeyUse::search); ++key)
            db.change(kInsertToken,
                      {{"token", db.vault().search_token(county, kind, text, key)}, {"referral", referral}});
}

void replace_blind_indexes(Writer& db, models::ReferralId referral, const std::vector<std::string>& ids)
{
    db.change(kDeleteIndexes, {{"referral", referral}});
    for (const auto& id : ids)
        for (std::size_t key = 0; key < db.vault().count_keys(KeyUse::search); ++key)
            db.change(kInsertIndex, {{"digest", db.vault().blind_index(id, key)}, {"referral", referral}});
}

} // namespace store
