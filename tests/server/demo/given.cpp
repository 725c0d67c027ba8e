#include "tests/server/demo/given.hpp"
#include "server/config.hpp"
#include "server/library/load.hpp"

namespace given {

const server::Library& tables()
{
    static const auto kTables = server::load_library(std::make_shared<const server::Config>());
    return *kTables;
}

LoadedDemo::LoadedDemo()
    : links(server::demo::load_demo(db.connection(), tables(), support::at_minute(0), kQuiet))
{
}

const LoadedDemo& loaded_demo()
{
    static const LoadedDemo kDemo;
    return kDemo;
}

} // namespace given
