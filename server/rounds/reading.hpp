#pragma once
#include "server/http/call.hpp"
#include "server/http/paging.hpp"
#include "server/http/steps.hpp"
#include "server/rounds/service.hpp"
#include <expected>

// What pages and API read of a round, in the actor's scope.
namespace server::rounds {

std::optional<models::AllocationRound> round_in_path(const Call&, store::Reader&);
std::vector<models::AllocationRound> rounds_of(store::Reader&, const models::Actor&, models::RoundId before,
                                               int limit);
bool has_result(const models::AllocationRound&); // proposed, approved or discarded

// The families an actor may see of it: those of the own area; 0: all.
models::Area families_of(const models::Actor&, const models::AllocationRound&);

struct AwardsPart {
    std::vector<store::RoundAwardRow> rows;
    std::int64_t next{}; // cursor of the next page; 0: this is the last
};
AwardsPart awards_part(store::Reader&, const models::Actor&, const models::AllocationRound&, const PageWish&);

struct OthersPart {
    std::vector<store::RoundFamilyRow> rows;
    std::int64_t next{};
};
OthersPart others_part(store::Reader&, const models::Actor&, const models::AllocationRound&, const PageWish&);

// Reading families is told in the log before anything of them is looked at: `want` finds the round on the
// write lane, or answers; `event` is written; `draw` reads and answers on the read lane.
using WantedRound = std::expected<models::AllocationRound, Response>;
Steps told_first(const char* event, WantedRound (*want)(const Call&, store::Reader&),
                 Response (*draw)(const Call&, store::Reader&, const models::AllocationRound&));

// For its lists: it has a result, and the query names a page. Otherwise not found, or what is wrong.
WantedRound with_result(const Call&, store::Reader&);

} // namespace server::rounds
