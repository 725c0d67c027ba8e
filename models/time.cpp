#include "models/time.hpp"

namespace models {

using namespace std::chrono;

constexpr auto kChina = hours{8};

static bool digits(std::string_view text, std::size_t from, std::size_t count)
{
    if (from + count > text.size()) return false;
    for (auto i = from; i < from + count; ++i)
        if (text[i] < '0' || text[i] > '9') return false;
    return true;
}

static int number(std::string_view text, std::size_t from, std::size_t count)
{
    int value = 0;
    for (auto i = from; i < from + count; ++i) value = value * 10 + (text[i] - '0');
    return value;
}

static std::string two(int value) { return (value < 10 ? "0" : "") + std::to_string(value); }

std::optional<Date> parse_date(std::string_view text)
{
    if (text.size() != 10 || text[4] != '-' || text[7] != '-') return {};
    if (!digits(text, 0, 4) || !digits(text, 5, 2) || !digits(text, 8, 2)) return {};
    const Date date{year{number(text, 0, 4)}, month{static_cast<unsigned>(number(text, 5, 2))},
                    day{static_cast<unsigned>(number(text, 8, 2))}};
    if (!date.ok() || date.year() < year{1800} || date.year() > year{2200}) return {};
    return date;
}

std::string to_text(Date date)
{
    return std::to_string(static_cast<int>(date.year())) + "-" +
           two(static_cast<int>(static_cast<unsigned>(date.month()))) + "-" +
           two(static_cast<int>(static_cast<unsigned>(date.day())));
}

std::string to_text(Time time)
{
    const auto local = floor<seconds>(time + kChina);
    const auto midnight = floor<days>(local);
    const hh_mm_ss clock{local - midnight};
    return to_text(Date{midnight}) + "T" + two(static_cast<int>(clock.hours().count())) + ":" +
           two(static_cast<int>(clock.minutes().count())) + ":" +
           two(static_cast<int>(clock.seconds().count())) + "+08:00";
}

// "Z" or "+08:00" at the end; minutes east of Greenwich.
static std::optional<minutes> parse_offset(std::string_view text)
{
    if (text == "Z" || text == "z") return minutes{0};
    if (text.size() != 6 || (text[0] != '+' && text[0] != '-') || text[3] != ':') return {};
    if (!digits(text, 1, 2) || !digits(text, 4, 2)) return {};
    const auto hour = number(text, 1, 2), minute = number(text, 4, 2);
    if (hour > 23 || minute > 59) return {};
    const auto offset = hours{hour} + minutes{minute};
    return text[0] == '-' ? -offset : offset;
}

std::optional<Time> parse_time(std::string_view text)
{
    const auto date = parse_date(text.substr(0, 10));
    if (!date || text.size() < 20 || (text[10] != 'T' && text[10] != 't') || text[13] != ':' ||
        text[16] != ':')
        return {};
    if (!digits(text, 11, 2) || !digits(text, 14, 2) || !digits(text, 17, 2)) return {};
    const auto hour = number(text, 11, 2), minute = number(text, 14, 2), second = number(text, 17, 2);
    if (hour > 23 || minute > 59 || second > 59) return {};
    std::size_t at = 19;
    milliseconds fraction{0};
    if (text[at] == '.') {
        const auto begin = ++at;
        while (digits(text, at, 1)) ++at;
        if (at == begin || at - begin > 9) return {};
        for (std::size_t i = 0, weight = 100; i < 3 && begin + i < at; ++i, weight /= 10)
            fraction += milliseconds{(text[begin + i] - '0') * static_cast<int>(weight)};
    }
    const auto offset = parse_offset(text.substr(at));
    if (!offset) return {};
    return Time{sys_days{*date}} + hours{hour} + minutes{minute} + seconds{second} + fraction - *offset;
}

Date day_of(Time time) { return Date{floor<days>(time + kChina)}; }

Time start_of(Date date) { return Time{sys_days{date}} - kChina; }

Moment moment(Date date, int years, int months)
{
    const auto month = std::int64_t{12} * (static_cast<int>(date.year()) + years) +
                       static_cast<unsigned>(date.month()) - 1 + months;
    return {month, static_cast<unsigned>(date.day())};
}

std::optional<int> age_on(Date birth, Date on)
{
    const auto born = moment(birth), now = moment(on);
    if (now < born) return {};
    const auto full = now.month - born.month - (now.day < born.day ? 1 : 0);
    return static_cast<int>(full / 12);
}

Date plus_days(Date date, int count) { return Date{sys_days{date} + days{count}}; }

int days_between(Date from, Date to) { return static_cast<int>((sys_days{to} - sys_days{from}).count()); }

} // namespace models
