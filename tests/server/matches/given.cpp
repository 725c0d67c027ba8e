#include "tests/server/matches/given.hpp"
#include "models/store/programs.hpp"
#include "server/auth/permissions.hpp"
#include "server/config.hpp"
#include "server/demo/programs.hpp"
#include "server/html/templates.hpp"
#include "server/library/load.hpp"
#include "server/matches/routes.hpp"
#include "server/organizations/organization_json.hpp"
#include "server/organizations/service.hpp"
#include "server/population/population.hpp"
#include "server/programs/catalog.hpp"
#include "server/programs/service.hpp"
#include <fstream>
#include <nlohmann/json.hpp>
#include <stdexcept>

namespace given {

using namespace models;
using nlohmann::json;

// Loaded once; catalog and population belong to a world's own database.
static std::shared_ptr<server::Library> library_with_texts()
{
    static const auto kLoaded = [] {
        auto library = server::load_library(std::make_shared<const server::Config>());
        library->messages = std::make_shared<const html::Messages>(html::Messages::built_in());
        library->templates = html::Templates::built_in(*library->messages, html::Checking::strict);
        return library;
    }();
    auto library = std::make_shared<server::Library>(*kLoaded);
    library->catalog = std::make_shared<server::programs::Catalog>(*library);
    library->population = std::make_shared<server::population::Population>(*library);
    return library;
}

static void register_all(World& world, store::Writer& db)
{
    namespace organizations = server::organizations;
    for (const auto& list : {server::config_organizations(), server::demo_organizations()})
        for (const auto& value : list) {
            auto row = organizations::read_organization(value, organizations::Origin::file).value();
            organizations::register_organization(db, {}, row, *world.library->divisions, world.now).value();
        }
    for (auto& [code, program] : server::demo::programs_of_demo(*world.library, day_of(world.now))) {
        Actor owner;
        owner.role = Role::caseworker;
        owner.organization = store::find_organization_by_code(db, code).value().id;
        server::programs::register_program(db, owner, std::move(program), *world.library->divisions,
                                           world.now)
            .value();
    }
}

ProgramsWorld::ProgramsWorld() : World(library_with_texts())
{
    db.write([&](store::Writer& writer) { register_all(*this, writer); });
}

json grandmother_json() { return json::parse(std::ifstream(SOURCE_DIR "/tests/fixtures/grandmother.json")); }

server::ReferralBody grandmother(const World& world)
{
    return server::read_referral(grandmother_json(), world.library->need_types, *world.library->divisions,
                                 world.now, "village")
        .value();
}

Referral reported(World& world)
{
    const auto village = world.village();
    return world.db.write([&](store::Writer& db) {
        const server::referrals::Desk desk{db, village, *world.library, world.now};
        return server::referrals::report_at_once(desk, grandmother(world)).value();
    });
}

std::shared_ptr<const matching::Snapshot> programs(World& world)
{
    return world.db.read(
        [&](store::Reader& db) { return world.library->population->current(db)->at(world.now); });
}

void read_population(World& world)
{
    world.db.read([&](store::Reader& db) {
        while (!world.library->population->load_more(db)) continue;
        return true;
    });
}

server::Response answer_to(World& world, server::Call call)
{
    read_population(world);
    return answer_at_once(world, std::move(call));
}

server::Response answer_at_once(World& world, server::Call call)
{
    static const server::Router kRouter({server::matches::routes()});
    auto found = kRouter.find(call.verb, call.path);
    if (!found.route) throw std::logic_error("no route for " + call.path);
    if (!server::allowed(call.actor.role, found.route->can)) return {.status = 403};
    call.captures = std::move(found.captures);
    return world.run(*found.route, call);
}

json json_of(const server::Response& response) { return json::parse(response.body); }

} // namespace given
