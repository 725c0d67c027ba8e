#pragma once
#include "models/account.hpp"
#include "models/store/accounts.hpp"
#include "server/demo/people.hpp"
#include "server/http/library.hpp"
#include <map>
#include <span>

namespace server::demo {

// The accounts anybody may sign in with: they exist in a demo database and nowhere else, and so their one
// password may be told.
inline constexpr std::string_view kDemoPassword = "parasol-demo";

struct DemoAccount {
    std::string_view login, name;
    models::Role role{};
    models::Area area{};                // officers
    std::string_view organization = ""; // of a charity: unified code
};
std::span<const DemoAccount> demo_accounts();

// The offices of the demo: its accounts, and one more for each village, township and county that had to act.
class Offices {
public:
    Offices(store::Writer&, const Library&, models::Time now); // makes the demo accounts
    const models::Actor& admin() const { return admin_; }
    const models::Actor& charity(models::OrganizationId id) const { return charities_.at(id); }
    models::Actor village(models::Area village) { return at(models::Role::village, village); }
    models::Actor township(models::Area village);
    models::Actor county(models::Area village);

private:
    models::Actor at(models::Role, models::Area);
    models::Actor open(const DemoAccount&, const std::string& hash);
    store::Writer& db_;
    const Library& library_;
    models::Time now_;
    Dice dice_{520324};
    std::map<models::Area, models::Actor> officers_;
    std::map<models::OrganizationId, models::Actor> charities_;
    models::Actor admin_;
};

} // namespace server::demo
