#pragma once
#include "models/store/db.hpp"
#include "models/store/seal.hpp"
#include "server/config.hpp"
#include "server/http/library.hpp"
#include "server/http/route.hpp"
#include "server/net/server.hpp"
#include <memory>
#include <string>

// The parts of a running Parasol, put together. Whoever calls these owns what they return.
namespace server {

models::Time system_now();

// Tables, texts, templates and an empty catalog, from what is compiled in.
std::shared_ptr<Library> make_library(std::shared_ptr<const Config>);

// Every route of every feature.
const Router& all_routes();

// The database with its key, at the newest schema. Makes the data folder (0700), the key (0600) and the
// database where they are missing; what is in the way is a std::runtime_error, a sentence.
struct Database {
    std::string url;
    std::shared_ptr<const store::Vault> vault;
    std::unique_ptr<store::Connection> writer;
    int migrated{}; // how many migrations were new
};
Database open_database(const Config&, models::Time now);

// What net::Server needs; the clock and the minute's sweep are ours. First of all what is on the list of
// erasures and came back with an older backup is erased again.
net::Parts parts_of(std::shared_ptr<const Config>, std::shared_ptr<const Library>, Database);

// While there is no administrator: a new one-time code for /setup, good for a day. Empty: there is one.
std::string first_admin_code(Database&, models::Time now);

} // namespace server
