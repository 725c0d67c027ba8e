#include "models/site.hpp"

namespace models {

namespace {

std::optional<int> digits(std::string_view text, std::size_t most)
{
    int number = 0;
    if (text.empty() || text.size() > most) return {};
    for (const char c : text) {
        if (c < '0' || c > '9') return {};
        number = number * 10 + (c - '0');
    }
    return number;
}

} // namespace

std::optional<int> parse_minute(std::string_view text)
{
    const auto colon = text.find(':');
    if (colon == text.npos || text.size() != colon + 3) return {};
    const auto hour = digits(text.substr(0, colon), 2), minute = digits(text.substr(colon + 1), 2);
    if (!hour || !minute || *minute > 59 || *hour * 60 + *minute > 24 * 60) return {};
    return *hour * 60 + *minute;
}

std::string minute_text(int minute)
{
    const auto two = [](int number) { return (number < 10 ? "0" : "") + std::to_string(number); };
    return two(minute / 60) + ":" + two(minute % 60);
}

int weekday_of(Date day)
{
    return static_cast<int>(std::chrono::weekday{std::chrono::sys_days{day}}.iso_encoding());
}

std::optional<Date> parse_month(std::string_view text)
{
    return text.size() == 7 ? parse_date(std::string(text) + "-01") : std::nullopt;
}

std::string month_text(Date day) { return to_text(day).substr(0, 7); }

Date first_of_month(Date day) { return day.year() / day.month() / 1; }

Date months_later(Date first_of_month, int months) { return first_of_month + std::chrono::months(months); }

} // namespace models
