#include "models/store/clocks.hpp"
#include "models/store/referral_rows.hpp"
#include <algorithm>

namespace store {

namespace {

constexpr int kMost = 1'000;

constexpr Sql kStart{"clock.start", R"sql(
    INSERT INTO clock (noun, noun_id, referral_id, clock, side, due_at, next_at, rung, left_days)
    VALUES (:noun, :id, :referral, :clock, :side, :due, :next, :rung, NULL)
    ON CONFLICT (noun, noun_id, clock) DO UPDATE
       SET side = excluded.side, due_at = excluded.due_at, next_at = excluded.next_at, rung = excluded.rung,
           left_days = NULL
)sql"};

constexpr Sql kSave{"clock.save", R"sql(
    UPDATE clock
       SET due_at = :due, next_at = :next, rung = :rung, left_days = :left
     WHERE noun = :noun AND noun_id = :id AND clock = :clock
)sql"};

constexpr Sql kStop{"clock.stop", "DELETE FROM clock WHERE noun = :noun AND noun_id = :id"};

// What an inbox is sorted by.
constexpr Sql kOfferDue{"offer.due", R"sql(
    UPDATE offer
       SET due_at = COALESCE((SELECT MIN(c.due_at)
                                FROM clock c
                               WHERE c.noun = 'offer' AND c.noun_id = offer.id AND c.left_days IS NULL),
                             9007199254740991)
     WHERE id = :id
)sql"};

#define PARASOL_CLOCK                                                                                        \
    "SELECT c.noun, c.noun_id, c.referral_id, c.clock, c.side, c.due_at, c.next_at, c.rung, c.left_days "
constexpr Sql kOf{"clock.of", PARASOL_CLOCK
                  "FROM clock c WHERE c.noun = 'referral' AND c.noun_id = :id ORDER BY c.due_at"};
constexpr Sql kEvery{"clock.every",
                     PARASOL_CLOCK "FROM clock c WHERE c.referral_id = :id ORDER BY c.due_at, c.noun_id"};
constexpr Sql kToClimb{"clock.to_climb", PARASOL_CLOCK R"sql(
      FROM clock c
     WHERE c.noun = :noun AND c.next_at <= :until
     ORDER BY c.next_at, c.noun_id
     LIMIT :limit
)sql"};

#define PARASOL_DUE                                                                                          \
    PARASOL_CLOCK R"sql(, COALESCE(o.reference, r.reference), r.village, COALESCE(o.need_type, '')
      FROM clock c
      JOIN referral r ON r.id = c.referral_id
      LEFT JOIN offer o ON c.noun = 'offer' AND o.id = c.noun_id
     WHERE (c.side = :side OR (:side = 'county' AND c.clock = 'reconfirm_waitlist')) AND c.left_days IS NULL AND c.due_at < :before
       AND (c.due_at, c.noun_id) >= (:from, :from_id) )sql"
constexpr Sql kDueInArea{"clock.due_in_area", PARASOL_DUE R"sql(
       AND r.village BETWEEN :low AND :high
     ORDER BY c.due_at, c.noun_id
     LIMIT :limit
)sql"};
constexpr Sql kDueAt{"clock.due_at_organization", PARASOL_DUE R"sql(
       AND o.organization_id = :organization
     ORDER BY c.due_at, c.noun_id
     LIMIT :limit
)sql"};
#undef PARASOL_DUE
#undef PARASOL_CLOCK

template <class... More> bool next(Query& query, ClockRow& row, More&... more)
{
    return query.next(row.noun, row.noun_id, row.referral, row.clock, row.side, row.due_at, row.next_at,
                      row.rung, row.left_days, more...);
}

void note_due(Writer& db, ClockNoun noun, std::int64_t id)
{
    if (noun == ClockNoun::offer) db.change(kOfferDue, {{"id", id}});
}

std::vector<ClockRow> all_of(Query&& query)
{
    std::vector<ClockRow> rows;
    for (ClockRow row; next(query, row);) rows.push_back(row);
    return rows;
}

std::vector<DueClock> due_of(Query&& query)
{
    std::vector<DueClock> rows;
    for (DueClock row; next(query, row.clock, row.reference, row.village, row.need_type);)
        rows.push_back(row);
    return rows;
}

} // namespace

void start_clock(Writer& db, const ClockRow& row)
{
    db.change(kStart, {{"noun", row.noun},
                       {"id", row.noun_id},
                       {"referral", row.referral},
                       {"clock", row.clock},
                       {"side", row.side},
                       {"due", row.due_at},
                       {"next", row.next_at},
                       {"rung", row.rung}});
    note_due(db, row.noun, row.noun_id);
}

void save_clock(Writer& db, const ClockRow& row)
{
    db.change(kSave, {{"due", row.due_at},
                      {"next", row.next_at},
                      {"rung", row.rung},
                      {"left", row.left_days},
                      {"noun", row.noun},
                      {"id", row.noun_id},
                      {"clock", row.clock}});
    note_due(db, row.noun, row.noun_id);
}

void stop_clocks(Writer& db, ClockNoun noun, std::int64_t id)
{
    db.change(kStop, {{"noun", noun}, {"id", id}});
    note_due(db, noun, id);
}

std::vector<ClockRow> list_clocks(Reader& db, models::ReferralId referral)
{
    return all_of(db.query(kOf, {{"id", referral}}));
}

std::vector<ClockRow> every_clock(Reader& db, models::ReferralId referral)
{
    return all_of(db.query(kEvery, {{"id", referral}}));
}

std::vector<ClockRow> clocks_to_climb(Reader& db, ClockNoun noun, models::Time until, int limit)
{
    return all_of(
        db.query(kToClimb, {{"noun", noun}, {"until", until}, {"limit", std::clamp(limit, 1, kMost)}}));
}

std::vector<DueClock> clocks_due(Reader& db, models::Area area, models::Side side, models::Time before,
                                 int limit, const DueFrom& from)
{
    const auto [low, high] = codes_in(area);
    return due_of(db.query(kDueInArea, {{"side", side},
                                        {"before", before},
                                        {"from", from.due_at},
                                        {"from_id", from.id},
                                        {"low", low},
                                        {"high", high},
                                        {"limit", std::clamp(limit, 1, kMost)}}));
}

std::vector<DueClock> clocks_due(Reader& db, models::OrganizationId organization, models::Time before,
                                 int limit, const DueFrom& from)
{
    return due_of(db.query(kDueAt, {{"side", models::Side::charity},
                                    {"before", before},
                                    {"from", from.due_at},
                                    {"from_id", from.id},
                                    {"organization", organization},
                                    {"limit", std::clamp(limit, 1, kMost)}}));
}

} // namespace store
