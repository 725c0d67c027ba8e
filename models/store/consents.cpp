#include "models/store/consents.hpp"
#include "models/store/referral_rows.hpp"
#include "models/store/seal.hpp"

namespace store {

namespace {

constexpr Sql kInsert{"consent.insert", R"sql(
    INSERT INTO consent (id, referral_id, state, way, text_version, member, purposes, fields, sealed, from_day,
                         until_day, recorded_by, recorded_at, version)
    VALUES (:id, :referral, :state, :way, :text_version, :member, :purposes, :fields, :sealed, :from, :until,
            :by, :at, 1)
)sql"};

constexpr Sql kInsertOrganization{"consent.insert_organization", R"sql(
    INSERT INTO consent_organization (consent_id, organization_id)
    VALUES (:consent, :organization)
    ON CONFLICT (consent_id, organization_id) DO NOTHING
)sql"};

constexpr Sql kSaveState{"consent.save_state", R"sql(
    UPDATE consent
       SET state = :state, version = version + 1
     WHERE id = :id AND version = :version
)sql"};

constexpr Sql kList{"consent.list", R"sql(
    SELECT id, state, way, text_version, member, purposes, fields, sealed, from_day, until_day, recorded_by,
           recorded_at, version
      FROM consent
     WHERE referral_id = :referral
     ORDER BY id DESC
)sql"};

constexpr Sql kNaming{"consent.naming", R"sql(
    SELECT c.id, c.referral_id, c.state, c.way, c.text_version, c.member, c.purposes, c.fields, c.from_day, c.until_day,
           c.recorded_by, c.recorded_at, c.version
      FROM consent c
      JOIN consent_organization o ON o.consent_id = c.id AND o.organization_id = :organization
     WHERE c.state = 'given' AND c.referral_id IN )sql" PARASOL_SOME_IDS "ORDER BY c.id DESC"};

constexpr Sql kOver{"consent.over", R"sql(
    SELECT id, referral_id, version
      FROM consent
     WHERE state = 'given' AND until_day < :today
     ORDER BY id
     LIMIT 100
)sql"};

constexpr Sql kOrganizations{"consent.organizations", R"sql(
    SELECT organization_id
      FROM consent_organization
     WHERE consent_id = :consent
     ORDER BY organization_id
)sql"};

constexpr Sql kIn{"consent.in_area", R"sql(
    SELECT c.referral_id, c.member, c.purposes, o.organization_id
      FROM referral r
      JOIN consent c ON c.referral_id = r.id
      JOIN consent_organization o ON o.consent_id = c.id
     WHERE r.village BETWEEN :low AND :high AND c.state = 'given'
       AND c.from_day <= :day AND c.until_day >= :day
     ORDER BY c.referral_id, c.id, o.organization_id
)sql"};

std::string place(models::ConsentId id) { return "consent|" + models::to_text(id) + "|given"; }

std::string joined(const std::vector<std::string>& codes)
{
    std::string text;
    for (const auto& code : codes) text += (text.empty() ? "" : ",") + code;
    return text;
}

std::vector<std::string> codes_of(std::string_view text)
{
    std::vector<std::string> codes;
    while (!text.empty()) {
        const auto end = std::min(text.find(','), text.size());
        codes.emplace_back(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return codes;
}

} // namespace

models::ConsentId insert_consent(Writer& db, const ConsentRow& row)
{
    const auto id = db.new_id<models::ConsentId>();
    db.change(kInsert, {{"id", id},
                        {"referral", row.referral},
                        {"state", row.state},
                        {"way", row.way},
                        {"text_version", row.text_version},
                        {"member", row.member},
                        {"purposes", joined(row.purposes)},
                        {"fields", joined(row.fields)},
                        {"sealed", db.vault().seal(row.given, place(id))},
                        {"from", row.from},
                        {"until", row.until},
                        {"by", row.recorded_by},
                        {"at", row.recorded_at}});
    for (const auto organization : row.organizations)
        db.change(kInsertOrganization, {{"consent", id}, {"organization", organization}});
    return id;
}

bool save_consent_state(Writer& db, models::ConsentId id, std::int64_t version, models::ConsentState state)
{
    return db.change(kSaveState, {{"id", id}, {"version", version}, {"state", state}}) == 1;
}

std::vector<ConsentRow> list_consents(Reader& db, models::ReferralId referral)
{
    std::vector<ConsentRow> rows;
    {
        auto query = db.query(kList, {{"referral", referral}});
        std::string purposes, fields;
        for (ConsentRow row{.referral = referral};
             query.next(row.id, row.state, row.way, row.text_version, row.member, purposes, fields, row.given,
                        row.from, row.until, row.recorded_by, row.recorded_at, row.version);) {
            row.purposes = codes_of(purposes);
            row.fields = codes_of(fields);
            rows.push_back(row);
        }
    }
    for (auto& row : rows) {
        row.given = db.vault().unseal_words(row.given, place(row.id));
        auto query = db.query(kOrganizations, {{"consent", row.id}});
        for (models::OrganizationId organization; query.next(organization);)
            row.organizations.push_back(organization);
    }
    return rows;
}

std::vector<ConsentRow> consents_naming(Reader& db, const std::vector<models::ReferralId>& referrals,
                                        models::OrganizationId organization)
{
    std::vector<ConsentRow> rows;
    for_some(referrals, [&](Params params) {
        params.push_back({"organization", organization});
        auto query = db.query(kNaming, params);
        std::string purposes, fields;
        for (ConsentRow row{.organizations = {organization}};
             query.next(row.id, row.referral, row.state, row.way, row.text_version, row.member, purposes,
                        fields, row.from, row.until, row.recorded_by, row.recorded_at, row.version);) {
            row.purposes = codes_of(purposes);
            row.fields = codes_of(fields);
            rows.push_back(row);
        }
    });
    return rows;
}

std::vector<OverConsent> consents_over(Reader& db, models::Date today)
{
    std::vector<OverConsent> rows;
    auto query = db.query(kOver, {{"today", today}});
    for (OverConsent row; query.next(row.id, row.referral, row.version);) rows.push_back(row);
    return rows;
}

std::vector<ConsentGiven> consents_in(Reader& db, models::Area area, models::Date day)
{
    std::vector<ConsentGiven> rows;
    const auto [low, high] = codes_in(area);
    auto query = db.query(kIn, {{"low", low}, {"high", high}, {"day", day}});
    std::string purposes;
    for (ConsentGiven row; query.next(row.referral, row.member, purposes, row.organization);) {
        row.purposes = codes_of(purposes);
        rows.push_back(row);
    }
    return rows;
}

} // namespace store
