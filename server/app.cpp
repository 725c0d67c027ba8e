#include "server/app.hpp"
#include "models/store/accounts.hpp"
#include "models/store/migrate.hpp"
#include "server/accounts/routes.hpp"
#include "server/accounts/service.hpp"
#include "server/applications/routes.hpp"
#include "server/approvals/routes.hpp"
#include "server/attachments/routes.hpp"
#include "server/beneficiaries/routes.hpp"
#include "server/channels/courier.hpp"
#include "server/channels/routes.hpp"
#include "server/divisions/routes.hpp"
#include "server/duplicates/routes.hpp"
#include "server/editor/routes.hpp"
#include "server/erasure/service.hpp"
#include "server/family/routes.hpp"
#include "server/handovers/routes.hpp"
#include "server/home/routes.hpp"
#include "server/html/messages.hpp"
#include "server/html/templates.hpp"
#include "server/jobs/routes.hpp"
#include "server/jobs/sweep.hpp"
#include "server/library/load.hpp"
#include "server/life_cycle/routes.hpp"
#include "server/log/metrics.hpp"
#include "server/looks/routes.hpp"
#include "server/matches/routes.hpp"
#include "server/needs/routes.hpp"
#include "server/notices/inbox.hpp"
#include "server/notices/routes.hpp"
#include "server/objections/routes.hpp"
#include "server/offers/routes.hpp"
#include "server/openapi/document.hpp"
#include "server/openapi/routes.hpp"
#include "server/organizations/routes.hpp"
#include "server/payments/routes.hpp"
#include "server/population/follower.hpp"
#include "server/programs/catalog.hpp"
#include "server/programs/routes.hpp"
#include "server/programs/trials.hpp"
#include "server/referrals/routes.hpp"
#include "server/retention/routes.hpp"
#include "server/rights/routes.hpp"
#include "server/rounds/routes.hpp"
#include "server/rounds/runner.hpp"
#include "server/sites/routes.hpp"
#include "server/standing_rules/routes.hpp"
#include "server/static/routes.hpp"
#include "server/stock/routes.hpp"
#include "server/tasks/routes.hpp"
#include <nlohmann/json.hpp>

namespace server {

#ifdef NDEBUG
constexpr auto kChecking = html::Checking::off;
#else
constexpr auto kChecking = html::Checking::strict;
#endif

models::Time system_now()
{
    return std::chrono::time_point_cast<std::chrono::milliseconds>(std::chrono::system_clock::now());
}

namespace {

// A fault of a file in both languages: nobody has chosen one yet.
std::shared_ptr<Library> loaded(std::shared_ptr<const Config> config, const html::Messages& messages)
try {
    return load_library(std::move(config));
} catch (const FaultyFile& file) {
    std::string told = file.path + ":";
    for (const auto& fault : file.faults)
        told += (fault.pointer.empty() ? "" : " " + fault.pointer) + " " +
                html::sentence(messages, Language::zh, fault) + " / " +
                html::sentence(messages, Language::en, fault);
    throw std::runtime_error(told);
}

} // namespace

std::shared_ptr<Library> make_library(std::shared_ptr<const Config> config)
{
    const auto messages = std::make_shared<const html::Messages>(html::Messages::built_in());
    auto library = loaded(std::move(config), *messages);
    library->messages = messages;
    library->templates = html::Templates::built_in(*messages, kChecking);
    library->catalog = std::make_shared<programs::Catalog>(*library);
    library->population = std::make_shared<population::Population>(*library);
    library->trials = std::make_shared<programs::Trials>();
    library->router = &all_routes();
    library->metrics = std::make_shared<Metrics>();
    library->description =
        std::make_shared<const std::string>(openapi::document(all_routes(), *library).dump());
    return library;
}

const Router& all_routes()
{
    static const Router kRouter(
        {home::routes(),        accounts::routes(),      applications::routes(),   organizations::routes(),
         editor::routes(),      programs::routes(),      divisions::routes(),      referrals::routes(),
         offers::routes(),      objections::routes(),    looks::routes(),          family::routes(),
         duplicates::routes(),  handovers::routes(),     matches::routes(),        rounds::routes(),
         tasks::routes(),       notices::routes(),       standing_rules::routes(), life_cycle::routes(),
         rights::routes(),      jobs::routes(),          openapi::routes(),        statics::routes(),
         attachments::routes(), beneficiaries::routes(), payments::routes(),       sites::routes(),
         channels::routes(),    stock::routes(),         approvals::routes(),      retention::routes(),
         needs::routes()});
    return kRouter;
}

Database open_database(const Config& config, models::Time now)
{
    namespace fs = std::filesystem;
    std::error_code error;
    if (!fs::exists(config.data_dir) && fs::create_directories(config.data_dir, error))
        fs::permissions(config.data_dir, fs::perms::owner_all, error);
    if (error)
        throw std::runtime_error("The data folder " + config.data_dir.string() +
                                 " cannot be made. Choose another with --data, or make it yourself.");
    Database database{database_url(config), store::Vault::open_or_make(key_file(config)), nullptr, 0};
    database.writer =
        std::make_unique<store::Connection>(database.url, store::Connection::Access::write, database.vault);
    database.migrated = store::migrate(*database.writer, now);
    return database;
}

// Keeps the library's population, and tells how well.
static std::shared_ptr<population::Follower> follower_of(const Library& library, const Database& database)
{
    const auto& all = library.population;
    auto follower = std::make_shared<population::Follower>(all, database.url, database.vault);
    library.metrics->watch("parasol_population_families", "Open referrals that are matched",
                           [all] { return static_cast<double>(all->families()); });
    library.metrics->watch("parasol_population_behind_seconds",
                           "Since the population was last seen to be as new as the change ledger",
                           [weak = std::weak_ptr(follower)] {
                               const auto alive = weak.lock();
                               return alive ? alive->seconds_behind() : 0;
                           });
    return follower;
}

// In the demo the day can be moved on.
static std::function<models::Time()> clock_of(const std::shared_ptr<const Library>& library)
{
    if (!library->demo_clock) return system_now;
    return [demo = library->demo_clock] { return system_now() + demo->ahead(); };
}

// What was erased since the backup that was restored here is erased again, before anybody sees it.
static void erase_again(const Database& database, const Library& library, models::Time now)
{
    auto& connection = *database.writer;
    const auto kept = store::kept_erasures(erasure_list(*library.config));
    connection.begin();
    {
        const models::Actor nobody;
        store::Writer db(connection);
        erasure::erase_again({db, nobody, library, now}, kept);
        db.keep();
    }
    connection.commit();
}

net::Parts parts_of(std::shared_ptr<const Config> config, std::shared_ptr<const Library> library,
                    Database database)
{
    erase_again(database, *library, system_now());
    auto follower = follower_of(*library, database);
    auto courier = std::make_shared<channels::Courier>(library, database.url, database.vault);
    net::Parts parts{.config = config,
                     .library = library,
                     .vault = std::move(database.vault),
                     .database = std::move(database.url),
                     .router = &all_routes(),
                     .writer = std::move(database.writer),
                     .now = clock_of(library),
                     .sweep = jobs::minute_sweep(library),
                     .watch = jobs::minute_watch(*config),
                     .long_works = {rounds::works(library), programs::trial_works(library)},
                     .look_for_feed = notices::inbox_counts,
                     .committed =
                         [population = library->population, courier] {
                             population->wake();
                             courier->wake();
                         },
                     .courier = courier,
                     .beside = std::move(follower)};
    return parts;
}

std::string first_admin_code(Database& database, models::Time now)
{
    auto& connection = *database.writer;
    connection.begin();
    std::string code;
    {
        store::Writer db(connection);
        if (!store::has_any_admin(db)) {
            code = store::random_token(15);
            store::insert_one_time_code(db, "first_admin", code, {}, now + accounts::kCodeLasts);
        }
        db.keep();
    }
    connection.commit();
    return code;
}

} // namespace server
