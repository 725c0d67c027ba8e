#include "models/store/capacity.hpp"
#include "models/store/programs.hpp"

namespace store {

namespace {

// What a move adds to each column; the row refuses by its count, before its CHECKs would.
constexpr Sql kMove{"capacity.move", R"sql(
    UPDATE capacity
       SET reserved = reserved + :reserved, committed = committed + :committed, used = used + :used,
           reserved_fen = reserved_fen + :reserved_fen, committed_fen = committed_fen + :committed_fen,
           paid_fen = paid_fen + :paid_fen
     WHERE program_id = :program AND site = :site
       AND reserved + :reserved >= 0 AND committed + :committed >= 0 AND used + :used >= 0
       AND reserved_fen + :reserved_fen >= 0 AND committed_fen + :committed_fen >= 0
       AND paid_fen + :paid_fen >= 0
       AND (places IS NULL
            OR reserved + committed + used + :reserved + :committed + :used <= places)
       AND (budget_fen IS NULL
            OR reserved_fen + committed_fen + paid_fen + :reserved_fen + :committed_fen + :paid_fen
               <= budget_fen)
)sql"};

constexpr Sql kNoPlaces{"capacity.no_places", R"sql(
    UPDATE capacity SET places = reserved + committed + used WHERE program_id = :program AND site = :site
)sql"};
constexpr Sql kNoMoney{"capacity.no_money", R"sql(
    UPDATE capacity SET budget_fen = reserved_fen + committed_fen + paid_fen WHERE program_id = :program AND site = :site
)sql"};

constexpr Sql kList{"capacity.list", R"sql(
    SELECT site, places, reserved, committed, used, budget_fen, reserved_fen, committed_fen, paid_fen
      FROM capacity
     WHERE program_id = :program
     ORDER BY site
)sql"};

struct Signs {
    int reserved, committed, used;
};

Signs signs_of(CapacityMove move)
{
    switch (move) {
    case CapacityMove::reserve: return {1, 0, 0};
    case CapacityMove::free_reserved: return {-1, 0, 0};
    case CapacityMove::commit: return {-1, 1, 0};
    case CapacityMove::free_committed: return {0, -1, 0};
    case CapacityMove::use: return {0, -1, 1};
    case CapacityMove::give_back: return {0, 0, -1};
    }
    throw std::logic_error("a capacity move without signs");
}

bool move_one(Writer& db, models::ProgramId program, std::string_view site, const Signs& signs, Share share)
{
    const auto fen = share.money.fen;
    return db.change(kMove, {{"reserved", signs.reserved * share.places},
                             {"committed", signs.committed * share.places},
                             {"used", signs.used * share.places},
                             {"reserved_fen", signs.reserved * fen},
                             {"committed_fen", signs.committed * fen},
                             {"paid_fen", signs.used * fen},
                             {"program", program},
                             {"site", site}}) == 1;
}

} // namespace

bool move_capacity(Writer& db, models::ProgramId program, std::string_view site, CapacityMove move,
                   Share share)
{
    if (share.places < 0 || share.money.fen < 0) throw std::logic_error("a share is never below zero");
    const auto signs = signs_of(move);
    if (!move_one(db, program, "", signs, share)) return false;
    if (site.empty() || move_one(db, program, site, signs, share)) {
        append_change(db, "program", program.value);
        return true;
    }
    const Signs back{-signs.reserved, -signs.committed, -signs.used};
    if (!move_one(db, program, "", back, share)) throw std::logic_error("a capacity move cannot be undone");
    return false;
}

void leave_nothing(Writer& db, models::ProgramId program, std::string_view site, Shortage what)
{
    db.change(what == Shortage::places ? kNoPlaces : kNoMoney, {{"program", program}, {"site", site}});
    append_change(db, "program", program.value);
}

std::vector<CapacityRow> list_capacity(Reader& db, models::ProgramId program)
{
    std::vector<CapacityRow> rows;
    auto query = db.query(kList, {{"program", program}});
    auto next = [&](CapacityRow& row) {
        return query.next(row.site, row.places, row.reserved, row.committed, row.used, row.budget,
                          row.reserved_money, row.committed_money, row.paid);
    };
    for (CapacityRow row; next(row);) rows.push_back(row);
    return rows;
}

} // namespace store
