#pragma once
#include "matching/what_if.hpp"
#include "models/account.hpp"
#include "server/http/call.hpp"
#include "server/programs/drive.hpp"
#include "server/programs/impact.hpp"
#include <memory>
#include <nlohmann/json_fwd.hpp>
#include <vector>

// A changed program before it is saved: who would come in, who would fall out, what it would cost.
namespace server::programs {

// A family of the actor's own area whose part in it changes.
struct FamilyNear {
    models::ReferralId referral;
    std::string reference; // filled in where it is shown
    matching::Moved what{};
    models::Money before, after;
};

struct Trial {
    models::Time as_of;
    ToldImpact told;
    std::vector<models::Fault> warnings; // of the changed one
    std::vector<FamilyNear> near_by;     // an officer's alone, at most kMostNamed
    std::optional<ToldDrive> drive = {}; // of a test drive, which is all that it tells
};
inline constexpr std::size_t kMostNamed = 50;

// The program that a request sends, its divisions as they are today.
models::Result<models::Program> sent_program(const Call&);

struct TrialAsked; // trials.hpp

// Nothing: it was told to stop.
std::optional<Trial> tried(const TrialAsked&, const matching::Progress&);

// The same of a test drive.
std::optional<Trial> test_driven(const TrialAsked&, const matching::Progress&);

// What leaves.
struct WhatIf {
    const models::Program& before;
    const models::Program& after; // as typed, where nothing was wrong
    const std::vector<models::Fault>& faults;
    const Trial* trial; // nothing: nothing was asked, or something was wrong
};
nlohmann::json what_if_view(const Call&, const WhatIf&);
nlohmann::json trial_json(const Call&, const models::Program&, const Trial&);
nlohmann::json warnings_json(const Library&, Language, const std::vector<models::Fault>&);
nlohmann::json warnings_part(const Call&, const std::vector<models::Fault>&); // a part that is there or not

} // namespace server::programs
