#include "models/store/guardian_consents.hpp"
#include "models/store/seal.hpp"

namespace store {

namespace {

constexpr Sql kReplace{"guardian_consent.replace", R"sql(
    UPDATE guardian_consent SET state = 'replaced', holds = NULL, version = version + 1
     WHERE holds = :holds AND state = 'given'
)sql"};
constexpr Sql kInsert{"guardian_consent.insert", R"sql(
    INSERT INTO guardian_consent (id, offer_id, kind, state, way, holds, sealed, from_day, until_day, recorded_by,
                                  recorded_at, version)
    VALUES (:id, :child, :kind, 'given', :way, :holds, :sealed, :from, :until, :by, :at, 1)
)sql"};
constexpr Sql kWithdraw{"guardian_consent.withdraw", R"sql(
    UPDATE guardian_consent
       SET state = 'withdrawn', holds = NULL, withdrawn_by = :by, withdrawn_at = :at, version = version + 1
     WHERE id = :id AND offer_id = :child AND state = 'given'
)sql"};
constexpr Sql kOf{"guardian_consent.of", R"sql(
    SELECT id, offer_id, kind, state, way, sealed, from_day, until_day, withdrawn_at
      FROM guardian_consent
     WHERE offer_id = :child
     ORDER BY id DESC
)sql"};

constexpr Sql kHeld{"guardian_consent.held", R"sql(
    SELECT g.offer_id, g.kind
      FROM guardian_consent g
      JOIN offer o ON o.id = g.offer_id
     WHERE o.program_id = :program AND o.site = :site AND g.state = 'given' AND g.from_day <= :day
       AND g.until_day >= :day
     ORDER BY g.offer_id, g.kind
)sql"};

std::string place(models::GuardianConsentId id) { return "guardian_consent|" + models::to_text(id) + "|who"; }

} // namespace

models::GuardianConsentId give_guardian_consent(Writer& db, const GuardianConsentRow& row)
{
    const auto id = db.new_id<models::GuardianConsentId>();
    const auto holds = models::to_text(row.child) + "|" + std::string(models::name_of(row.kind));
    db.change(kReplace, {{"holds", holds}});
    db.change(kInsert, {{"id", id},
                        {"child", row.child},
                        {"kind", row.kind},
                        {"way", row.way},
                        {"holds", holds},
                        {"sealed", db.vault().seal(row.who, place(id))},
                        {"from", row.from},
                        {"until", row.until},
                        {"by", row.recorded_by},
                        {"at", row.recorded_at}});
    return id;
}

bool withdraw_guardian_consent(Writer& db, models::OfferId child, models::GuardianConsentId id,
                               models::AccountId by, models::Time now)
{
    return db.change(kWithdraw, {{"by", by}, {"at", now}, {"id", id}, {"child", child}}) == 1;
}

std::vector<GuardianConsentRow> guardian_consents_of(Reader& db, models::OfferId child)
{
    std::vector<GuardianConsentRow> all;
    auto query = db.query(kOf, {{"child", child}});
    for (GuardianConsentRow row; query.next(row.id, row.child, row.kind, row.state, row.way, row.who,
                                            row.from, row.until, row.withdrawn_at);) {
        all.push_back(row);
        all.back().who = db.vault().unseal_words(row.who, place(row.id));
    }
    return all;
}

std::vector<HeldConsent> guardian_consents_held(Reader& db, models::ProgramId program,
                                                const std::string& site, models::Date day)
{
    std::vector<HeldConsent> all;
    auto query = db.query(kHeld, {{"program", program}, {"site", site}, {"day", day}});
    for (HeldConsent row; query.next(row.child, row.kind);) all.push_back(row);
    return all;
}

} // namespace store
