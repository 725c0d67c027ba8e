#pragma once
#include "server/referrals/service.hpp"
#include "tests/support/world.hpp"

// Referrals in words: a family, and how far it has come.
namespace given {

using support::World;

server::ReferralBody grandmother(const World&);

// Each act by whoever usually does it, at the world's time.
models::Referral reported(World&);  // by the village
models::Referral rechecked(World&); // by the township
models::Referral returned(World&, models::ReferralState from = models::ReferralState::reported);
models::Referral confirmed(World&); // by the county

server::referrals::Recheck visit();
server::referrals::Confirm decision(World&, const models::Referral&);

// One act in a transaction of its own, kept as its lane would keep it.
template <class Act> auto act(World& world, const models::Actor& actor, Act act)
{
    auto& connection = world.db.connection();
    connection.begin();
    auto answer = [&] {
        store::Writer writer(connection);
        auto result = act(server::referrals::Desk{writer, actor, *world.library, world.now});
        if (result) writer.keep();
        return result;
    }();
    connection.commit();
    return answer;
}

server::referrals::Seen seen(const models::Referral&);
std::string why(const server::referrals::Moved&); // the first fault's key; "" when it went
std::vector<store::MoveRow> moves(World&, const models::Referral&);
server::referrals::Document document(World&, const models::Referral&);

} // namespace given
