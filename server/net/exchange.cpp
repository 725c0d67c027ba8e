#include "server/net/exchange.hpp"
#include "models/store/seal.hpp"
#include "server/http/decode.hpp"
#include "server/http/problem.hpp"
#include "server/log/log.hpp"
#include "server/log/metrics.hpp"
#include "server/net/perform.hpp"
#include "server/net/words.hpp"

namespace server::net {

namespace {

using Steady = std::chrono::steady_clock;

std::string next_request_id(Site& site) { return site.run + "-" + std::to_string(++site.requests); }

struct Line {
    std::string_view route, method;
    int status{};
    Steady::time_point began;
    std::optional<models::AccountId> account;
};

std::string_view known_method(std::string_view method) { return verb_in(method) ? method : "other"; }

// One line an answer: ids, template, status, time; never the target as it was sent.
void log_access(const Site& site, const std::string& request, const Line& line)
{
    const std::chrono::duration<double> took = Steady::now() - line.began;
    const auto account = line.account ? models::to_text(*line.account) : "";
    log(Level::info, "request",
        {{"request", request},
         {"method", std::string(known_method(line.method))},
         {"route", std::string(line.route)},
         {"status", line.status},
         {"ms", static_cast<std::int64_t>(took.count() * 1000)},
         {"account", account}});
    if (site.library->metrics) site.library->metrics->count_request(line.route, line.status, took.count());
}

constexpr std::string_view kAccount = "account ";

std::string share_of(const Context& context, const Call& call)
{
    const auto& secret = call.authorization.empty() ? call.cookie_session : call.authorization;
    const auto known = secret.empty() ? context.shares.end() : context.shares.find(secret);
    return known == context.shares.end() ? "address " + call.peer : known->second;
}

void learn_share(Context& context, const Call& call)
{
    constexpr std::size_t kMostKnown = 10'000;
    if (!call.actor) return;
    if (context.shares.size() >= kMostKnown) context.shares.clear();
    const auto& secret = call.authorization.empty() ? call.cookie_session : call.authorization;
    context.shares.insert_or_assign(secret, std::string(kAccount) + models::to_text(call.actor.account));
}

std::string_view as_seen_target(std::string_view block)
{
    const auto first = std::min(block.find(' '), block.size());
    return block.substr(std::min(first + 1, block.size()));
}

// What a head says of a field, as far as it could be read.
std::string_view field_in(std::string_view block, std::string_view name)
{
    while (!block.empty()) {
        const auto end = std::min(block.find('\n'), block.size());
        const auto line = block.substr(0, end);
        const auto colon = std::min(line.find(':'), line.size());
        if (colon < line.size() && same_word(line.substr(0, colon), name)) return line.substr(colon + 1);
        block.remove_prefix(std::min(end + 1, block.size()));
    }
    return {};
}

// Before a request is understood: plain text, or a problem under /api in the language it asks for. Whoever
// chose too large a file, or comes while too many send theirs, gets a page.
Response refused_early(const Site& site, int status, std::string_view block, const std::string& request)
{
    constexpr int kTooLarge = 413, kBusy = 503;
    Call call;
    call.api = as_seen_target(block).starts_with("/api/");
    if (!call.api && status != kTooLarge && status != kBusy) return early_response(status);
    call.path = call.target = "/";
    call.library = site.library;
    call.language = language_in(field_in(block, "Accept-Language"));
    call.request_id = request;
    return problem_response(call, status);
}

} // namespace

std::string share_of(const Site& site, const Context& context, const Peer& peer, const Head& head,
                     const Framing& framing)
{
    return share_of(context, call_of(site, head, framing, peer));
}

bool is_account(const std::string& share) { return share.starts_with(kAccount); }

Task<Finished> exchange(Site& site, Context& context, const Peer& peer, const Head& head,
                        const Framing& framing, std::string body)
{
    const auto began = Steady::now();
    auto call = call_of(site, head, framing, peer);
    call.request_id = next_request_id(site);
    call.share = share_of(context, call);
    auto unreadable = read_into(call, framing, std::move(body));
    auto answered = co_await perform(site, call, std::move(unreadable));
    learn_share(context, call);
    log_access(site, call.request_id,
               {answered.route, head.method, answered.response.status, began, answered.response.account});
    Delivery delivery{.head_only = head.method == "HEAD", .secure = call.secure, .now = call.now};
    delivery.request_id = call.request_id;
    co_return Finished{std::move(answered.response), std::move(delivery)};
}

Finished early_exchange(Site& site, const Peer& peer, const Trouble& trouble, std::string_view block)
{
    const auto request = next_request_id(site);
    auto response = refused_early(site, trouble.status, block, request);
    if (trouble.status == 405) response.fields.emplace_back("Allow", "GET, HEAD, POST, PUT, PATCH, DELETE");
    log(Level::info, "request.refused",
        {{"request", request}, {"status", trouble.status}, {"why", std::string(trouble.why)}});
    if (site.library->metrics) site.library->metrics->count_request("none", trouble.status, 0);
    return {std::move(response), {.secure = peer.secure, .now = site.now(), .request_id = request}};
}

boost::beast::http::message_generator message_for(const Finished& finished)
{
    try {
        return message_of(finished.response, finished.delivery);
    } catch (const std::logic_error&) {
        log(Level::error, "answer.field", {{"request", finished.delivery.request_id}});
        return message_of(early_response(500), finished.delivery);
    }
}

} // namespace server::net
