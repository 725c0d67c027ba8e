#include "tests/bench/loop_moves.hpp"
#include "tests/bench/crowd.hpp"
#include <nlohmann/json.hpp>

namespace bench {

using namespace models;
using Clock = std::chrono::steady_clock;
using nlohmann::json;

namespace {

std::string field(std::string_view head, std::string_view name)
{
    const auto at = head.find("\r\n" + std::string(name) + ": ");
    if (at == std::string_view::npos) return {};
    const auto from = at + 4 + name.size();
    return std::string(head.substr(from, head.find("\r\n", from) - from));
}

// One client's way with one offer.
struct Way {
    std::size_t done = 0; // moves of this offer
    std::string request, path, etag;
    std::int64_t units = 0;
};

class Clients {
public:
    Clients(const LoopSite& loop, std::span<const LoopFamily> families, std::size_t count,
            Clock::time_point until)
        : county_("Authorization: Bearer " + loop.county_token + "\r\n"),
          charity_("Authorization: Bearer " + loop.charity_token + "\r\n"),
          today_(to_text(day_of(server::system_now()))),
          loop_(loop),
          families_(families),
          ways_(count),
          until_(until)
    {
    }

    const std::string* next(std::size_t client)
    {
        auto& way = ways_[client];
        if (way.done == 0) {
            if (Clock::now() >= until_ || taken_ == families_.size()) return nullptr;
            way.request = offer(families_[taken_++]);
        } else if (way.done == 1) {
            way.request = get_request(way.path, charity_);
        } else {
            way.request = post_request(way.path + "/moves", charity_ + "If-Match: " + way.etag + "\r\n",
                                       act(way).dump());
        }
        return &way.request;
    }

    void heard(std::size_t client, std::string_view head, std::string_view body)
    {
        auto& way = ways_[client];
        way.etag = field(head, "ETag");
        if (way.etag.empty()) { // refused: the next family
            way = {};
            return;
        }
        if (way.done == 0) {
            const auto told = json::parse(body);
            way.path = "/api/v1/offers/" + told.at("id").get<std::string>();
            way.units = told.at("units");
        }
        if (++way.done == kMovesOfAnOffer) way = {};
    }

private:
    std::string offer(const LoopFamily& family) const
    {
        return post_request("/api/v1/referrals/" + to_text(family.referral) + "/offers", county_,
                            json{{"need", to_text(family.need)}, {"program", to_text(loop_.program)}}.dump());
    }
    json act(const Way& way) const
    {
        if (way.done == 2) return {{"act", "accept"}};
        if (way.done == 4) return {{"act", "complete"}};
        return {
            {"act", "deliver"}, {"units", way.units}, {"on", today_}, {"way", "bank"}, {"signer", "本人"}};
    }

    std::string county_, charity_, today_;
    const LoopSite& loop_;
    std::span<const LoopFamily> families_;
    std::size_t taken_ = 0;
    std::vector<Way> ways_;
    Clock::time_point until_;
};

} // namespace

Sample move_over_http(std::uint16_t port, const LoopSite& loop, std::span<const LoopFamily> families,
                      std::size_t clients, std::chrono::milliseconds time, std::size_t& moved,
                      Section& section)
{
    Clients all(loop, families, clients, Clock::now() + time);
    auto tally = ask_together(
        port, clients, kAnySuccess, [&](std::size_t client) { return all.next(client); },
        [&](std::size_t client, std::string_view head, std::string_view body) {
            all.heard(client, head, body);
        });
    if (!tally.refusal.empty()) section.faults.push_back("A move was refused: " + tally.refusal);
    moved += tally.statuses[200] + tally.statuses[201];
    return sample_of(std::move(tally.microseconds), tally.seconds);
}

} // namespace bench
