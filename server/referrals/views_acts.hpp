#pragma once
#include "server/referrals/views_parts.hpp"

// The short form of one act: what is asked, as it was typed, and what is wrong with it.
namespace server::referrals {

struct ActPage {
    const Call& call;
    Case known;
    models::ReferralAct act{};
    bool spot_check = false; // drawn: the visit is asked for
    Typed typed;
    std::vector<models::Fault> faults; // "/field"
    std::vector<LogLine> changes;      // somebody was faster: what was done last
};

nlohmann::json act_view(const ActPage&); // templates/referrals/act.html

nlohmann::json act_fields(const ActPage&, const Scene&);

// What the form shows when it is opened.
Typed presets(const Call&, models::ReferralAct, const Case&);

// An act that is not possible: what to do instead, and what was written, so that it is not lost
// (templates/referrals/refused.html).
nlohmann::json refused_view(const Call&, const models::Referral&, const std::vector<models::Fault>&);

// Why somebody wants to see the family unmasked; then what there is (templates/referrals/revealed.html).
nlohmann::json ask_reveal_view(const Call&, const Case&, const std::vector<models::Fault>&);

} // namespace server::referrals
