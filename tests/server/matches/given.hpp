#pragma once
#include "server/matches/service.hpp"
#include "server/referrals/service.hpp"
#include "tests/support/world.hpp"
#include <nlohmann/json_fwd.hpp>
#include <string>

// The grandmother's family among the programs of the demo.
namespace given {

using support::World;

// Texts, templates, real and invented programs, their windows around the world's day.
class ProgramsWorld : public World {
public:
    ProgramsWorld();
};

nlohmann::json grandmother_json();
server::ReferralBody grandmother(const World&);
models::Referral reported(World&); // by the village
std::shared_ptr<const matching::Snapshot> programs(World&);

void read_population(World&); // as a Follower does

// With the population read: the answer of the route that fits this call; as the guard would: 403 without the
// permission.
server::Response answer_to(World&, server::Call);
server::Response answer_at_once(World&, server::Call); // read or not
nlohmann::json json_of(const server::Response&);

// What must leave in no answer: names, ID numbers, the telephone and the address of the family.
inline constexpr const char* kPersonal[] = {"石玉兰",
                                            "石光明",
                                            "石小雪",
                                            "石小安",
                                            "529903196304120024",
                                            "529903201103080031",
                                            "529903201605200048",
                                            "529903202006010052",
                                            "13900000000",
                                            "竹坪组17号"};

} // namespace given
