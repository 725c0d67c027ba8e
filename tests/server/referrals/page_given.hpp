#pragma once
#include "server/referrals/routes.hpp"
#include "tests/server/referrals/given.hpp"
#include "tests/support/page_world.hpp"
#include "tests/support/pages.hpp"
#include <regex>

namespace given {

using support::location;

// A world of the referral pages.
struct Pages : support::PageWorld {
    Pages() : PageWorld(server::referrals::routes()) {}
};

inline bool has(const server::Response& response, const std::string& text)
{
    return response.body.find(text) != std::string::npos;
}
inline std::string path(const models::Referral& referral)
{
    return "/referrals/" + models::to_text(referral.id);
}
// What no page may show of the grandmother's family before it is revealed.
inline constexpr const char* kSecrets[] = {
    "石玉兰",      "石光明", "石小雪",    "石小安", "529903196304120024", "529903201103080031",
    "13900000000", "0024",   "竹坪组17号"};

// The first secret that a page tells; nothing: none. The numbers of rows are long and random, and may hold
// the digits of a secret: they are passed over, unless they look like an ID number.
inline std::string told_secret(const server::Response& response)
{
    static const std::regex kRowNumber(R"(\b(?!5299)\d{15,20}\b)");
    const auto text = std::regex_replace(response.body, kRowNumber, "");
    for (const auto* secret : kSecrets)
        if (text.find(secret) != std::string::npos) return secret;
    return {};
}

inline std::string version(const models::Referral& referral) { return std::to_string(referral.version); }

// As it is in the store now.
inline models::Referral read(Pages& world, const models::Referral& referral)
{
    return world.db.read([&](store::Reader& db) {
        return *store::find_referral(db, {support::kCounty, world.county().account}, referral.id);
    });
}

} // namespace given
