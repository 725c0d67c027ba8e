#pragma once
#include "server/http/route.hpp"

namespace server::attachments {

std::span<const Route> routes();

} // namespace server::attachments
