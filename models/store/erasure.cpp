#include "models/store/erasure.hpp"
#include "models/store/files.hpp"
#include "models/store/programs.hpp"
#include "models/store/referral_rows.hpp"
#include "models/store/seal.hpp"
#include <algorithm>
#include <fstream>
#include <sstream>

namespace store {

namespace {

constexpr Sql kMark{"erasure.mark", R"sql(
    UPDATE referral
       SET members = 1, erased_at = :now, erased_for = :why, version = version + 1
     WHERE id = :referral AND version = :version AND erased_at IS NULL
)sql"};

constexpr Sql kDocuments{"erasure.documents", R"sql(
    DELETE FROM household_document WHERE referral_id = :referral AND facts_version <> :facts_version
)sql"};
constexpr Sql kShell{"erasure.shell", R"sql(
    UPDATE household_document
       SET sealed = :sealed
     WHERE referral_id = :referral AND facts_version = :facts_version
)sql"};

#define PARASOL_ITS_OFFERS "(SELECT o.id FROM offer o WHERE o.referral_id = :referral)"
#define PARASOL_ITS_PLANS "(SELECT p.id FROM plan p WHERE p.referral_id = :referral)"

constexpr Sql kWords[] = {
    {"erasure.moves",
     "UPDATE referral_move SET note_sealed = '' WHERE referral_id = :referral AND note_sealed <> ''"},
    {"erasure.offer_moves",
     "UPDATE offer_move SET note_sealed = '' WHERE note_sealed <> '' AND offer_id IN " PARASOL_ITS_OFFERS},
    {"erasure.deliveries",
     "UPDATE delivery SET sealed = '' WHERE sealed <> '' AND offer_id IN " PARASOL_ITS_OFFERS},
    {"erasure.plans",
     "UPDATE plan_line SET sealed = '' WHERE sealed <> '' AND plan_id IN " PARASOL_ITS_PLANS},
    {"erasure.objections",
     "UPDATE objection SET sealed = '', answer_sealed = '' WHERE referral_id = :referral AND sealed <> ''"},
    {"erasure.payments",
     "UPDATE payment_line SET sealed = '' WHERE sealed <> '' AND offer_id IN " PARASOL_ITS_OFFERS},
    {"erasure.worries", "UPDATE worry_move SET sealed = '' WHERE sealed <> '' AND worry_id IN "
                        "(SELECT w.id FROM worry w WHERE w.offer_id IN " PARASOL_ITS_OFFERS ")"},
    {"erasure.files", "DELETE FROM attachment_content WHERE attachment_id IN "
                      "(SELECT a.id FROM attachment a WHERE a.referral_id = :referral)"},
    {"erasure.rounds", "UPDATE round_family SET sealed = '' WHERE referral_id = :referral AND sealed <> ''"},
};

// Who gave a consent is kept longer, as its proof (retention.hpp), unless the family asks.
constexpr Sql kGivers[] = {
    {"erasure.consents", "UPDATE consent SET sealed = '' WHERE referral_id = :referral AND sealed <> ''"},
    {"erasure.guardians",
     "UPDATE guardian_consent SET sealed = '' WHERE sealed <> '' AND offer_id IN " PARASOL_ITS_OFFERS},
};

constexpr Sql kIndexes[] = {
    {"erasure.tokens", "DELETE FROM search_token WHERE referral_id = :referral"},
    {"erasure.blind_indexes", "DELETE FROM blind_index WHERE referral_id = :referral"},
    {"erasure.offers",
     "UPDATE offer SET person = '', person_next = '' WHERE referral_id = :referral AND person <> ''"},
};

constexpr Sql kEntrances[] = {
    {"erasure.codes", "DELETE FROM query_code WHERE referral_id = :referral"},
    {"erasure.sessions", "DELETE FROM family_session WHERE referral_id = :referral"},
};

constexpr Sql kClocks{"erasure.clocks", "DELETE FROM clock WHERE referral_id = :referral"};

constexpr Sql kInsert{"erasure.insert", R"sql(
    INSERT INTO erasure (referral_id, at) VALUES (:referral, :at) ON CONFLICT (referral_id) DO NOTHING
)sql"};
constexpr Sql kList{"erasure.list", "SELECT referral_id, at FROM erasure ORDER BY referral_id"};

template <std::size_t N>
std::int64_t change_all(Writer& db, const Sql (&statements)[N], models::ReferralId referral)
{
    std::int64_t rows = 0;
    for (const auto& sql : statements) rows += db.change(sql, {{"referral", referral}});
    return rows;
}

} // namespace

std::optional<Erased> erase_family(Writer& db, const models::Referral& row, std::string_view shell,
                                   models::ErasedFor why, models::Time now)
{
    if (db.change(kMark, {{"now", now}, {"why", why}, {"referral", row.id}, {"version", row.version}}) != 1)
        return {};
    const auto version = row.facts_version;
    Erased erased;
    erased.documents = db.change(kDocuments, {{"referral", row.id}, {"facts_version", version}});
    erased.documents +=
        db.change(kShell, {{"sealed", db.vault().seal(shell, place_of_document(row.id, version))},
                           {"referral", row.id},
                           {"facts_version", version}});
    erased.words = change_all(db, kWords, row.id);
    if (why == models::ErasedFor::request) erased.words += change_all(db, kGivers, row.id);
    erased.indexes = change_all(db, kIndexes, row.id);
    erased.entrances = change_all(db, kEntrances, row.id);
    db.change(kClocks, {{"referral", row.id}});
    append_change(db, "referral", row.id.value);
    return erased;
}

void insert_erasure(Writer& db, const Erasure& row)
{
    db.change(kInsert, {{"referral", row.referral}, {"at", row.at}});
}

std::vector<Erasure> list_erasures(Reader& db)
{
    std::vector<Erasure> rows;
    auto query = db.query(kList);
    for (Erasure row; query.next(row.referral, row.at);) rows.push_back(row);
    return rows;
}

std::vector<Erasure> kept_erasures(const std::filesystem::path& file)
{
    std::vector<Erasure> rows;
    std::ifstream in(file);
    for (std::string line; std::getline(in, line);) {
        std::istringstream words(line);
        std::int64_t referral{}, at{};
        if (!(words >> referral >> at)) damaged(file);
        rows.push_back({models::ReferralId{referral}, models::Time(std::chrono::milliseconds(at))});
    }
    return rows;
}

void keep_erasures(const std::filesystem::path& file, std::vector<Erasure> rows)
{
    const auto kept = kept_erasures(file);
    for (const auto& row : kept)
        if (std::ranges::find(rows, row.referral, &Erasure::referral) == rows.end()) rows.push_back(row);
    if (rows.size() == kept.size()) return;
    std::string text;
    for (const auto& row : rows)
        text +=
            models::to_text(row.referral) + " " + std::to_string(row.at.time_since_epoch().count()) + "\n";
    replace_file(file, text);
}

} // namespace store
