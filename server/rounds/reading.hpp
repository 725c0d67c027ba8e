#pragma once
#include "server/http/call.hpp"
#include "server/http/paging.hpp"
#include "server/rounds/service.hpp"

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

} // namespace server::rounds
