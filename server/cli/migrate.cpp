#include "server/app.hpp"
#include "server/cli/verbs.hpp"
#include <CLI/CLI.hpp>

namespace server::cli {

void add_migrate(CLI::App& app, Verb& chosen)
{
    auto wishes = std::make_shared<Wishes>();
    auto* verb = app.add_subcommand("migrate", "把数据库升级到本版本 / bring the database to this version");
    add_wishes(*verb, *wishes);
    verb->callback([wishes, &chosen] {
        chosen = [wishes] {
            const auto database = open_database(config_of(*wishes), system_now());
            say(database.migrated == 0 ? "数据库已是最新 / the database is up to date"
                                       : "完成升级 / migrations done: " + std::to_string(database.migrated));
            return 0;
        };
    });
}

} // namespace server::cli
