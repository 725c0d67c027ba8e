#include "server/cli/demo.hpp"
#include "models/store/accounts.hpp"
#include "server/app.hpp"
#include "server/cli/demo_check.hpp"
#include "server/cli/verbs.hpp"
#include "server/demo/load.hpp"
#include "server/html/messages.hpp"
#include "server/jobs/routes.hpp"
#include "server/log/log.hpp"
#include <CLI/CLI.hpp>
#include <iostream>
#include <unistd.h>

namespace server::cli {

namespace {

namespace fs = std::filesystem;

Config config_for(const DemoOptions& options)
{
    Config config;
    config.data_dir = options.data;
    config.port = options.port;
    config.demo = true;
    config.operator_name = "演示县民政局（虚构）";
    config.base_url = own_address(config);
    return config;
}

// Only what is a demo, or was never used, is loaded into or thrown away.
void refuse_other_data(Database& database, const fs::path& folder)
{
    store::Reader db(*database.writer);
    if (demo::loaded_demo(db) || store::list_accounts(db, {}, 1).empty()) return;
    throw std::runtime_error("The folder " + folder.string() +
                             " holds a database of Parasol that is no demo. Choose another with --data.");
}

bool is_free(const Config& config)
{
    try {
        net::check_port(config);
        return true;
    } catch (const std::runtime_error&) {
        return false;
    }
}

void throw_away(const Config& config)
{
    const auto file = config.data_dir / "parasol.db";
    if (!fs::exists(file)) return;
    {
        auto database = open_database(config, system_now());
        refuse_other_data(database, config.data_dir);
    }
    for (const auto* end : {"", "-wal", "-shm", ".lock"}) fs::remove(file.string() + end);
    fs::remove(config.data_dir / "parasol.log");
    fs::remove(audit_anchor(config));
    fs::remove(key_file(config));
}

// One line that counts up; nothing where nobody watches.
demo::Progress progress_line()
{
    if (::isatty(STDOUT_FILENO) == 0) return [](std::size_t, std::size_t) {};
    return [](std::size_t done, std::size_t of) {
        if (done % 25 != 0 && done != of) return;
        std::cout << "\r装入虚构的转介单 / loading invented referrals  " << done << "/" << of
                  << (done == of ? "\n" : "") << std::flush;
    };
}

void tell_accounts(const Library& library)
{
    const auto& messages = *library.messages;
    say("\n演示账号，首页点一下就能进入；密码都是 / demo accounts, one click on the front page; password of "
        "all: " +
        std::string(demo::kDemoPassword) +
        "\n用密码登录的验证码在登录页上 / codes for signing in with it are on the sign-in page");
    for (const auto& account : demo::demo_accounts()) {
        const auto role = "accounts.role." + std::string(name_of(account.role));
        std::string line = "  " + std::string(account.login);
        line.resize(22, ' ');
        line += messages.text(Language::zh, role) + " / " + messages.text(Language::en, role);
        if (account.area) line += "  " + library.divisions->path(account.area);
        say(line);
    }
}

void tell_links(const std::string& address, const demo::DemoLinks& links)
{
    say("\nParasol 幸福伞 演示 / demo: " + address + "/");
    say("先用 zhengan-county 进入，再看 / sign in as zhengan-county, then open:");
    say("  祖母一家匹配到的项目 / what fits the grandmother   " + address + links.matches());
    say("  新建转介单 / a new referral                        " + address + links.new_referral());
    say("  一个慈善项目 / a program                           " + address + links.program_page());
    say("按 Ctrl-C 结束，数据会保留 / Ctrl-C ends it and keeps the data\n");
}

} // namespace

int run_demo(const DemoOptions& options)
{
    auto wished = config_for(options);
    if (options.check && !is_free(wished)) wished.port = 0;
    net::check_port(wished);
    if (options.reset) throw_away(wished);
    const auto config = std::make_shared<const Config>(std::move(wished));
    auto library = make_library(config);
    library->demo_password = demo::kDemoPassword;
    library->demo_clock = std::make_shared<DemoClock>();
    auto database = open_database(*config, system_now());
    refuse_other_data(database, config->data_dir);
    log_to(config->data_dir / "parasol.log"); // the terminal is for people
    const auto links = demo::load_demo(*database.writer, *library, system_now(), progress_line());
    {
        store::Reader db(*database.writer);
        jobs::resume_demo_clock(db, *library);
    }
    if (options.check) return check_demo(config, std::move(library), std::move(database));

    const auto words = library;
    net::Server server(parts_of(config, std::move(library), std::move(database)));
    server.heed_signals();
    tell_accounts(*words);
    tell_links(config->base_url, links);
    server.run();
    say("演示已结束 / the demo has ended");
    return 0;
}

void add_demo(CLI::App& app, Verb& chosen)
{
    auto options = std::make_shared<DemoOptions>();
    auto* verb = app.add_subcommand(
        "demo", "演示：虚构的家庭和项目，只在本机 / demo: invented families and programs, on "
                "this machine only");
    verb->add_option("--port", options->port, "端口 / port (8080)")->check(CLI::Range(1, 65535));
    verb->add_option("--data", options->data, "数据目录 / data folder (demo-data)");
    verb->add_flag("--reset", options->reset,
                   "重新开始，清除演示数据 / begin anew, without what was entered");
    verb->add_flag("--check", options->check,
                   "上报一个家庭、看匹配结果，然后结束 / refer a family, show its matches, stop");
    verb->callback([options, &chosen] { chosen = [options] { return run_demo(*options); }; });
}

} // namespace server::cli
