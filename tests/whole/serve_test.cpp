// The executable as who installs it meets it: `parasol serve` in an empty folder.
#include "models/store/reseal.hpp"
#include "models/store/seal.hpp"
#include "tests/support/temp_folder.hpp"
#include "tests/support/test_db.hpp"
#include "tests/support/wire.hpp"
#include "tests/whole/running.hpp"
#include <boost/test/unit_test.hpp>
#include <csignal>
#include <fstream>
#include <iterator>
#include <sstream>
#include <sys/resource.h>

using namespace std::chrono_literals;
using support::Running;
using support::Wire;
namespace fs = std::filesystem;

namespace {

std::string file_text(const fs::path& file)
{
    std::ifstream in(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

struct Installed {
    support::TempFolder folder;
    fs::path data = folder.path() / "data";
    std::uint16_t port = support::free_port();

    std::vector<std::string> serve() const
    {
        return {"serve", "--data", data.string(), "--port", std::to_string(port)};
    }
    fs::path out(const std::string& name) const { return folder.path() / name; }
    static bool is_up(const Running& server) { return server.says_within(60s, "Parasol"); }
    std::optional<support::Heard> ask(const std::string& line) const
    {
        return support::ask(port, line + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
    }
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(serving, Installed)

BOOST_AUTO_TEST_CASE(a_signal_ends_an_idle_server_at_once_and_well)
{
    for (const int number : {SIGTERM, SIGINT}) {
        Running server(out("log" + std::to_string(number)), serve());
        BOOST_REQUIRE(is_up(server));
        Wire idle(port, Wire::Kind::plain);
        server.signal(number);
        BOOST_TEST(server.status_within(3s) == 0);
    }
}

BOOST_AUTO_TEST_CASE(verifying_the_audit_in_a_wrong_folder_makes_nothing_there)
{
    fs::create_directory(data);
    Running verify(out("verify"), {"audit", "verify", "--data", data.string()});
    BOOST_TEST(verify.status_within(20s) == 1);
    BOOST_TEST(fs::is_empty(data));
    BOOST_TEST(verify.output().contains("--data"));
}

BOOST_AUTO_TEST_CASE(it_is_ready_when_the_families_are_read_and_shows_how_it_follows_them)
{
    Running server(out("log"), serve());
    BOOST_REQUIRE(is_up(server));
    auto ready = ask("GET /readyz");
    while (ready->status == 503) ready = ask("GET /readyz");
    BOOST_TEST(ready->body == "ok\n");
    const auto figures = ask("GET /metrics")->body;
    BOOST_TEST(figures.find("parasol_population_families 0\n") != std::string::npos);
    BOOST_TEST(figures.find("parasol_population_behind_seconds 0") != std::string::npos, figures);
}

BOOST_AUTO_TEST_CASE(a_second_server_on_the_same_database_is_refused_within_two_seconds)
{
    Running first(out("first"), serve());
    BOOST_REQUIRE(is_up(first));
    auto arguments = serve();
    arguments.back() = std::to_string(support::free_port());
    const auto began = std::chrono::steady_clock::now();
    Running second(out("second"), arguments);
    BOOST_TEST(second.status_within(10s) == 1);
    BOOST_TEST(
        (std::chrono::steady_clock::now() - began < 4s)); // two, and the start of a program on a busy machine
    BOOST_TEST(second.output().find("Another Parasol process") != std::string::npos, second.output());
    BOOST_TEST(ask("GET /livez")->status == 200);
}

BOOST_AUTO_TEST_CASE(what_it_makes_only_its_owner_reads)
{
    Running server(out("log"), serve());
    BOOST_REQUIRE(is_up(server));
    const auto others = fs::perms::group_all | fs::perms::others_all;
    BOOST_CHECK((fs::status(data).permissions() & others) == fs::perms::none);
    std::size_t files = 0;
    for (const auto& file : fs::recursive_directory_iterator(data)) {
        BOOST_TEST(((file.status().permissions() & others) == fs::perms::none), file.path().filename());
        ++files;
    }
    BOOST_TEST(files >= 2u);
}

BOOST_AUTO_TEST_CASE(nobody_is_known_to_a_fresh_server)
{
    Running server(out("log"), serve());
    BOOST_REQUIRE(is_up(server));
    BOOST_TEST(ask("GET /accounts")->status == 303);
    BOOST_TEST(ask("GET /api/v1/referrals")->status == 401);
    BOOST_TEST(ask("GET /setup?code=guessed")->status != 500);
    const auto page = ask("GET /");
    BOOST_REQUIRE(page.has_value());
    BOOST_TEST(page->body.find("/demo/sign-in") == std::string::npos);
    const auto output = server.output();
    BOOST_TEST(output.find("/setup?code=") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_key_that_others_may_read_stops_the_start)
{
    {
        Running first(out("first"), serve());
        BOOST_REQUIRE(is_up(first));
        first.signal(SIGTERM);
        BOOST_TEST(first.status_within(5s) == 0);
    }
    std::size_t opened = 0;
    for (const auto& file : fs::directory_iterator(data)) {
        if (file.path().filename().string().find("key") == std::string::npos) continue;
        fs::permissions(file.path(), fs::perms::others_read, fs::perm_options::add);
        ++opened;
    }
    BOOST_REQUIRE(opened == 1u);
    Running second(out("second"), serve());
    BOOST_TEST(second.status_within(10s) == 1);
    BOOST_TEST(second.output().find("chmod 600") != std::string::npos, second.output());
}

// quality.md 38: whoever looks at the list of processes learns nothing.
BOOST_AUTO_TEST_CASE(no_secret_stands_in_its_arguments_or_environment)
{
    Running server(out("log"), serve());
    BOOST_REQUIRE(is_up(server));
    const auto said = server.output();
    const auto code = said.substr(said.find("/setup?code=") + 12, 20);
    const auto keys = file_text(data / "key");
    BOOST_REQUIRE(keys.size() > 40u);
    const auto process = "/proc/" + std::to_string(server.process());
    for (const auto* where : {"/cmdline", "/environ"}) {
        const auto text = file_text(process + where);
        BOOST_TEST(!text.empty(), where);
        for (std::size_t at = 0; at + 16 <= keys.size(); at += 8)
            BOOST_TEST(text.find(keys.substr(at, 16)) == std::string::npos, where);
        BOOST_TEST(text.find(code) == std::string::npos, where);
    }
}

// quality.md 50: what was in memory is in no file.
BOOST_AUTO_TEST_CASE(a_server_that_breaks_leaves_no_core_file)
{
    rlimit before{};
    ::getrlimit(RLIMIT_CORE, &before);
    const rlimit all{before.rlim_max, before.rlim_max};
    ::setrlimit(RLIMIT_CORE, &all);
    Running server(out("log"), serve());
    ::setrlimit(RLIMIT_CORE, &before);
    BOOST_REQUIRE(is_up(server));
    const auto limits = file_text("/proc/" + std::to_string(server.process()) + "/limits");
    const auto line = limits.substr(std::min(limits.find("Max core file size"), limits.size()), 60);
    std::istringstream words(line.substr(std::min<std::size_t>(line.size(), 18)));
    std::string soft, hard;
    words >> soft >> hard;
    BOOST_TEST(soft == "1"); // heeded by files and by pipes
    BOOST_TEST(hard == "1");
    server.signal(SIGABRT);
    BOOST_TEST(server.status_within(10s) == -SIGABRT);
    BOOST_TEST(!server.left_core());
}

// quality.md 51: another key, and the one that was there before it was changed and dropped.
BOOST_AUTO_TEST_CASE(a_wrong_key_stops_the_start_and_says_so)
{
    const auto key = data / "key", before = folder.path() / "before", changed = folder.path() / "changed";
    const auto stops = [&](const std::string& name) {
        Running server(out(name), serve());
        BOOST_TEST(server.status_within(30s) == 1, name);
        const auto said = server.output();
        BOOST_TEST(said.find("another key") != std::string::npos, said);
        BOOST_TEST(std::count(said.begin(), said.end(), '\n') == 1, said);
    };
    const auto starts = [&](const std::string& name) {
        Running server(out(name), serve());
        BOOST_REQUIRE(is_up(server));
        server.signal(SIGTERM);
        BOOST_TEST(server.status_within(10s) == 0, name);
    };
    starts("first");
    fs::copy(key, before);
    const auto vault = store::Vault::open_or_make(key);
    vault->add_key(store::KeyUse::fields, 1'800'000'000'000);
    {
        const auto url = "sqlite:" + (data / "parasol.db").string();
        store::Connection connection(url, store::Connection::Access::write, vault);
        store::SealPass pass;
        while (!support::TestDb::write_on(connection,
                                          [&](store::Writer& w) { return store::reseal(w, pass, 100); })) {
        }
    }
    vault->drop_old_keys();
    fs::copy(key, changed);
    starts("with the new key");

    fs::copy(before, key, fs::copy_options::overwrite_existing);
    stops("with the old key");
    fs::remove(key);
    store::Vault::open_or_make(key);
    stops("with a fresh key");
    fs::copy(changed, key, fs::copy_options::overwrite_existing);
    starts("with the right one again");
}

BOOST_AUTO_TEST_CASE(a_policy_that_cannot_be_taken_is_told_in_both_languages)
{
    const auto policy = folder.path() / "policy.json", config = folder.path() / "config.json";
    std::ofstream(policy) << R"({"version": "one", "version": "two"})";
    std::ofstream(config) << R"({"policy": ")" << policy.string() << R"("})";
    auto arguments = serve();
    arguments.insert(arguments.end(), {"--config", config.string()});
    Running wrong(out("wrong"), arguments);
    BOOST_TEST(wrong.status_within(30s) == 1);
    const auto said = wrong.output();
    BOOST_TEST(std::count(said.begin(), said.end(), '\n') == 1, said);
    for (const auto* text : {"policy.json: ", "第 1 行", "Line 1"})
        BOOST_TEST(said.find(text) != std::string::npos, said);
}

BOOST_AUTO_TEST_CASE(what_is_in_the_way_is_one_sentence)
{
    Running first(out("first"), serve());
    BOOST_REQUIRE(is_up(first));
    const std::vector<std::vector<std::string>> kWrong{
        {"serve", "--data", (folder.path() / "other").string(), "--port", std::to_string(port)},
        {"serve", "--data", "/proc/none", "--port", "0"},
        {"serve", "--data", data.string(), "--certificate", "/none"}};
    for (std::size_t i = 0; i < kWrong.size(); ++i) {
        Running wrong(out("wrong" + std::to_string(i)), kWrong[i]);
        BOOST_TEST(wrong.status_within(30s) == 1);
        const auto said = wrong.output();
        BOOST_TEST(std::count(said.begin(), said.end(), '\n') == 1, said);
        for (const auto* inside : {"std::", "what()", "terminate", "soci"})
            BOOST_TEST(said.find(inside) == std::string::npos, said);
    }
}

BOOST_AUTO_TEST_SUITE_END()
