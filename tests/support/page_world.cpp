#include "tests/support/page_world.hpp"
#include "models/store/programs.hpp"
#include "server/auth/permissions.hpp"
#include "server/config.hpp"
#include "server/http/problem.hpp"
#include "server/library/load.hpp"
#include "server/population/population.hpp"
#include "server/programs/catalog.hpp"
#include "tests/support/pages.hpp"

namespace support {

using namespace server;

static std::shared_ptr<Library> library_of_this_world()
{
    static const auto kTables = load_library(std::make_shared<const Config>());
    static const auto kPages = tables_with_pages();
    auto library = std::make_shared<Library>(*kTables);
    library->messages = kPages->messages;
    library->templates = kPages->templates;
    library->catalog = std::make_shared<programs::Catalog>(*library);
    library->population = std::make_shared<population::Population>(*library);
    return library;
}

PageWorld::PageWorld(std::span<const Route> table, store::Backend backend)
    : World(library_of_this_world(), backend), router_({table})
{
}

Response PageWorld::send(Call call)
{
    call.language = language;
    const auto found = router_.find(call.verb, call.path);
    if (!found.route) return problem_response(call, found.allowed.empty() ? 404 : 405);
    if (!allowed(call.actor.role, found.route->can)) return forbidden(call);
    call.captures = found.captures;
    return run(*found.route, call);
}

Response PageWorld::get(const models::Actor& actor, const std::string& target)
{
    return send(call(actor, Verb::get, target));
}

Response PageWorld::post(const models::Actor& actor, const std::string& target, Fields form)
{
    return send(call(actor, Verb::post, target, form));
}

models::OrganizationId PageWorld::foundation(const char* code, models::Area area)
{
    return db.write([&](store::Writer& writer) {
        store::OrganizationRow row;
        row.uuid = store::new_uuid();
        row.unified_code = code;
        row.name = "春风基金会";
        row.kind = "foundation";
        row.area = area;
        return store::insert_organization(writer, row, now);
    });
}

models::Actor PageWorld::leader(models::OrganizationId organization, const char* login)
{
    auto actor = officer(models::Role::charity_manager, {}, login);
    actor.organization = organization;
    return actor;
}

} // namespace support
