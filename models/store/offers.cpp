#include "models/store/offers.hpp"
#include "models/store/referral_rows.hpp"
#include <algorithm>
#include <array>
#include <map>

namespace store {

namespace {

using models::OfferState;

#define PARASOL_OFFER                                                                                        \
    "SELECT o.id, o.reference, o.referral_id, o.need_id, o.need_type, o.member, o.unit, o.program_id, "      \
    "o.organization_id, o.plan_id, o.passed_from, o.state, o.decline_reason, o.site, o.person, "             \
    "o.program_version, "                                                                                    \
    "o.places, o.units, o.amount_fen, o.offered_at, o.accepted_at, o.fields_opened_at, o.version, "          \
    "r.village, NULLIF(o.due_at, 9007199254740991) "                                                         \
    "FROM offer o JOIN referral r ON r.id = o.referral_id "

// An area has no organization, an organization no area: the other half finds nothing.
#define PARASOL_OFFER_VISIBLE                                                                                \
    "(r.village BETWEEN :low AND :high OR (o.organization_id = :organization AND o.state <> 'draft')) "

#define PARASOL_OFFER_IN_BOX "(:everything = 1 OR o.state IN (:s0, :s1, :s2, :s3, :s4, :s5, :s6, :s7)) "

constexpr Sql kInsert{"offer.insert", R"sql(
    INSERT INTO offer (id, reference, referral_id, need_id, need_type, member, unit, program_id, organization_id,
                       plan_id, state, site, person, program_version, places, units, amount_fen, due_at, version)
    SELECT :id, r.reference || '-' || CAST((SELECT COUNT(*) + 1 FROM offer o WHERE o.referral_id = r.id) AS TEXT),
           r.id, :need, :need_type, :member, :unit, :program, :organization, :plan, :state, :site, :person,
           :program_version, :places, :units, :amount, 9007199254740991, 1
      FROM referral r
     WHERE r.id = :referral
)sql"};

constexpr Sql kSave{"offer.save", R"sql(
    UPDATE offer
       SET state = :state, site = :site, person = :person, program_version = :program_version, passed_from = :passed_from, decline_reason = :decline_reason, units = :units, places = :places, amount_fen = :amount,
           offered_at = :offered_at, accepted_at = :accepted_at, fields_opened_at = :fields_opened_at,
           version = version + 1
     WHERE id = :id AND version = :version
)sql"};

constexpr Sql kFind{"offer.find", PARASOL_OFFER "WHERE o.id = :id AND " PARASOL_OFFER_VISIBLE};

constexpr Sql kListOfArea{"offer.list_of_area", PARASOL_OFFER "WHERE r.village BETWEEN :low AND :high AND "
                                                              "o.id < :before AND " PARASOL_OFFER_IN_BOX
                                                              "ORDER BY o.id DESC LIMIT :limit"};
constexpr Sql kListOfOrganization{"offer.list_of_organization", PARASOL_OFFER
                                  "WHERE o.organization_id = :organization AND "
                                  "o.state <> 'draft' AND o.id < :before AND " PARASOL_OFFER_IN_BOX
                                  "ORDER BY o.id DESC LIMIT :limit"};

// Of a box with clocks, what is due first; the page before ended with this due and id.
#define PARASOL_OFFER_DUE                                                                                    \
    "(o.due_at, o.id) > (:due, :after) AND " PARASOL_OFFER_IN_BOX "ORDER BY o.due_at, o.id LIMIT :limit"
constexpr Sql kDueOfArea{"offer.due_of_area",
                         PARASOL_OFFER "WHERE r.village BETWEEN :low AND :high AND " PARASOL_OFFER_DUE};
#undef PARASOL_OFFER_DUE
// State by state: each is read in order as far as the page goes. No box with clocks has more than two.
#define PARASOL_DUE_IN(STATE, NAME)                                                                          \
    "SELECT id FROM (SELECT d.id FROM offer d WHERE d.organization_id = :organization AND d.state = " STATE  \
    " AND (d.due_at, d.id) > (:due, :after) ORDER BY d.due_at, d.id LIMIT :limit) AS " NAME " "
constexpr Sql kDueOfOrganization{"offer.due_of_organization", PARASOL_OFFER
                                 "WHERE o.id IN (" PARASOL_DUE_IN(":s0", "one") "UNION ALL " PARASOL_DUE_IN(
                                     ":s1", "other") ") "
                                                     "ORDER BY o.due_at, o.id LIMIT :limit"};
#undef PARASOL_DUE_IN
constexpr Sql kDueAt{"offer.due_at", "SELECT due_at FROM offer WHERE id = :id"};

constexpr Sql kCountOfArea{
    "offer.count_of_area",
    "SELECT COUNT(*) FROM (SELECT 1 AS one FROM offer o JOIN referral r ON "
    "r.id = o.referral_id WHERE r.village BETWEEN :low AND :high AND " PARASOL_OFFER_IN_BOX
    "LIMIT 10000) AS counted"};
// VALUES names its column by itself.
constexpr Sql kCountOfOrganization{"offer.count_of_organization", R"sql(
    SELECT s.column1,
           (SELECT COUNT(*)
              FROM (SELECT 1 AS one FROM offer o WHERE o.organization_id = :organization AND o.state = s.column1
                     LIMIT 10000) AS counted)
      FROM (VALUES ('offered'), ('received'), ('info_needed'), ('waitlisted'), ('accepted'), ('delivering'), ('fulfilled'),
                   ('partly_fulfilled'), ('declined'), ('expired'), ('withdrawn'), ('consent_ended'), ('failed'),
                   ('passed_on'), ('entered_in_error')) AS s
)sql"};

constexpr Sql kToAnswer{"offer.to_answer", R"sql(
    SELECT organization_id, COUNT(*) FROM offer WHERE state IN ('offered', 'received') GROUP BY organization_id
)sql"};
constexpr Sql kOfReferral{"offer.of_referral", PARASOL_OFFER "WHERE o.referral_id = :referral ORDER BY o.id"};
constexpr Sql kOfFamily{"offer.of_family", PARASOL_OFFER R"sql(
     WHERE o.organization_id = :organization AND o.state <> 'draft'
       AND (o.referral_id = :referral OR (o.person <> '' AND o.person = :person))
     ORDER BY o.id
)sql"};
constexpr Sql kWaitlist{"offer.waitlist", PARASOL_OFFER
                        "WHERE o.program_id = :program AND o.state = 'waitlisted' ORDER BY o.id"};
constexpr Sql kWithWaitlist{
    "offer.programs_with_waitlist",
    "SELECT DISTINCT program_id FROM offer WHERE state = 'waitlisted' ORDER BY program_id"};
constexpr Sql kDeclinedSince{"offer.declined_since", R"sql(
    SELECT o.id
      FROM offer o
     WHERE o.program_id = :program AND o.state = 'declined'
       AND EXISTS (SELECT 1 FROM offer_move m WHERE m.offer_id = o.id AND m.act = 'decline' AND m.at > :since)
     LIMIT 1
)sql"};
constexpr Sql kOfPerson{"offer.of_person", PARASOL_OFFER R"sql(
     WHERE o.person = :person AND o.need_type = :need_type
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

bool next_offer(Query& query, OfferRow& row)
{
    return query.next(row.id, row.reference, row.referral, row.need, row.need_type, row.member, row.unit,
                      row.program, row.organization, row.plan, row.passed_from, row.state, row.decline_reason,
                      row.site, row.person, row.program_version, row.places, row.units, row.amount,
                      row.offered_at, row.accepted_at, row.fields_opened_at, row.version, row.village,
                      row.due_at);
}

std::vector<OfferRow> all_of(Reader& db, const Sql& sql, const Params& params)
{
    std::vector<OfferRow> rows;
    auto query = db.query(sql, params);
    for (OfferRow row; next_offer(query, row);) rows.push_back(row);
    return rows;
}

// Names of the box's states bound to :s0 … :s7, the rest to the first.
Params with_box(Params params, OfferBox box)
{
    constexpr std::array kNames{"s0", "s1", "s2", "s3", "s4", "s5", "s6", "s7"};
    const auto states = states_in(box);
    params.push_back({"everything", states.empty()});
    for (std::size_t i = 0; i < kNames.size(); ++i)
        params.push_back({kNames[i], states.empty() ? Value("") : Value(states[i < states.size() ? i : 0])});
    return params;
}

} // namespace

std::vector<OfferState> states_in(OfferBox box)
{
    using enum OfferState;
    switch (box) {
    case OfferBox::all: return {};
    case OfferBox::to_answer: return {offered, received};
    case OfferBox::asked: return {info_needed};
    case OfferBox::waiting: return {waitlisted};
    case OfferBox::to_deliver: return {accepted, delivering};
    case OfferBox::ended:
        return {fulfilled, partly_fulfilled, declined, expired, withdrawn, consent_ended, failed, passed_on};
    }
    return {};
}

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
                        {"program_version", row.program_version},
                        {"places", row.places},
                        {"units", row.units},
                        {"amount", row.amount}});
    return id;
}

std::optional<OfferRow> find_offer(Reader& db, const OfferScope& scope, models::OfferId id)
{
    const auto [low, high] = codes_in(scope.area);
    auto rows = all_of(
        db, kFind, {{"id", id}, {"low", low}, {"high", high}, {"organization", scope.organization.value}});
    if (rows.empty()) return {};
    return std::move(rows.front());
}

bool save_offer(Writer& db, const OfferRow& row)
{
    return db.change(kSave, {{"state", row.state},
                             {"site", row.site},
                             {"person", row.person},
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

static std::vector<OfferRow> list_due(Reader& db, const OfferScope& scope, OfferBox box,
                                      models::OfferId after, int limit)
{
    std::int64_t due = 0;
    if (after) {
        auto query = db.query(kDueAt, {{"id", after}});
        query.next(due);
    }
    Params params{{"due", due}, {"after", after.value}, {"limit", limit}};
    if (scope.organization) {
        const auto states = states_in(box);
        params.push_back({"organization", scope.organization});
        params.push_back({"s0", states.front()});
        params.push_back({"s1", states.size() > 1 ? Value(states.back()) : Value("")});
        return all_of(db, kDueOfOrganization, params);
    }
    const auto [low, high] = codes_in(scope.area);
    params.push_back({"low", low});
    params.push_back({"high", high});
    return all_of(db, kDueOfArea, with_box(std::move(params), box));
}

std::vector<OfferRow> list_offers(Reader& db, const OfferScope& scope, OfferBox box, models::OfferId before,
                                  int limit)
{
    if (box != OfferBox::all && box != OfferBox::ended)
        return list_due(db, scope, box, before, std::clamp(limit, 1, 101));
    const auto from = before ? before.value : std::numeric_limits<std::int64_t>::max();
    const Param most{"limit", std::clamp(limit, 1, 101)};
    if (scope.organization)
        return all_of(db, kListOfOrganization,
                      with_box({{"organization", scope.organization}, {"before", from}, most}, box));
    const auto [low, high] = codes_in(scope.area);
    return all_of(db, kListOfArea, with_box({{"low", low}, {"high", high}, {"before", from}, most}, box));
}

static std::map<OfferState, std::int64_t> count_states(Reader& db, models::OrganizationId organization)
{
    std::map<OfferState, std::int64_t> counts;
    auto query = db.query(kCountOfOrganization, {{"organization", organization}});
    OfferState state{};
    for (std::int64_t count{}; query.next(state, count);) counts[state] = count;
    return counts;
}

static std::int64_t count_in(const std::map<OfferState, std::int64_t>& counts, OfferBox box)
{
    constexpr std::int64_t kMost = 10'000;
    const auto states = states_in(box);
    std::int64_t sum = 0;
    for (const auto& [state, count] : counts)
        if (states.empty() || std::ranges::find(states, state) != states.end()) sum += count;
    return std::min(sum, kMost);
}

std::int64_t count_offers(Reader& db, const OfferScope& scope, OfferBox box)
{
    if (scope.organization) return count_in(count_states(db, scope.organization), box);
    const auto [low, high] = codes_in(scope.area);
    auto query = db.query(kCountOfArea, with_box({{"low", low}, {"high", high}}, box));
    std::int64_t count{};
    query.next(count);
    return count;
}

std::vector<OfferRow> offers_of_family(Reader& db, models::OrganizationId organization,
                                       models::ReferralId referral, const std::string& person)
{
    return all_of(db, kOfFamily,
                  {{"organization", organization}, {"referral", referral}, {"person", person}});
}

std::vector<std::pair<OfferBox, std::int64_t>> count_boxes(Reader& db, const OfferScope& scope)
{
    std::vector<std::pair<OfferBox, std::int64_t>> boxes;
    const auto counts =
        scope.organization ? count_states(db, scope.organization) : std::map<OfferState, std::int64_t>{};
    for (const auto& [box, name] : models::kNames<OfferBox>)
        boxes.emplace_back(box, scope.organization ? count_in(counts, box) : count_offers(db, scope, box));
    return boxes;
}

std::vector<std::pair<models::OrganizationId, std::int64_t>> offers_to_answer(Reader& db)
{
    std::vector<std::pair<models::OrganizationId, std::int64_t>> counts;
    auto query = db.query(kToAnswer);
    models::OrganizationId organization;
    for (std::int64_t count{}; query.next(organization, count);) counts.emplace_back(organization, count);
    return counts;
}

std::vector<OfferRow> offers_of(Reader& db, models::ReferralId referral)
{
    return all_of(db, kOfReferral, {{"referral", referral}});
}

std::vector<OfferRow> waitlist_of(Reader& db, models::ProgramId program)
{
    return all_of(db, kWaitlist, {{"program", program}});
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
    return all_of(db, kSeated, {{"program", program}, {"site", site}, {"from", from}, {"until", until}});
}

bool was_declined_since(Reader& db, models::ProgramId program, models::Time since)
{
    auto query = db.query(kDeclinedSince, {{"program", program}, {"since", since}});
    models::OfferId id;
    return query.next(id);
}

std::vector<OfferRow> offers_of_person(Reader& db, const std::string& person, const std::string& need_type)
{
    if (person.empty()) return {};
    return all_of(db, kOfPerson, {{"person", person}, {"need_type", need_type}});
}

} // namespace store
