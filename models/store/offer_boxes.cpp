#include "models/store/offer_rows.hpp"
#include "models/store/referral_rows.hpp"
#include <algorithm>
#include <array>
#include <map>

// The boxes of an inbox: what stands in them, and how much.
namespace store {

namespace {

using models::OfferState;

#define PARASOL_OFFER_IN_BOX "(:everything = 1 OR o.state IN (:s0, :s1, :s2, :s3, :s4, :s5, :s6, :s7)) "

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

#define PARASOL_SAID_UNABLE                                                                                  \
    "EXISTS (SELECT 1 FROM offer_move m WHERE m.offer_id = o.id AND m.act = 'fail' AND m.side = 'charity')"
constexpr Sql kUnable{"offer.unable", "SELECT id FROM offer o WHERE o.id = :id AND o.state = 'failed' "
                                      "AND " PARASOL_SAID_UNABLE};
#define PARASOL_FAILURES(WHERE)                                                                              \
    "SELECT COALESCE(SUM(unable), 0), COUNT(*) FROM (SELECT CASE WHEN " PARASOL_SAID_UNABLE                  \
    " THEN 1 ELSE 0 END AS unable FROM offer o JOIN referral r ON r.id = o.referral_id "                     \
    "WHERE o.state = 'failed' AND " WHERE " LIMIT 10000) AS counted"
constexpr Sql kFailuresOfArea{"offer.failures_of_area", PARASOL_FAILURES("r.village BETWEEN :low AND :high")};
constexpr Sql kFailuresOfOrganization{"offer.failures_of_organization",
                                      PARASOL_FAILURES("o.organization_id = :organization")};
#undef PARASOL_FAILURES
#undef PARASOL_SAID_UNABLE

constexpr Sql kToAnswer{"offer.to_answer", R"sql(
    SELECT organization_id, COUNT(*) FROM offer WHERE state IN ('offered', 'received') GROUP BY organization_id
)sql"};
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
        return offers_by(db, kDueOfOrganization, params);
    }
    const auto [low, high] = codes_in(scope.area);
    params.push_back({"low", low});
    params.push_back({"high", high});
    return offers_by(db, kDueOfArea, with_box(std::move(params), box));
}

std::vector<OfferRow> list_offers(Reader& db, const OfferScope& scope, OfferBox box, models::OfferId before,
                                  int limit)
{
    if (box != OfferBox::all && box != OfferBox::ended)
        return list_due(db, scope, box, before, std::clamp(limit, 1, 101));
    const auto from = before ? before.value : std::numeric_limits<std::int64_t>::max();
    const Param most{"limit", std::clamp(limit, 1, 101)};
    if (scope.organization)
        return offers_by(db, kListOfOrganization,
                         with_box({{"organization", scope.organization}, {"before", from}, most}, box));
    const auto [low, high] = codes_in(scope.area);
    return offers_by(db, kListOfArea, with_box({{"low", low}, {"high", high}, {"before", from}, most}, box));
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

std::vector<std::pair<OfferBox, std::int64_t>> count_boxes(Reader& db, const OfferScope& scope)
{
    std::vector<std::pair<OfferBox, std::int64_t>> boxes;
    const auto counts =
        scope.organization ? count_states(db, scope.organization) : std::map<OfferState, std::int64_t>{};
    for (const auto& [box, name] : models::kNames<OfferBox>)
        boxes.emplace_back(box, scope.organization ? count_in(counts, box) : count_offers(db, scope, box));
    return boxes;
}

bool is_unable(Reader& db, const OfferRow& row)
{
    if (row.state != OfferState::failed) return false;
    auto query = db.query(kUnable, {{"id", row.id}});
    models::OfferId id;
    return query.next(id);
}

FailedOffers count_failed(Reader& db, const OfferScope& scope)
{
    const auto [low, high] = codes_in(scope.area);
    auto query = scope.organization
                     ? db.query(kFailuresOfOrganization, {{"organization", scope.organization}})
                     : db.query(kFailuresOfArea, {{"low", low}, {"high", high}});
    FailedOffers found;
    std::int64_t all{};
    query.next(found.unable, all);
    found.others = all - found.unable;
    return found;
}

std::vector<std::pair<models::OrganizationId, std::int64_t>> offers_to_answer(Reader& db)
{
    std::vector<std::pair<models::OrganizationId, std::int64_t>> counts;
    auto query = db.query(kToAnswer);
    models::OrganizationId organization;
    for (std::int64_t count{}; query.next(organization, count);) counts.emplace_back(organization, count);
    return counts;
}

} // namespace store
