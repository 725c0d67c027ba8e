#pragma once
#include "models/application.hpp"
#include "models/store/db.hpp"
#include <optional>
#include <vector>

namespace store {

models::ApplicationId insert_application(Writer&, const models::Application&);

// Of an area and what lies under it; an empty area is everywhere. In one state, oldest first.
std::optional<models::Application> find_application(Reader&, models::Area, models::ApplicationId);
std::vector<models::Application> list_applications(Reader&, models::Area, models::ApplicationState,
                                                   models::ApplicationId after, int limit);
std::int64_t count_applications(Reader&, models::Area, models::ApplicationState);
bool is_applied_for(Reader&, std::string_view unified_code); // and not yet decided

// Its state, reason and organization, guarded by version and by being open. false: somebody was faster.
bool decide_application(Writer&, const models::Application&, models::AccountId by, models::Time now);

} // namespace store
