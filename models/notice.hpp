#pragma once
#include "models/area.hpp"
#include "models/id.hpp"
#include "models/names.hpp"
#include "models/side.hpp"

namespace models {

// Whose desk something concerns: a village's, township's or county's office, or an organization; of these
// only its supervisor (lifecycle.md "Clocks": the county officer marked as lead, a charity's manager).
struct Office {
    Side side{};
    Area area;
    OrganizationId organization;
    bool supervisor = false;
    bool operator==(const Office&) const = default;
};

enum class NoticeState { waiting, told, read, taken_back };
template <>
inline constexpr auto kNames<NoticeState> = names<NoticeState>({{NoticeState::waiting, "waiting"},
                                                                {NoticeState::told, "told"},
                                                                {NoticeState::read, "read"},
                                                                {NoticeState::taken_back, "taken_back"}});

} // namespace models
