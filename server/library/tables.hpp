#pragma once
#include "models/area.hpp"
#include "models/calendar.hpp"
#include "models/ladder.hpp"
#include "models/standard.hpp"
#include "server/http/library.hpp"
#include <map>
#include <string_view>
#include <vector>

namespace server {

// The texts of config/*.csv as the models' tables. What cannot be is a std::runtime_error that names the
// line.
models::Divisions read_divisions(std::string_view csv);
models::WorkingDays read_working_days(std::string_view csv);
using AnnouncedDays = std::map<models::Date, bool>; // true: worked although a weekend, else off
AnnouncedDays read_announced_days(std::string_view csv);
models::WorkingDays working_days_of(const AnnouncedDays&);
models::Standards read_standards(std::string_view csv);
std::vector<NeedType> read_need_types(std::string_view csv);
models::Ladders read_ladders(std::string_view csv);

} // namespace server
