#pragma once
#include "models/store/offers.hpp"
#include "server/sites/service.hpp"
#include <map>

// Who is enrolled: an accepted offer of a seat is the enrolment, its end frees the seat. There is no other
// list.
namespace server::sites {

using store::OfferRow;

std::vector<OfferRow> roll_on(store::Reader&, const SitePlace&, models::Date); // seated that day
std::vector<OfferRow> roll_now(store::Reader&, const SitePlace&);              // accepted or delivering

// One that is or was seated there. error.site.child_unknown
models::Result<OfferRow> find_child(store::Reader&, const models::Actor&, const SitePlace&, models::OfferId);

// The names of those who are seated now and whose consents hold, "" where a consent does not name the name;
// each opening is a line of the log, with its reason (of offers::kOpenReasons). Who has none is shown by the
// offer's number.
std::map<models::OfferId, std::string> open_names(const Desk&, const std::vector<OfferRow>&,
                                                  const std::string& reason);

} // namespace server::sites
