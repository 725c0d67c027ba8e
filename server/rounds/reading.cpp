#include "server/rounds/reading.hpp"

namespace server::rounds {

using namespace models;

std::optional<AllocationRound> round_in_path(const Call& call, store::Reader& db)
{
    const auto id = parse_id<RoundId>(call.capture("id"));
    if (!id) return {};
    auto round = find_in_scope(db, call.actor, *id);
    return round ? std::optional(*std::move(round)) : std::nullopt;
}

std::vector<AllocationRound> rounds_of(store::Reader& db, const Actor& actor, RoundId before, int limit)
{
    const bool nobody =
        actor.role == Role::charity ? !actor.organization : actor.role != Role::admin && !actor.area;
    if (nobody) return {};
    return store::list_rounds(db, scope_of(actor), before, limit);
}

bool has_result(const AllocationRound& round)
{
    return round.state == RoundState::proposed || round.state == RoundState::approved ||
           round.state == RoundState::discarded;
}

Area families_of(const Actor& actor, const AllocationRound& round)
{
    return may_run(actor, round) ? Area{} : actor.area;
}

AwardsPart awards_part(store::Reader& db, const Actor& actor, const AllocationRound& round,
                       const PageWish& wish)
{
    AwardsPart part;
    part.rows = store::list_round_awards(db, round.id, families_of(actor, round), wish.after, wish.limit + 1);
    if (part.rows.size() <= static_cast<std::size_t>(wish.limit)) return part;
    part.rows.pop_back();
    part.next = part.rows.back().number;
    return part;
}

OthersPart others_part(store::Reader& db, const Actor& actor, const AllocationRound& round,
                       const PageWish& wish)
{
    OthersPart part;
    part.rows =
        store::list_families_without(db, round.id, families_of(actor, round), wish.after, wish.limit + 1);
    if (part.rows.size() <= static_cast<std::size_t>(wish.limit)) return part;
    part.rows.pop_back();
    part.next = wish.after + wish.limit;
    return part;
}

} // namespace server::rounds
