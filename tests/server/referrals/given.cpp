#include "tests/server/referrals/given.hpp"
#include <fstream>
#include <nlohmann/json.hpp>
#include <stdexcept>

namespace given {

using namespace models;
using namespace server::referrals;

server::ReferralBody grandmother(const World& world)
{
    const auto file = nlohmann::json::parse(std::ifstream(SOURCE_DIR "/tests/fixtures/grandmother.json"));
    return server::read_referral(file, world.library->need_types, *world.library->divisions, world.now,
                                 "village")
        .value();
}

Seen seen(const Referral& referral) { return {referral.id, referral.version}; }

std::string why(const Moved& moved) { return moved ? std::string() : moved.error().faults.front().key; }

static Referral went(const Moved& moved)
{
    if (!moved) throw std::logic_error("a given act was refused: " + why(moved));
    return *moved;
}

Referral reported(World& world)
{
    return went(act(world, world.village(),
                    [&](const Desk& desk) { return report_at_once(desk, grandmother(world)); }));
}

Recheck visit() { return {"on_site", parse_date("2026-11-24"), "township officer", "As reported.", false}; }

Referral rechecked(World& world)
{
    const auto referral = reported(world);
    return went(act(world, world.township(),
                    [&](const Desk& desk) { return recheck(desk, seen(referral), visit()); }));
}

Referral returned(World& world, ReferralState from)
{
    const auto referral = from == ReferralState::reported ? reported(world) : rechecked(world);
    return went(act(world, world.township(), [&](const Desk& desk) {
        return return_for_facts(desk, seen(referral), {{"income"}, "The income of the last 12 months."});
    }));
}

Confirm decision(World& world, const Referral& referral)
{
    Confirm decision{ReferralKind::beyond_aid, "granted", "9,000 yuan on 6 November", {},
                     "Seen at home.",          ""};
    for (const auto& need : document(world, referral).body.household.needs)
        decision.needs[need.id] = {need.assessed.value_or(1), need.government_aid};
    return decision;
}

Referral confirmed(World& world)
{
    const auto referral = rechecked(world);
    const auto decided = decision(world, referral);
    return went(
        act(world, world.county(), [&](const Desk& desk) { return confirm(desk, seen(referral), decided); }));
}

std::vector<store::MoveRow> moves(World& world, const Referral& referral)
{
    return world.db.read([&](store::Reader& db) { return store::list_moves(db, referral.id); });
}

Document document(World& world, const Referral& referral)
{
    return world.db.read([&](store::Reader& db) { return find_document(db, referral); });
}

} // namespace given
