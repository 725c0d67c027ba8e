#pragma once
#include "server/auth/permissions.hpp"
#include "tests/server/offers/given.hpp"
#include "tests/support/pages.hpp"

// A family with a slip, as its browser and the officers' browsers meet it: through the guard, with cookies.
namespace given {

using Sent = std::vector<std::pair<std::string, std::string>>;

class FamilyWorld : public OfferWorld {
public:
    FamilyWorld();

    // A browser with this cookie; every form carries its token.
    server::Response browse(const std::string& cookie, server::Verb, const std::string& target,
                            const Sent& form = {});
    server::Response open(const std::string& target) { return browse(cookie, server::Verb::get, target); }
    server::Response press(const std::string& target, const Sent& form = {})
    {
        return browse(cookie, server::Verb::post, target, form);
    }
    // An officer who has signed in.
    server::Response as(const models::Actor&, server::Verb, const std::string& target, Sent form = {});
    server::Response send_to_api(server::Call);

    std::string code(models::ReferralId); // of its slip
    server::Response try_code(const std::string& code, const std::string& digits);
    void sign_in(models::ReferralId); // into `cookie`

    std::string cookie = "a-browser";
    std::string address = "10.0.0.1";

private:
    server::Router router_;
};

inline constexpr auto kDigits = "0024"; // last four of the grandmother's ID

bool has(const server::Response&, const std::string& text);
std::string cookie_of(const server::Response&);

} // namespace given
