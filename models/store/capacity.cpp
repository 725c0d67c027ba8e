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

constexpr Sql kHold{"capacity.hold",
                    "UPDATE capacity SET places = places WHERE program_id = :program AND site = ''"};

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

constexpr Sql kRoom{"capacity.room", R"sql(
    SELECT places, places - reserved - committed - used, budget_fen, budget_fen - reserved_fen - committed_fen - paid_fen
      FROM capacity
     WHERE program_id = :program AND site = ''
)sql"};

constexpr Sql kEnter{"capacity_entry.insert", R"sql(
    INSERT INTO capacity_entry (id, program_id, site, what, places, fen, offer_id, counters, reason, by_id, at)
    VALUES (:id, :program, :site, :what, :places, :fen, :offer, :counters, :reason, :by, :at)
)sql"};

#define PARASOL_ENTRY                                                                                        \
    R"sql(
    SELECT e.id, e.site, e.what, e.places, e.fen, e.offer_id, e.counters, e.reason, e.by_id, e.at,
           (SELECT COUNT(*) FROM capacity_entry c WHERE c.counters = e.id), COALESCE(a.name, ''),
           COALESCE(a.role, 'admin'), COALESCE(a.area, 0), COALESCE(a.organization_id, 0)
      FROM capacity_entry e
      LEFT JOIN account a ON a.id = e.by_id
     WHERE e.program_id = :program
)sql"
constexpr Sql kEntries{"capacity_entry.list", PARASOL_ENTRY "ORDER BY e.id DESC LIMIT :limit"};
constexpr Sql kEntry{"capacity_entry.find", PARASOL_ENTRY "AND e.id = :id"};
#undef PARASOL_ENTRY

std::vector<CapacityEntry> entries_of(Query&& query)
{
    std::vector<CapacityEntry> entries;
    std::int64_t counters{};
    for (CapacityEntry e;
         query.next(e.id, e.site, e.what, e.places, e.money, e.cause.offer, e.cause.counters, e.cause.reason,
                    e.cause.by, e.cause.at, counters, e.by.name, e.by.role, e.by.area, e.by.organization);) {
        e.by.account = e.cause.by;
        e.countered = counters > 0;
        entries.push_back(e);
    }
    return entries;
}

void enter(Writer& db, models::ProgramId program, const CapacityEntry& entry)
{
    db.change(kEnter, {{"id", db.new_id<models::CapacityEntryId>()},
                       {"program", program},
                       {"site", entry.site},
                       {"what", entry.what},
                       {"places", entry.places},
                       {"fen", entry.money},
                       {"offer", entry.cause.offer},
                       {"counters", entry.cause.counters},
                       {"reason", entry.cause.reason},
                       {"by", entry.cause.by},
                       {"at", entry.cause.at}});
}

EntryKind kind_of(CapacityMove move)
{
    switch (move) {
    case CapacityMove::reserve: return EntryKind::reserve;
    case CapacityMove::free_reserved: return EntryKind::free_reserved;
    case CapacityMove::commit: return EntryKind::commit;
    case CapacityMove::free_committed: return EntryKind::free_committed;
    case CapacityMove::use: return EntryKind::use;
    case CapacityMove::give_back: return EntryKind::give_back;
    }
    throw std::logic_error("a capacity move without a name");
}

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

void hold_capacity(Writer& db, models::ProgramId program) { db.change(kHold, {{"program", program}}); }

bool move_capacity(Writer& db, models::ProgramId program, std::string_view site, CapacityMove move,
                   Share share, const Cause& cause)
{
    if (share.places < 0 || share.money.fen < 0) throw std::logic_error("a share is never below zero");
    const auto signs = signs_of(move);
    if (!move_one(db, program, "", signs, share)) return false;
    if (site.empty() || move_one(db, program, site, signs, share)) {
        enter(db, program, {{}, std::string(site), kind_of(move), share.places, share.money, cause, {}});
        append_change(db, "program", program.value);
        return true;
    }
    const Signs back{-signs.reserved, -signs.committed, -signs.used};
    if (!move_one(db, program, "", back, share)) throw std::logic_error("a capacity move cannot be undone");
    return false;
}

static Total total_of(Reader& db, models::ProgramId program)
{
    const auto room = room_of(db, program);
    return {room.places, room.budget};
}

void leave_nothing(Writer& db, models::ProgramId program, std::string_view site, Shortage what,
                   const Cause& cause)
{
    const auto before = total_of(db, program);
    db.change(what == Shortage::places ? kNoPlaces : kNoMoney, {{"program", program}, {"site", site}});
    enter_total(db, program, before, total_of(db, program), cause);
    append_change(db, "program", program.value);
}

void enter_total(Writer& db, models::ProgramId program, const Total& before, const Total& after,
                 const Cause& cause)
{
    const models::Money none;
    CapacityEntry entry{.what = cause.counters ? EntryKind::counter : EntryKind::total,
                        .places = after.places.value_or(0) - before.places.value_or(0),
                        .money = after.budget.value_or(none) - before.budget.value_or(none),
                        .cause = cause};
    if (entry.places != 0 || entry.money != none) enter(db, program, entry);
}

std::vector<CapacityEntry> list_entries(Reader& db, models::ProgramId program, int limit)
{
    return entries_of(db.query(kEntries, {{"program", program}, {"limit", limit}}));
}

std::optional<CapacityEntry> find_entry(Reader& db, models::ProgramId program, models::CapacityEntryId id)
{
    auto entries = entries_of(db.query(kEntry, {{"program", program}, {"id", id}}));
    if (entries.empty()) return {};
    return entries.front();
}

models::Room room_of(Reader& db, models::ProgramId program)
{
    models::Room room;
    auto query = db.query(kRoom, {{"program", program}});
    query.next(room.places, room.places_left, room.budget, room.budget_left);
    return room;
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
