#include "models/store/look_up.hpp"
#include "models/store/referral_rows.hpp"
#include "models/store/seal.hpp"
#include "models/store/settings.hpp"

namespace store {

namespace {

constexpr std::string_view kCounts = "look_up_key"; // setting

constexpr Sql kIndexed{"look_up.indexed", PARASOL_REFERRAL_COLUMNS R"sql(
      FROM referral r
     WHERE r.id > :after
       AND (EXISTS (SELECT 1 FROM search_token t WHERE t.referral_id = r.id)
            OR EXISTS (SELECT 1 FROM blind_index b WHERE b.referral_id = r.id))
     ORDER BY r.id
     LIMIT :limit
)sql"};

constexpr Sql kPersons{"look_up.persons", R"sql(
    SELECT id, member, person, person_next FROM offer WHERE referral_id = :referral AND person <> ''
)sql"};

constexpr Sql kSavePerson{"look_up.save_person",
                          "UPDATE offer SET person = :person, person_next = :next WHERE id = :id"};

} // namespace

std::string look_up_name(Reader& db)
{
    if (auto named = find_setting(db, kCounts)) return *named;
    const auto first = db.vault().key_names(KeyUse::search).front();
    return first.since == 0 ? first.id : std::string(); // never changed
}

std::size_t look_up_key(Reader& db)
{
    if (db.vault().count_keys(KeyUse::search) == 1) return 0;
    const auto name = look_up_name(db);
    const auto names = db.vault().key_names(KeyUse::search);
    for (std::size_t i = 0; i < names.size(); ++i)
        if (names[i].id == name) return i;
    return names.size() - 1;
}

void change_look_up_key(Writer& db)
{
    save_setting(db, kCounts, db.vault().key_names(KeyUse::search).back().id);
}

std::string person_digest(Reader& db, std::string_view normalized_id)
{
    return db.vault().blind_index(normalized_id, look_up_key(db));
}

std::string next_person_digest(Reader& db, std::string_view normalized_id)
{
    const auto newest = db.vault().count_keys(KeyUse::search) - 1;
    return look_up_key(db) == newest ? std::string() : db.vault().blind_index(normalized_id, newest);
}

std::string person_of_offer(Reader& db, const OfferRow& row)
{
    const auto newest = db.vault().count_keys(KeyUse::search) - 1;
    return row.person_next.empty() || look_up_key(db) != newest ? row.person : row.person_next;
}

std::vector<models::Referral> list_indexed(Reader& db, models::ReferralId after, int limit)
{
    std::vector<models::Referral> rows;
    auto query = db.query(kIndexed, {{"after", after.value}, {"limit", limit}});
    for (models::Referral row; next_referral(query, row);) rows.push_back(row);
    return rows;
}

std::vector<OfferPerson> persons_of_offers(Reader& db, models::ReferralId referral)
{
    std::vector<OfferPerson> rows;
    auto query = db.query(kPersons, {{"referral", referral}});
    for (OfferPerson row; query.next(row.offer, row.member, row.person, row.next);) rows.push_back(row);
    return rows;
}

void save_person(Writer& db, const OfferPerson& row)
{
    db.change(kSavePerson, {{"person", row.person}, {"next", row.next}, {"id", row.offer}});
}

} // namespace store
