#include "server/cli/verbs.hpp"
#include <CLI/CLI.hpp>

namespace server::cli {

void add_version(CLI::App& app, Verb& chosen)
{
    app.add_subcommand("version", "版本 / version")->callback([&chosen] {
        chosen = [] {
            say(std::string("Parasol 幸福伞 ") + kVersion);
            return 0;
        };
    });
}

} // namespace server::cli
