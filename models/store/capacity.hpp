#pragma once
#include "models/program.hpp"
#include "models/store/db.hpp"
#include <optional>
#include <string_view>
#include <vector>

namespace store {

// What moves in a program's ledger, and with a site in the site's too. Places and money are reserved on
// offer, committed on acceptance, used and paid when the help arrived; or freed.
enum class CapacityMove { reserve, free_reserved, commit, free_committed, use, give_back };

struct Share {
    std::int64_t places{};
    models::Money money;
};

// One guarded update: reserved + committed + used <= places and the same for money, and nothing below zero.
// false: no room, or not so much held; then nothing has moved here (keep the Writer only if all held).
bool move_capacity(Writer&, models::ProgramId, std::string_view site, CapacityMove, Share);

struct CapacityRow {
    std::string site; // "": the program itself
    std::optional<std::int64_t> places;
    std::int64_t reserved{}, committed{}, used{};
    std::optional<models::Money> budget;
    models::Money reserved_money, committed_money, paid;
};
// Nothing is left of its places, or of its money: what is held stays held.
enum class Shortage { places, money };
void leave_nothing(Writer&, models::ProgramId, std::string_view site, Shortage);

std::vector<CapacityRow> list_capacity(Reader&, models::ProgramId);

} // namespace store
