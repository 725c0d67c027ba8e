#pragma once
#include "server/desk/desk.hpp"

namespace server::offers {

// A delivery arrived: the family says so, or an officer of the township or county who saw it
// (models/delivery). Said twice, it is done once.
models::Result<bool> confirm_delivery(const Desk&, models::ReferralId, models::DeliveryId);

} // namespace server::offers
