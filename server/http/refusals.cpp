#include "server/http/problem.hpp"

namespace server {

int status_for(models::Reason reason, bool api)
{
    using models::Reason;
    switch (reason) {
    case Reason::unreadable: return 400;
    case Reason::invalid: return 422;
    case Reason::not_found: return 404;
    case Reason::forbidden: return 403;
    case Reason::wrong_state:
    case Reason::full: return 409;
    case Reason::stale: return api ? 412 : 409; // a page is shown again with what was typed
    case Reason::condition_missing: return 428;
    case Reason::too_many: return 429;
    }
    return 500;
}

} // namespace server
