#pragma once
#include "models/account.hpp"
#include "models/program.hpp"
#include "models/store/db.hpp"
#include <optional>
#include <string_view>
#include <vector>

namespace store {

// What moves in a program's ledger, and with a site in the site's too. Places and money are reserved on
// offer, committed on acceptance, used and paid when the help arrived; or freed.
enum class CapacityMove { reserve, free_reserved, commit, free_committed, use, give_back };

// Who changed it, when and why; nobody: the system.
struct Cause {
    models::AccountId by;
    models::Time at{};
    models::OfferId offer;            // of a move
    models::CapacityEntryId counters; // of a total: the entry that it takes back
    std::string reason;
};

struct Share {
    std::int64_t places{};
    models::Money money;
};

// Takes the program's row for this transaction. Whoever writes something else before it moves places or money
// takes it first: where rows are locked in two orders, PostgreSQL ends one of the two after a second.
void hold_capacity(Writer&, models::ProgramId);

// One guarded update: reserved + committed + used <= places and the same for money, and nothing below zero.
// false: no room, or not so much held; then nothing has moved here (keep the Writer only if all held).
bool move_capacity(Writer&, models::ProgramId, std::string_view site, CapacityMove, Share, const Cause& = {});

struct CapacityRow {
    std::string site; // "": the program itself
    std::optional<std::int64_t> places;
    std::int64_t reserved{}, committed{}, used{};
    std::optional<models::Money> budget;
    models::Money reserved_money, committed_money, paid;
};
// Nothing is left of its places, or of its money: what is held stays held.
enum class Shortage { places, money };
void leave_nothing(Writer&, models::ProgramId, std::string_view site, Shortage, const Cause& = {});

models::Room room_of(Reader&, models::ProgramId); // of the program itself
std::vector<CapacityRow> list_capacity(Reader&, models::ProgramId);

// The ledger behind it: every change of a program's own places and money. Nothing is changed or taken out;
// the totals are the sum of the entries of totals and counter-entries (no limit counts as nothing), what is
// reserved, committed and used is the sum of the moves.
enum class EntryKind { total, counter, reserve, free_reserved, commit, free_committed, use, give_back };
struct CapacityEntry {
    models::CapacityEntryId id;
    std::string site; // of a move: also there
    EntryKind what{};
    std::int64_t places{}; // how many more or, below zero, fewer
    models::Money money;
    Cause cause;
    models::Actor by; // of cause.by; read only
    bool countered = false;
};
std::vector<CapacityEntry> list_entries(Reader&, models::ProgramId, int limit); // newest first
std::optional<CapacityEntry> find_entry(Reader&, models::ProgramId, models::CapacityEntryId);

// Inside of the store: an entry of the difference between two totals, if there is one.
struct Total {
    std::optional<std::int64_t> places;
    std::optional<models::Money> budget;
};
void enter_total(Writer&, models::ProgramId, const Total& before, const Total& after, const Cause&);

} // namespace store

template <>
inline constexpr auto models::kNames<store::EntryKind> =
    models::names<store::EntryKind>({{store::EntryKind::total, "total"},
                                     {store::EntryKind::counter, "counter"},
                                     {store::EntryKind::reserve, "reserve"},
                                     {store::EntryKind::free_reserved, "free_reserved"},
                                     {store::EntryKind::commit, "commit"},
                                     {store::EntryKind::free_committed, "free_committed"},
                                     {store::EntryKind::use, "use"},
                                     {store::EntryKind::give_back, "give_back"}});
