#include "server/cli/verbs.hpp"
#include <CLI/CLI.hpp>
#include <iostream>

// parasol VERB …: what is in the way is one sentence on stderr, never a trace.
int main(int argc, char** argv)
{
    using namespace server::cli;
    CLI::App app(
        "Parasol 幸福伞：政府救助与慈善帮扶的转介与匹配 / referral and matching between government aid "
        "and charity help",
        "parasol");
    app.require_subcommand(1);
    app.set_help_flag("-h,--help", "说明 / this help");
    Verb chosen;
    for (const auto add :
         {add_serve, add_match, add_explain, add_ask, add_what_if, add_allocate, add_certify, add_migrate,
          add_user, add_bounce, add_doctor, add_version, add_import, add_demo, add_simulate})
        add(app, chosen);
    CLI11_PARSE(app, argc, argv);
    try {
        return chosen();
    } catch (const std::exception& wrong) {
        std::cerr << wrong.what() << std::endl;
        return 1;
    }
}
