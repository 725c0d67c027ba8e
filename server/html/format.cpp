#include "server/html/format.hpp"
#include <array>
#include <cstdio>

namespace html {

using namespace models;

namespace {

constexpr std::array<const char*, 12> kMonths{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                              "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

std::string two_digits(std::int64_t number)
{
    return {static_cast<char>('0' + number / 10 % 10), static_cast<char>('0' + number % 10)};
}

// "1492" hundredths as "14.92", with separators.
std::string with_two_decimals(std::int64_t hundredths)
{
    const auto positive = hundredths < 0 ? -hundredths : hundredths;
    return (hundredths < 0 ? "-" : "") + whole_number(positive / 100) + "." + two_digits(positive % 100);
}

std::string number(unsigned value) { return std::to_string(value); }

// Up to four digits: 1080 is 壹仟零捌拾.
std::string capital_group(std::int64_t value)
{
    constexpr std::array kDigits{"零", "壹", "贰", "叁", "肆", "伍", "陆", "柒", "捌", "玖"};
    constexpr std::array kUnits{"仟", "佰", "拾", ""};
    std::string text;
    bool skipped = false;
    std::int64_t place = 1000;
    for (const auto* unit : kUnits) {
        const auto digit = static_cast<std::size_t>(value / place % 10);
        place /= 10;
        if (digit == 0) {
            skipped = !text.empty();
            continue;
        }
        if (skipped) text += kDigits[0];
        skipped = false;
        text += std::string(kDigits[digit]) + unit;
    }
    return text;
}

std::string capital_whole(std::int64_t yuan)
{
    constexpr std::int64_t kWan = 10'000;
    const std::array<std::pair<std::int64_t, const char*>, 3> groups{
        {{yuan / (kWan * kWan), "亿"}, {yuan / kWan % kWan, "万"}, {yuan % kWan, ""}}};
    std::string text;
    bool gap = false;
    for (const auto& [value, unit] : groups) {
        if (!text.empty() && value < 1000) gap = true;
        if (value == 0) continue;
        if (gap) text += "零";
        gap = false;
        text += capital_group(value) + unit;
    }
    return text;
}

} // namespace

std::string whole_number(std::int64_t value)
{
    std::string digits = std::to_string(value);
    const std::size_t first = value < 0 ? 1 : 0;
    for (auto at = digits.size(); at > first + 3;) digits.insert(at -= 3, ",");
    return digits;
}

std::string yuan(Money money) { return with_two_decimals(money.fen); }

std::string yuan_short(Money money)
{
    return money.fen % 100 == 0 ? whole_number(money.fen / 100) : with_two_decimals(money.fen);
}

std::string wan_yuan(Language language, Money money)
{
    constexpr std::int64_t kWan = 1'000'000, kYi = 10'000 * kWan; // in fen
    const auto rounded = [&](std::int64_t unit) { return (money.fen + unit / 200) / (unit / 100); };
    if (language == Language::en) return "¥" + yuan(money);
    if (money.fen >= kYi) return with_two_decimals(rounded(kYi)) + " 亿元";
    if (money.fen >= kWan) return with_two_decimals(rounded(kWan)) + " 万元";
    return yuan(money) + " 元";
}

// As cheques are written: 整 unless there are fen, 零 where digits are skipped.
std::string capital_yuan(Money money)
{
    const auto yuan = money.fen / 100, jiao = money.fen / 10 % 10, fen = money.fen % 10;
    std::string text = yuan > 0 ? capital_whole(yuan) + "元" : "";
    if (jiao > 0) text += capital_group(jiao) + "角";
    if (fen > 0 && jiao == 0 && yuan > 0) text += "零";
    if (fen > 0) text += capital_group(fen) + "分";
    if (text.empty()) text = "零元";
    return "人民币" + text + (fen > 0 ? "" : "整");
}

std::string day(Language language, Date date)
{
    const auto year = std::to_string(static_cast<int>(date.year()));
    if (language == Language::zh) return year + "年" + short_day(language, date);
    return short_day(language, date) + " " + year;
}

std::string short_day(Language language, Date date)
{
    const auto month = static_cast<unsigned>(date.month()), day = static_cast<unsigned>(date.day());
    if (language == Language::zh) return number(month) + "月" + number(day) + "日";
    return number(day) + " " + kMonths.at(month - 1);
}

std::string minute(Language language, Time time) { return day(language, day_of(time)) + " " + clock(time); }

std::string clock(Time time)
{
    const auto minutes = std::chrono::floor<std::chrono::minutes>(time - start_of(day_of(time))).count();
    return two_digits(minutes / 60) + ":" + two_digits(minutes % 60);
}

} // namespace html
