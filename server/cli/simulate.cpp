#include "server/simulate/simulate.hpp"
#include "server/app.hpp"
#include "server/cli/meter.hpp"
#include "server/cli/verbs.hpp"
#include <CLI/CLI.hpp>
#include <iostream>
#include <unistd.h>

namespace server::cli {

namespace {

struct Asked {
    simulate::Wish wish{100'000, 5'000, 7};
    std::string out;
    std::size_t threads = 2;
};

int simulate(const Asked& asked)
{
    const auto library = make_library(std::make_shared<const Config>());
    Meter meter(std::cerr, ::isatty(STDERR_FILENO) == 1);
    write_province(*library, asked.wish, asked.out, asked.threads,
                   [&](std::size_t families) { meter.show(families, asked.wish.families); });
    meter.clear();
    const auto families = std::to_string(asked.wish.families), programs = std::to_string(asked.wish.programs);
    say("写好 " + families + " 户、" + programs + " 个项目，均为虚构：" + asked.out + " / wrote " + families +
        " families and " + programs + " programs, all invented: " + asked.out);
    return 0;
}

} // namespace

void add_simulate(CLI::App& app, Verb& chosen)
{
    auto asked = std::make_shared<Asked>();
    auto* verb = app.add_subcommand(
        "simulate", "造一个虚构的省，供试验和测量 / make an invented province, for trials and measurements");
    verb->add_option("--families", asked->wish.families, "户数 / families")
        ->check(CLI::Range(std::size_t{1}, std::size_t{10'000'000}));
    verb->add_option("--programs", asked->wish.programs, "项目数 / programs")
        ->check(CLI::Range(std::size_t{1}, std::size_t{100'000}));
    verb->add_option("--seed", asked->wish.seed,
                     "种子：相同则结果相同 / seed: the same gives the same bytes");
    verb->add_option("--out", asked->out, "文件夹 / folder")->required();
    verb->add_option("--threads", asked->threads, "线程数 / threads")->check(CLI::Range(1, 64));
    verb->callback([asked, &chosen] { chosen = [asked] { return simulate(*asked); }; });
}

} // namespace server::cli
