#pragma once
#include "server/config.hpp"
#include <functional>
#include <string>

namespace CLI {
class App;
}

// The verbs of the one executable. Each adds its options to the command line and says what is to be run.
namespace server::cli {

// 0 well; 1 refused or failed, said in one sentence; 2 a file that is given cannot be taken.
using Verb = std::function<int()>;

void add_serve(CLI::App&, Verb&);
void add_match(CLI::App&, Verb&);
void add_allocate(CLI::App&, Verb&);
void add_certify(CLI::App&, Verb&);
void add_migrate(CLI::App&, Verb&);
void add_user(CLI::App&, Verb&);
void add_bounce(CLI::App&, Verb&);
void add_doctor(CLI::App&, Verb&);
void add_audit(CLI::App&, Verb&);
void add_version(CLI::App&, Verb&);
void add_import(CLI::App&, Verb&);
void add_demo(CLI::App&, Verb&);
void add_simulate(CLI::App&, Verb&);
void add_explain(CLI::App&, Verb&);
void add_ask(CLI::App&, Verb&);
void add_what_if(CLI::App&, Verb&);

// What every verb that opens the data folder may be given; flags win over the file.
struct Wishes {
    std::string config, data, database;
};
void add_wishes(CLI::App& verb, Wishes&);
Config config_of(const Wishes&);

void say(const std::string& line); // to the terminal
inline constexpr const char* kVersion = PARASOL_VERSION;

} // namespace server::cli
