#include "models/store/referral_rows.hpp"
#include "models/store/referrals.hpp"
#include "models/store/seal.hpp"
#include <algorithm>

namespace store {

namespace {

constexpr Sql kNextNumber{"move.next_number", R"sql(
    SELECT COALESCE(MAX(number), 0) + 1 FROM referral_move WHERE referral_id = :referral
)sql"};

constexpr Sql kInsert{"move.insert", R"sql(
    INSERT INTO referral_move (referral_id, number, act, from_state, to_state, by_id, side, reason, note_sealed, at)
    VALUES (:referral, :number, :act, :from, :to, :by, :side, :reason, :note, :at)
)sql"};

constexpr Sql kList{"move.list", R"sql(
    SELECT number, act, from_state, to_state, by_id, side, reason, note_sealed, at
      FROM referral_move
     WHERE referral_id = :referral
     ORDER BY number
)sql"};

constexpr Sql kStartClock{"clock.start", R"sql(
    INSERT INTO clock (noun, noun_id, referral_id, clock, due_at)
    VALUES ('referral', :id, :referral, :clock, :due)
    ON CONFLICT (noun, noun_id, clock) DO UPDATE SET due_at = excluded.due_at
)sql"};

constexpr Sql kStopClocks{"clock.stop", "DELETE FROM clock WHERE noun = 'referral' AND noun_id = :referral"};

constexpr Sql kClocksOf{
    "clock.of",
    "SELECT clock, due_at FROM clock WHERE noun = 'referral' AND noun_id = :referral ORDER BY due_at"};

constexpr Sql kDue{"clock.due", R"sql(
    SELECT c.referral_id, c.clock, c.due_at
      FROM clock c
      JOIN referral r ON r.id = c.referral_id
     WHERE r.village BETWEEN :low AND :high AND c.due_at <= :until AND c.noun = 'referral'
     ORDER BY c.due_at
     LIMIT :limit
)sql"};

std::string place(models::ReferralId referral, std::int64_t number)
{
    return "referral_move|" + models::to_text(referral) + "|" + std::to_string(number);
}

} // namespace

void insert_move(Writer& db, const MoveRow& move, std::string_view note)
{
    std::int64_t number{};
    {
        auto query = db.query(kNextNumber, {{"referral", move.referral}});
        query.next(number);
    }
    db.change(kInsert,
              {{"referral", move.referral},
               {"number", number},
               {"act", move.act},
               {"from", move.from},
               {"to", move.to},
               {"by", move.by},
               {"side", move.side},
               {"reason", move.reason},
               {"note", note.empty() ? std::string() : db.vault().seal(note, place(move.referral, number))},
               {"at", move.at}});
}

std::vector<MoveRow> list_moves(Reader& db, models::ReferralId referral)
{
    std::vector<MoveRow> rows;
    auto query = db.query(kList, {{"referral", referral}});
    std::int64_t number{};
    for (MoveRow row{.referral = referral};
         query.next(number, row.act, row.from, row.to, row.by, row.side, row.reason, row.note, row.at);) {
        rows.push_back(row);
        if (!row.note.empty()) rows.back().note = db.vault().unseal(row.note, place(referral, number));
    }
    return rows;
}

void start_clock(Writer& db, const ClockRow& clock)
{
    db.change(kStartClock, {{"id", clock.referral},
                            {"referral", clock.referral},
                            {"clock", clock.clock},
                            {"due", clock.due_at}});
}

void stop_clocks(Writer& db, models::ReferralId referral)
{
    db.change(kStopClocks, {{"referral", referral}});
}

std::vector<ClockRow> list_clocks(Reader& db, models::ReferralId referral)
{
    std::vector<ClockRow> rows;
    auto query = db.query(kClocksOf, {{"referral", referral}});
    for (ClockRow row{.referral = referral}; query.next(row.clock, row.due_at);) rows.push_back(row);
    return rows;
}

std::vector<ClockRow> list_due(Reader& db, const Scope& scope, models::Time until, int limit)
{
    std::vector<ClockRow> rows;
    const auto [low, high] = codes_in(scope.area);
    auto query = db.query(
        kDue, {{"low", low}, {"high", high}, {"until", until}, {"limit", std::clamp(limit, 1, 100)}});
    for (ClockRow row; query.next(row.referral, row.clock, row.due_at);) rows.push_back(row);
    return rows;
}

} // namespace store
