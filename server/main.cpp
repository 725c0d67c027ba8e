#include "server/cli/verbs.hpp"
#include <CLI/CLI.hpp>
#include <iostream>
#include <sys/resource.h>

// Families and keys are in memory: what breaks leaves no file of it. Of one byte the kernel writes no file,
// nor does it start a program that would take one by a pipe, which heeds no limit of nothing (core(5)).
static void leave_no_core()
{
    constexpr rlimit kOneByte{1, 1};
    ::setrlimit(RLIMIT_CORE, &kOneByte);
}

// parasol VERB …: what is in the way is one sentence on stderr, never a trace.
int main(int argc, char** argv)
{
    using namespace server::cli;
    leave_no_core();
    CLI::App app(
        "Parasol 幸福伞：政府救助与慈善帮扶的转介与匹配 / referral and matching between government aid "
        "and charity help",
        "parasol");
    app.require_subcommand(1);
    app.set_help_flag("-h,--help", "说明 / this help");
    Verb chosen;
    for (const auto add :
         {add_serve, add_match, add_explain, add_ask, add_what_if, add_allocate, add_certify, add_migrate,
          add_user, add_bounce, add_doctor, add_audit, add_version, add_import, add_demo, add_simulate})
        add(app, chosen);
    CLI11_PARSE(app, argc, argv);
    try {
        return chosen();
    } catch (const std::exception& wrong) {
        std::cerr << wrong.what() << std::endl;
        return 1;
    }
}
