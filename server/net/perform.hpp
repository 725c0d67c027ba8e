#pragma once
#include "server/net/site.hpp"
#include "server/net/task.hpp"

namespace server::net {

struct Answered {
    Response response;
    std::string_view route = "none"; // template, for log and metrics
};

// Route → guard → handler on its lane → notes kept. Never throws: what breaks becomes 500 or 503 and one line
// in the log. `unreadable`: what is wrong with the request's path, query or form.
Task<Answered> perform(Site& site, Call& call, std::optional<models::Refusal> unreadable);

} // namespace server::net
