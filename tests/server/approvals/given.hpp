#pragma once
#include "server/approvals/routes.hpp"
#include "server/looks/routes.hpp"
#include "server/offers/routes.hpp"
#include "server/referrals/routes.hpp"
#include "server/tasks/routes.hpp"
#include "tests/server/offers/given.hpp"
#include "tests/server/referrals/given.hpp"
#include "tests/support/pages.hpp"
#include <boost/test/unit_test.hpp>

namespace given {

inline std::span<const server::Route> approval_routes()
{
    static const std::vector<server::Route> kAll = [] {
        std::vector<server::Route> all;
        for (const auto table : {server::approvals::routes(), server::referrals::routes(),
                                 server::offers::routes(), server::looks::routes(), server::tasks::routes()})
            all.insert(all.end(), table.begin(), table.end());
        return all;
    }();
    return kAll;
}

// A county with two officers and a family that was helped.
struct ApprovalWorld : OfferWorld {
    ApprovalWorld() : OfferWorld({}, approval_routes()) {}

    // Helped in part, then the family withdraws: all of its rows are there.
    models::Referral withdrawn()
    {
        const auto row = accepted();
        helped = row.id;
        act(charity(), [&](const server::Desk& desk) {
            return server::offers::deliver(desk, given::seen(row),
                                           {10'000, models::day_of(now), "bank", "石玉兰", "", {}});
        }).value();
        const auto family = referral(row.referral);
        act(county(), [&](const server::Desk& desk) {
            return server::referrals::withdraw(desk, given::seen(family), {{}, "石玉兰打电话说不要了"});
        }).value();
        return referral(row.referral);
    }
    models::OfferId helped; // the offer that brought help
    std::string once() { return "key-" + std::to_string(++keys_); }
    server::Response ask_erasure(const models::Actor& actor, models::ReferralId id,
                                 const std::string& who = "family", const std::string& reason = "来信要求")
    {
        return post(actor, "/referrals/" + models::to_text(id) + "/erase",
                    {{"once", once()}, {"ask", who}, {"reason", reason}});
    }
    server::Response decide(const models::Actor& actor, const std::string& path, const std::string& act,
                            const std::string& text = "", const std::string& version = "1")
    {
        return post(actor, path + "/decide",
                    {{"once", once()}, {"version", version}, {"act", act}, {"text", text}});
    }
    std::string asked(models::ReferralId id) // where the request is
    {
        return support::location(ask_erasure(county(), id));
    }
    server::Response erased(models::ReferralId id) { return decide(second_county(), asked(id), "approve"); }
    static bool has(const server::Response& response, const std::string& text)
    {
        return response.body.contains(text);
    }

private:
    int keys_ = 0;
};

} // namespace given
