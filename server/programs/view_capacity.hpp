#pragma once
#include "server/programs/views.hpp"

namespace html {
struct Words;
}

namespace server::programs {

// Places and money in their states, the shares by area and group, the sites.
void add_capacity(nlohmann::json& view, const html::Words&, const Shown&);

} // namespace server::programs
