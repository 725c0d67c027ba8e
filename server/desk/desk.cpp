#include "server/desk/desk.hpp"
#include "models/store/audit.hpp"

namespace server {

using namespace models;

Desk desk_of(const Call& call, store::Writer& db) { return {db, call.actor, *call.library, call.now}; }

Side side_of(const Actor& actor)
{
    if (actor.family) return Side::family;
    if (actor.role == Role::village) return Side::village;
    if (actor.role == Role::township) return Side::township;
    return is_charity(actor.role) ? Side::charity : Side::county;
}

Time due_after(const Desk& desk, int working_days)
{
    return start_of(plus_days(desk.library.working_days->after(day_of(desk.now), working_days), 1));
}

void audit(const Desk& desk, const std::string& event, const std::string& subject, const std::string& facts)
{
    store::append_audit(desk.db, {desk.now, desk.actor.account, event, subject, facts});
}

} // namespace server
