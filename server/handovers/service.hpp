#pragma once
#include "models/referral.hpp"
#include "models/result.hpp"
#include "server/desk/desk.hpp"
#include <string>

// A charity hands a family to civil affairs: a draft that stands in the township's list (lifecycle.md
// `start`).
namespace server::handovers {

struct HandOver {
    std::string township; // division code
    std::string name, phone, need_type, situation;
    bool agreed = false; // the family wants civil affairs to be told
};
// Faults at /township, /name, /phone, /need, /situation, /agreed. What was handed over is civil affairs' own
// from then on: the charity does not find it again.
models::Result<models::ReferralId> hand_over(const Desk&, const HandOver&);

} // namespace server::handovers
