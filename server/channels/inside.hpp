#pragma once
#include "models/store/dispatches.hpp"
#include "server/http/idempotency.hpp"
#include "server/http/problem.hpp"

// Inside of the pages and the API of receivers.
namespace server::channels {

inline constexpr int kShownDispatches = 50; // the newest

// On the receiver that the route names.
template <class Act> Response act_on(const Call& call, store::Writer& db, Act act)
{
    return run_once(call, db, [&]() -> Response {
        const auto id = models::parse_id<models::ChannelId>(call.capture("id"));
        return id ? act(*id) : not_found(call);
    });
}

} // namespace server::channels
