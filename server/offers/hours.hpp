#pragma once
#include "server/offers/service.hpp"
#include <span>

// 服务工时: help in hours (care, psychology, legal) is recorded in whole hours of one day, by number or
// from–until, with its kind and with who gave it. It is never money. Who gave it stays in the organization.
namespace server::offers {

std::span<const std::string_view> service_kinds(std::string_view need_type); // message offer.service.<kind>

struct HoursRead {
    std::int64_t hours{};              // 1 … 24, at most what is still to come
    std::vector<models::Fault> faults; // at /units, /from, /until, /service, /giver
};
// `before`: what was recorded for the same offer; two entries of a day do not overlap.
HoursRead read_hours(const OfferRow&, const std::vector<store::DeliveryRow>& before, const DeliveryTold&);

// Hours by month of the date ("2026-11"), what was reversed left out.
std::map<std::string, std::int64_t> hours_by_month(const std::vector<store::DeliveryRow>&);

} // namespace server::offers
