#pragma once
#include "models/area.hpp"
#include "models/id.hpp"
#include "models/names.hpp"
#include "models/private.hpp"
#include "models/time.hpp"
#include <optional>
#include <string>

namespace models {

using ApplicationId = Id<struct Application>;

enum class ApplicationState { applied, accepted, refused };
template <>
inline constexpr auto kNames<ApplicationState> =
    names<ApplicationState>({{ApplicationState::applied, "applied"},
                             {ApplicationState::accepted, "accepted"},
                             {ApplicationState::refused, "refused"}});

// A charity that wants to take part, as it describes itself, until a county officer has checked it.
struct Application {
    ApplicationId id;
    ApplicationState state{};
    std::string unified_code, name, kind; // kind: as an organization's
    Area area;                            // where it is registered
    bool public_fundraising = false;      // 公开募捐资格
    Date certificate_until{};             // of its registration
    PrivateText contact, phone;
    Time applied_at{};
    std::optional<Time> decided_at;
    std::string reason;          // of a refusal
    OrganizationId organization; // once it was accepted
    std::int64_t version{};
};

} // namespace models
