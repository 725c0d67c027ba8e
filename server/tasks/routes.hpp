#pragma once
#include "server/http/route.hpp"
#include <span>

namespace server::tasks {

// What is due, as a page.
std::span<const Route> routes();

Response list_api(const Call&, store::Reader&);
Response done_api(const Call&, store::Writer&);
Response show_due(const Call&, store::Reader&);
Response say_done(const Call&, store::Writer&);

} // namespace server::tasks
