#pragma once
#include "server/html/rule_words.hpp"
#include "server/offers/projection.hpp"

// Inside of the views: what an offer is in words.
namespace server::offers {

// `unable`: it failed by the organization's own word.
std::string state_words(const html::Words&, models::OfferState, bool unable = false);
std::string line_words(const html::Words&, const std::optional<store::InLine>&);   // "" where nobody waits
std::string units_words(const html::Words&, models::NeedUnit, std::int64_t units); // "3,000.00 元", "12 小时"
std::string whom_words(const html::Words&, const Projection&);                     // need and age band
std::string place_words(const html::Words&, const Projection&);
std::string due_words(const html::Words&, const OfferRow&, models::Time now); // "" where no clock runs
std::string between_words(const ToldDelivery&); // 14:00–17:00; "" where it was not told
std::string way_words(const html::Words&,
                      const ToldDelivery&); // 服务 · 居家照护 · 14:00–17:00; not who gave it

} // namespace server::offers
