#include "server/rounds/reading.hpp"
#include "models/store/audit.hpp"
#include "server/http/problem.hpp"

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
    if (sees_no_round(actor)) return {};
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

Steps told_first(const char* event, WantedRound (*want)(const Call&, store::Reader&),
                 Response (*draw)(const Call&, store::Reader&, const AllocationRound&))
{
    auto tell = [event, want](const Call& call, store::Reader*, store::Writer* db,
                              std::any& carried) -> std::optional<Response> {
        auto wanted = want(call, *db);
        if (!wanted) return std::move(wanted.error());
        store::append_audit(*db, {call.now, call.actor.account, event, to_text(wanted->id), ""});
        carried = *std::move(wanted);
        return {};
    };
    auto answer = [draw](const Call& call, store::Reader* db, store::Writer*,
                         std::any& carried) -> std::optional<Response> {
        return draw(call, *db, std::any_cast<const AllocationRound&>(carried));
    };
    return {{{LaneName::write, std::move(tell)}, {LaneName::read, std::move(answer)}}};
}

WantedRound with_result(const Call& call, store::Reader& db)
{
    const auto wish = page_wish(call);
    if (!wish) return std::unexpected(refusal_response(call, wish.error()));
    auto round = round_in_path(call, db);
    if (!round || !has_result(*round)) return std::unexpected(not_found(call));
    return *std::move(round);
}

} // namespace server::rounds
