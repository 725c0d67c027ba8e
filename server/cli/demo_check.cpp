#include "server/cli/demo_check.hpp"
#include "models/store/accounts.hpp"
#include "server/cli/columns.hpp"
#include "server/cli/http_call.hpp"
#include "server/cli/verbs.hpp"
#include "server/demo/referrals.hpp"
#include <nlohmann/json.hpp>
#include <thread>

namespace server::cli {

using nlohmann::json;

namespace {

constexpr auto kReporter = "zhengan-village";
constexpr std::chrono::hours kTokenLasts{1};

// The server in a thread of its own; stopped and waited for at the end, whatever happened.
class Running {
public:
    explicit Running(net::Server& server) : server_(server), thread_([&server] { server.run(); }) {}
    ~Running()
    {
        server_.stop();
        thread_.join();
    }
    Running(const Running&) = delete;

private:
    net::Server& server_;
    std::thread thread_;
};

std::string token_for_reporter(Database& database, models::Time now)
{
    auto token = store::random_token();
    auto& connection = *database.writer;
    connection.begin();
    {
        store::Writer db(connection);
        const auto account = store::find_account(db, kReporter);
        if (!account) throw std::runtime_error("The demo has lost its accounts. Begin anew with --reset.");
        store::insert_token(db, {{}, account->actor.account, "demo --check", true, now + kTokenLasts, {}},
                            token, now);
        db.keep();
    }
    connection.commit();
    return token;
}

json answer_of(const HttpAnswer& answer, unsigned expected, const std::string& what)
{
    const auto value = json::parse(answer.body, nullptr, false);
    if (answer.status == expected && value.is_object()) return value;
    throw std::runtime_error(what + " was answered with " + std::to_string(answer.status) + ": " +
                             answer.body.substr(0, 400));
}

void tell_candidate(const json& item)
{
    constexpr std::size_t kName = 38, kRank = 3, kPoints = 4;
    const auto points = item["score"].is_null() ? "" : std::to_string(item["score"]["points"].get<int>());
    const bool fits = item["standing"] == "fits";
    say(right(std::to_string(item["rank"].get<int>()), kRank) + "  " +
        left(item["program"]["name"].get<std::string>(), kName) + right(points, kPoints) + "  " +
        left(fits ? "符合 / fits" : "待核实 / to be asked", 24) + item["award"]["text"].get<std::string>());
}

// What fits and what would after a question; at least one must fit.
void tell_ranking(const json& matches)
{
    int fit = 0;
    for (const auto& item : matches["items"]) {
        if (item["standing"] != "fits" && item["standing"] != "to_be_asked") continue;
        if (item["standing"] == "fits") ++fit;
        tell_candidate(item);
    }
    if (!matches["questions"].empty())
        say("先问 / ask first: " + matches["questions"][0]["text"].get<std::string>());
    if (fit == 0)
        throw std::runtime_error("No program fits the family of the check: the demo's data are not whole.");
}

} // namespace

int check_demo(std::shared_ptr<const Config> config, std::shared_ptr<const Library> library,
               Database database)
{
    const auto now = system_now();
    const auto token = token_for_reporter(database, now);
    net::Server server(parts_of(std::move(config), std::move(library), std::move(database)));
    const Running running(server);
    const auto port = server.port();
    const auto referral = write_referral(demo::one_more_family(now)).dump();
    const auto told = answer_of(http_call(port, "/api/v1/referrals", token, referral), 201, "The referral");
    const auto id = told.at("id").get<std::string>();
    say("已上报 / reported: " + told.value("reference", id));
    tell_ranking(
        answer_of(http_call(port, "/api/v1/referrals/" + id + "/matches", token), 200, "The matching"));
    say("演示运行正常 / the demo works");
    return 0;
}

} // namespace server::cli
