#include "tests/bench/reading.hpp"
#include "tests/bench/crowd.hpp"
#include <nlohmann/json.hpp>

namespace bench {

namespace {

using Clock = std::chrono::steady_clock;

struct Target {
    std::string name, request;
};

std::vector<Target> targets_of(const Site& site)
{
    const auto cookie = "Cookie: parasol=" + site.officer_session + "\r\n";
    const auto token = "Authorization: Bearer " + site.officer_token + "\r\n";
    const auto referral = "/referrals/" + models::to_text(site.links.grandmother);
    const auto program = "/programs/" + models::to_text(site.links.program);
    const auto page = [&](const std::string& name, const std::string& path) {
        return Target{name, get_request(path, cookie)};
    };
    const auto api = [&](const std::string& path, const std::string& name) {
        return Target{"api " + name, get_request("/api/v1" + path, token)};
    };
    return {{"/livez, the bare net", get_request("/livez", "")},
            page("page: front, signed in", "/"),
            page("page: list of referrals", "/referrals"),
            page("page: one referral, matches *", referral),
            page("page: list of programs", "/programs"),
            page("page: one program", program),
            api("/referrals", "/referrals"),
            api(referral, "/referrals/{id} *"),
            api(referral + "/matches", "/referrals/{id}/matches *"),
            api("/programs", "/programs")};
}

// Every client asks for the same, again and again.
Sample keep_asking(const Serving& server, const Target& target, std::size_t clients,
                   std::chrono::milliseconds time, Section& section)
{
    const auto until = Clock::now() + time;
    auto tally = ask_together(server.port(), clients, 200,
                              [&](std::size_t) { return Clock::now() < until ? &target.request : nullptr; });
    if (!tally.refusal.empty()) section.faults.push_back(target.name + " was refused: " + tally.refusal);
    return sample_of(std::move(tally.microseconds), tally.seconds);
}

} // namespace

Section measure_reading(const Serving& server, const Site& site, const Wishes& wishes)
{
    auto result = section("reads", "Pages and API reads a second · 页面与接口读取");
    *result.figures = nlohmann::json::array();
    const auto clients = static_cast<std::size_t>(wishes.clients);
    const auto targets = targets_of(site);
    std::vector<Contender> contenders;
    for (const auto& target : targets) {
        contenders.push_back(
            {target.name, [&] { return keep_asking(server, target, clients, wishes.round, result); }});
        contenders.push_back(
            {target.name, [&] { return keep_asking(server, target, 1, wishes.round / 4, result); }});
    }
    const auto measured = in_rounds(contenders, wishes.rounds);
    result.notes = {std::to_string(clients) +
                        " connections on this machine, clients and server share its cores; then one alone.",
                    "* leaves a row in the audit, which is on the disk before the answer goes out."};
    result.rows.push_back({"", "a second", "p50", "p99", "/livez ÷ this", "one alone: p50"});
    for (std::size_t i = 0; i < targets.size(); ++i) {
        const auto &many = measured[2 * i], &alone = measured[2 * i + 1];
        const auto share = ratio(measured[0], many, &Sample::per_second);
        const auto time = [](const Measured& of, double Sample::* figure) {
            return shown_time(of.spread(figure).median);
        };
        result.rows.push_back({targets[i].name, shown(many.spread(&Sample::per_second)),
                               time(many, &Sample::p50), time(many, &Sample::p99),
                               i == 0 ? "1" : shown_times(share), time(alone, &Sample::p50)});
        result.figures->push_back({{"what", targets[i].name},
                                   {"connections", clients},
                                   {"together", json_of(many)},
                                   {"alone", json_of(alone)},
                                   {"livez_over_this", json_of(share)}});
    }
    return result;
}

} // namespace bench
