#include "server/formats/forget_persons.hpp"

namespace server {

void forget_persons(models::Household& household)
{
    household.address = {};
    household.situation = {};
    for (auto& member : household.members) {
        member.name = {};
        member.id_number = {};
        member.no_id_reason = {};
        member.phone = {};
    }
}

} // namespace server
