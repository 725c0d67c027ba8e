#include "tests/bench/site.hpp"
#include "models/store/accounts.hpp"
#include "models/store/migrate.hpp"
#include "server/demo/places.hpp"
#include "server/log/log.hpp"
#include "tests/support/wire.hpp"
#include <algorithm>
#include <csignal>
#include <fstream>
#include <nlohmann/json.hpp>
#include <stdexcept>
#include <thread>
#include <unistd.h>

namespace bench {

using namespace models;
namespace fs = std::filesystem;

namespace {

constexpr std::chrono::hours kTokensLast{12};
constexpr auto kOfficer = "zhengan-county";

std::shared_ptr<server::Config> demo_config(const fs::path& folder, const std::string& url)
{
    auto config = std::make_shared<server::Config>();
    config->data_dir = folder;
    config->database = url;
    config->demo = true;
    return config;
}

// The first village of each county, from the first county on.
std::vector<Area> villages_of_counties(const Divisions& divisions, std::size_t count)
{
    std::vector<Area> villages;
    for (const auto& province : divisions.under({}))
        for (const auto& prefecture : divisions.under(province.area))
            for (const auto& county : divisions.under(prefecture.area)) {
                if (villages.size() == count) return villages;
                const auto towns = divisions.under(county.area);
                const auto parts = towns.empty() ? towns : divisions.under(towns.front().area);
                if (!parts.empty()) villages.push_back(parts.front().area);
            }
    throw std::runtime_error("There are fewer counties than clients.");
}

std::string token_for(store::Writer& db, AccountId account, Time now)
{
    auto token = store::random_token();
    store::insert_token(db, {{}, account, "bench", true, now + kTokensLast, {}}, token, now);
    return token;
}

Reporter reporter_at(store::Writer& db, Area village, Time now)
{
    store::AccountRow row;
    row.login = "bench-" + to_text(village);
    row.actor.name = row.login;
    row.actor.role = Role::village;
    row.actor.area = village;
    const auto account = store::insert_account(db, row, now);
    return {store::find_account(db, account).value().actor, token_for(db, account, now)};
}

void add_accounts(store::Connection& connection, Site& site, const std::vector<Area>& villages, Time now)
{
    connection.begin();
    {
        store::Writer db(connection);
        for (const auto village : villages) site.reporters.push_back(reporter_at(db, village, now));
        const auto officer = store::find_account(db, kOfficer).value().actor.account;
        site.officer_token = token_for(db, officer, now);
        site.officer_session = store::random_token();
        store::insert_session(db, site.officer_session, officer, now);
        store::mark_factor(db, site.officer_session, now);
        db.keep();
    }
    connection.commit();
}

} // namespace

DemoData::DemoData(int reporters) : reporters_(reporters)
{
    server::log_to(folder() / "bench.log");
    auto library = server::make_library(demo_config(folder(), {}));
    library->demo_password = server::demo::kDemoPassword;
    library_ = std::move(library);
}

Site DemoData::make_site(const std::string& name, const std::string& url) const
{
    Site site;
    site.folder = folder() / name;
    const auto config = demo_config(site.folder, url);
    site.url = server::database_url(*config);
    const auto database = server::open_database(*config, now_);
    site.links = server::demo::load_demo(*database.writer, *library_, now_, [](std::size_t, std::size_t) {});
    const auto villages = villages_of_counties(*library_->divisions, static_cast<std::size_t>(reporters_));
    add_accounts(*database.writer, site, villages, now_);
    return site;
}

Site DemoData::copy_site(const Site& from, const std::string& name) const
{
    Site site = from;
    site.folder = folder() / name;
    fs::create_directory(site.folder);
    for (const auto* file : {"parasol.db", "key"}) fs::copy_file(from.folder / file, site.folder / file);
    site.url = "sqlite:" + (site.folder / "parasol.db").string();
    return site;
}

// A demo is on SQLite; another database is told to `serve` by a file.
static std::vector<std::string> words_for(const Site& site, std::uint16_t port)
{
    std::vector<std::string> words{"demo", "--port", std::to_string(port), "--data", site.folder.string()};
    if (site.url.starts_with("sqlite:")) return words;
    const auto config = site.folder / "config.json";
    std::ofstream(config) << nlohmann::json{{"database", site.url}};
    words.front() = "serve";
    words.insert(words.end(), {"--config", config.string()});
    return words;
}

Serving::Serving(const Site& site)
    : port_(support::free_port()), process_(site.folder / "output", words_for(site, port_))
{
    if (!process_.says_within(std::chrono::seconds(60), "Parasol 幸福伞"))
        throw std::runtime_error("parasol does not start: " + process_.output());
    for (int tries = 0; tries < 600; ++tries) {
        try {
            if (support::ask(port_, "GET /livez HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n"))
                return;
        } catch (const std::runtime_error&) { // it does not listen yet
        }
        std::this_thread::sleep_for(std::chrono::milliseconds(100));
    }
    throw std::runtime_error("parasol does not answer: " + process_.output());
}

Serving::~Serving() = default;

std::size_t Serving::resident_bytes() const
{
    std::ifstream status("/proc/" + std::to_string(process_.process()) + "/status");
    for (std::string word; status >> word;)
        if (std::size_t kilobytes = 0; word == "VmRSS:" && status >> kilobytes) return kilobytes * 1024;
    throw std::runtime_error("The memory of parasol demo cannot be read.");
}

double Serving::processor_seconds() const
{
    std::ifstream stat("/proc/" + std::to_string(process_.process()) + "/stat");
    constexpr int kBefore = 13; // fields before utime and stime; the name holds no space
    std::string field;
    for (int i = 0; i < kBefore; ++i) stat >> field;
    double user = 0, system = 0;
    if (!(stat >> user >> system)) throw std::runtime_error("The time used by parasol demo cannot be read.");
    return (user + system) / static_cast<double>(::sysconf(_SC_CLK_TCK));
}

void Serving::stop()
{
    process_.signal(SIGINT);
    if (process_.status_within(std::chrono::seconds(30)) != 0)
        throw std::runtime_error("parasol demo did not end well: " + process_.output());
}

std::size_t file_bytes(const Site& site) { return fs::file_size(site.folder / "parasol.db"); }

std::int64_t count_referrals(const Site& site)
{
    store::Connection connection(site.url, store::Connection::Access::read, nullptr);
    store::Reader db(connection);
    auto query = db.query({"bench.referrals", "SELECT COUNT(*) FROM referral"});
    std::int64_t count = 0;
    query.next(count);
    return count;
}

} // namespace bench
