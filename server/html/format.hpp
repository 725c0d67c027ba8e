#pragma once
#include "models/area.hpp"
#include "models/money.hpp"
#include "models/time.hpp"
#include "server/http/call.hpp"
#include <string>

namespace html {

using server::Language;

std::string yuan(models::Money);               // 3,000.00
std::string yuan_short(models::Money);         // 3,000 when whole, else 3,000.50
std::string wan_yuan(Language, models::Money); // 1,492.00 万元 / ¥14,920,000.00
std::string capital_yuan(models::Money);       // 人民币玖仟元整
std::string whole_number(std::int64_t);        // 12,000
std::string day(Language, models::Date);       // 2026年11月23日 / 23 Nov 2026
std::string short_day(Language, models::Date); // 11月23日 / 23 Nov
std::string minute(Language, models::Time);    // 2026年11月23日 10:41
std::string clock(models::Time);               // 10:41

} // namespace html
