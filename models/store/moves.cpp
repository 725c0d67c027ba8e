#include "models/store/referral_rows.hpp"
#include "models/store/referrals.hpp"
#include "models/store/seal.hpp"

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
        rows.back().note = db.vault().unseal_words(row.note, place(referral, number));
    }
    return rows;
}

} // namespace store
