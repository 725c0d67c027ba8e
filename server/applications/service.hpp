#pragma once
#include "models/account.hpp"
#include "models/application.hpp"
#include "models/area.hpp"
#include "models/result.hpp"
#include "models/store/db.hpp"
#include "server/accounts/service.hpp"
#include <optional>
#include <string>

// Charities apply, a county officer checks them: then there is an organization and a code for its first
// manager.
namespace server::applications {

// What somebody typed; nobody has to have an account.
struct Wish {
    std::string name, unified_code, kind, area, certificate_until, public_fundraising, contact, phone;
};

// All faults at once, at "/<field>": the unified code checks (GB 32100) and is neither registered nor applied
// for, the area is a county or coarser, the registration has not run out.
models::Result<models::Application> read_wish(store::Reader&, const models::Divisions&, const Wish&,
                                              models::Time now);
models::ApplicationId apply(store::Writer&, const models::Application&, models::Time now);

// A county officer those of the county, an administrator all; others are not found.
std::optional<models::Application> find_in_scope(store::Reader&, const models::Actor&, models::ApplicationId);

// What the officer looked up in the national register, point by point, and who is to be the first manager.
struct Check {
    bool code = false, contact = false; // the code belongs to this name; the contact was spoken to
    std::string certificate_until, public_fundraising, login, name;
};
struct Seen {
    models::ApplicationId id;
    std::int64_t version{};
};
// Registers the organization as it was checked, and invites its first manager.
models::Result<accounts::Invited> accept(store::Writer&, const models::Actor& by, const models::Divisions&,
                                         const Seen&, const Check&, models::Time now);
models::Result<models::Application> refuse_application(store::Writer&, const models::Actor& by, const Seen&,
                                                       std::string reason, models::Time now);

} // namespace server::applications
