#include "models/store/offer_rows.hpp"
#include "models/store/referral_rows.hpp"

namespace store {

namespace {

// An area has no organization, an organization no area: the other half finds nothing.
#define PARASOL_OFFER_VISIBLE                                                                                \
    "(r.village BETWEEN :low AND :high OR (o.organization_id = :organization AND o.state <> 'draft')) "

constexpr Sql kInsert{"offer.insert", R"sql(
    INSERT INTO offer (id, reference, referral_id, need_id, need_type, member, unit, program_id, organization_id,
                       plan_id, state, site, person, person_next, program_version, places, units, amount_fen, due_at, version)
    SELECT :id, r.reference || '-' || CAST((SELECT COUNT(*) + 1 FROM offer o WHERE o.referral_id = r.id) AS TEXT),
           r.id, :need, :need_type, :member, :unit, :program, :organization, :plan, :state, :site, :person, :next,
           :program_version, :places, :units, :amount, 9007199254740991, 1
      FROM referral r
     WHERE r.id = :referral
)sql"};

constexpr Sql kSave{"offer.save", R"sql(
    UPDATE offer
       SET state = :state, site = :site, program_version = :program_version, passed_from = :passed_from,
           decline_reason = :decline_reason, units = :units, places = :places, amount_fen = :amount,
           offered_at = :offered_at, accepted_at = :accepted_at, fields_opened_at = :fields_opened_at,
           version = version + 1
     WHERE id = :id AND version = :version
)sql"};

constexpr Sql kFind{"offer.find", PARASOL_OFFER "WHERE o.id = :id AND " PARASOL_OFFER_VISIBLE};

constexpr Sql kOfReferral{"offer.of_referral", PARASOL_OFFER "WHERE o.referral_id = :referral ORDER BY o.id"};
constexpr Sql kOfFamily{"offer.of_family", PARASOL_OFFER R"sql(
     WHERE o.organization_id = :organization AND o.state <> 'draft'
       AND o.id IN (SELECT f.id FROM offer f WHERE f.referral_id = :referral
                    UNION ALL
                    SELECT p.id FROM offer p WHERE p.person = :person AND p.person <> ''
                    UNION ALL
                    SELECT n.id FROM offer n WHERE n.person_next = :same AND n.person_next <> '')
     ORDER BY o.id
)sql"};
constexpr Sql kWaitlist{"offer.waitlist", PARASOL_OFFER
                        "WHERE o.program_id = :program AND o.state = 'waitlisted' ORDER BY o.id"};
constexpr Sql kWithWaitlist{
    "offer.programs_with_waitlist",
    "SELECT DISTINCT program_id FROM offer WHERE state = 'waitlisted' ORDER BY program_id"};
constexpr Sql kInLine{"offer.place_in_line", R"sql(
    SELECT COALESCE(SUM(CASE WHEN o.id <= :id THEN 1 ELSE 0 END), 0), COUNT(*)
      FROM offer o
     WHERE o.program_id = :program AND o.site = :site AND o.state = 'waitlisted'
)sql"};
// Each key by its own index: an OR of the two is a look at every row.
constexpr Sql kOfPerson{"offer.of_person", PARASOL_OFFER R"sql(
     WHERE o.id IN (SELECT p.id FROM offer p WHERE p.person = :person AND p.need_type = :need_type
                    UNION ALL
                    SELECT n.id FROM offer n WHERE n.person_next = :same AND n.person_next <> '' AND n.need_type = :same_need)
       AND (o.state NOT IN ('draft', 'declined', 'expired', 'withdrawn', 'passed_on', 'entered_in_error')
            OR EXISTS (SELECT 1 FROM delivery d WHERE d.offer_id = o.id AND d.state <> 'reversed'))
     ORDER BY o.id DESC
)sql"};

constexpr Sql kSeated{"offer.seated_at", PARASOL_OFFER R"sql(
     WHERE o.program_id = :program AND o.site = :site AND o.accepted_at < :until
       AND (o.state IN ('accepted', 'delivering')
            OR (o.state IN ('fulfilled', 'partly_fulfilled', 'failed', 'consent_ended')
                AND EXISTS (SELECT 1 FROM offer_move m
                             WHERE m.offer_id = o.id AND m.to_state = o.state AND m.at >= :from)))
     ORDER BY o.accepted_at, o.id
)sql"};

} // namespace

models::OfferId insert_offer(Writer& db, const OfferRow& row)
{
    const auto id = db.new_id<models::OfferId>();
    db.change(kInsert, {{"id", id},
                        {"referral", row.referral},
                        {"need", row.need},
                        {"need_type", row.need_type},
                        {"member", row.member},
                        {"unit", row.unit},
                        {"program", row.program},
                        {"organization", row.organization},
                        {"plan", row.plan},
                        {"state", row.state},
                        {"site", row.site},
                        {"person", row.person},
                        {"next", row.person_next},
                        {"program_version", row.program_version},
                        {"places", row.places},
                        {"units", row.units},
                        {"amount", row.amount}});
    return id;
}

std::optional<OfferRow> find_offer(Reader& db, const OfferScope& scope, models::OfferId id)
{
    const auto [low, high] = codes_in(scope.area);
    auto rows = offers_by(
        db, kFind, {{"id", id}, {"low", low}, {"high", high}, {"organization", scope.organization.value}});
    if (rows.empty()) return {};
    return std::move(rows.front());
}

bool save_offer(Writer& db, const OfferRow& row)
{
    return db.change(kSave, {{"state", row.state},
                             {"site", row.site},
                             {"program_version", row.program_version},
                             {"passed_from", row.passed_from},
                             {"decline_reason", row.decline_reason},
                             {"units", row.units},
                             {"places", row.places},
                             {"amount", row.amount},
                             {"offered_at", row.offered_at},
                             {"accepted_at", row.accepted_at},
                             {"fields_opened_at", row.fields_opened_at},
                             {"id", row.id},
                             {"version", row.version}}) == 1;
}

std::vector<OfferRow> offers_of_family(Reader& db, models::OrganizationId organization,
                                       models::ReferralId referral, const std::string& person)
{
    return offers_by(
        db, kOfFamily,
        {{"organization", organization}, {"referral", referral}, {"person", person}, {"same", person}});
}

std::vector<OfferRow> offers_of(Reader& db, models::ReferralId referral)
{
    return offers_by(db, kOfReferral, {{"referral", referral}});
}

std::vector<OfferRow> waitlist_of(Reader& db, models::ProgramId program)
{
    return offers_by(db, kWaitlist, {{"program", program}});
}

std::vector<models::ProgramId> programs_with_waitlist(Reader& db)
{
    std::vector<models::ProgramId> all;
    auto query = db.query(kWithWaitlist);
    for (models::ProgramId id; query.next(id);) all.push_back(id);
    return all;
}

std::vector<OfferRow> seated_at(Reader& db, models::ProgramId program, const std::string& site,
                                models::Time from, models::Time until)
{
    return offers_by(db, kSeated, {{"program", program}, {"site", site}, {"from", from}, {"until", until}});
}

std::optional<InLine> place_in_line(Reader& db, const OfferRow& row)
{
    if (row.state != models::OfferState::waitlisted) return {};
    InLine found;
    auto query = db.query(kInLine, {{"id", row.id}, {"program", row.program}, {"site", row.site}});
    query.next(found.place, found.all);
    return found;
}

std::vector<OfferRow> offers_of_person(Reader& db, const std::string& person, const std::string& need_type)
{
    if (person.empty()) return {};
    return offers_by(
        db, kOfPerson,
        {{"person", person}, {"need_type", need_type}, {"same", person}, {"same_need", need_type}});
}

} // namespace store
