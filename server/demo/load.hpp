#pragma once
#include "models/id.hpp"
#include "models/store/db.hpp"
#include "server/demo/story.hpp"
#include <optional>

namespace server::demo {

// Three places worth opening first.
struct DemoLinks {
    models::ReferralId grandmother;
    models::ProgramId program;
    std::string matches() const; // paths of the site
    std::string new_referral() const;
    std::string program_page() const;
};

// Organizations, programs, accounts and referrals of the demo, all in one transaction: a start that was
// killed half-way left nothing behind. Loaded already: only looks up the links.
DemoLinks load_demo(store::Connection& writer, const Library&, models::Time now, const Progress&);
std::optional<DemoLinks> loaded_demo(store::Reader&);

} // namespace server::demo
