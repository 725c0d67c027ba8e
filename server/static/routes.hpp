#pragma once
#include "server/http/route.hpp"
#include <span>

// Style, script and icons, as they are compiled in.
namespace server::statics {

std::span<const Route> routes();

} // namespace server::statics
