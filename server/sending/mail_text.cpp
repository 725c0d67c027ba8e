#include "server/sending/mail_text.hpp"
#include "server/sending/signature.hpp"
#include <algorithm>
#include <array>

namespace server::sending {

namespace {

std::string folded(const std::string& coded)
{
    constexpr std::size_t kLine = 76;
    std::string text;
    for (std::size_t at = 0; at < coded.size(); at += kLine) text += coded.substr(at, kLine) + "\r\n";
    return text;
}

// Words of at most 39 bytes that end between characters (RFC 2047).
std::string field_text(std::string_view text)
{
    constexpr std::size_t kWord = 39;
    std::string coded;
    while (!text.empty()) {
        auto size = std::min(kWord, text.size());
        while (size < text.size() && (static_cast<unsigned char>(text[size]) & 0xC0) == 0x80) --size;
        coded += (coded.empty() ? "" : "\r\n ") + ("=?UTF-8?B?" + base64(text.substr(0, size)) + "?=");
        text.remove_prefix(size);
    }
    return coded;
}

// Tue, 24 Nov 2026 09:00:00 +0800
std::string date_field(models::Time at)
{
    constexpr std::array kDays{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
    constexpr std::array kMonths{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                 "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    using namespace std::chrono;
    const auto local = at + hours(8);
    const auto day = floor<days>(local);
    const year_month_day date(day);
    const hh_mm_ss time(floor<seconds>(local - day));
    char text[48];
    std::snprintf(text, sizeof text, "%s, %02u %s %04d %02d:%02d:%02d +0800",
                  kDays[weekday(day).c_encoding()], static_cast<unsigned>(date.day()),
                  kMonths[static_cast<unsigned>(date.month()) - 1], static_cast<int>(date.year()),
                  static_cast<int>(time.hours().count()), static_cast<int>(time.minutes().count()),
                  static_cast<int>(time.seconds().count()));
    return text;
}

} // namespace

std::string mail_text(const Letter& letter)
{
    const auto domain = letter.from.substr(letter.from.find('@') + 1);
    return "From: " + field_text("幸福伞 Parasol") + " <" + letter.from + ">\r\nTo: <" + letter.to +
           ">\r\nSubject: " + field_text(letter.subject) + "\r\nDate: " + date_field(letter.at) +
           "\r\nMessage-ID: <" + letter.id + "@" + domain +
           ">\r\nAuto-Submitted: auto-generated\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; "
           "charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n" +
           folded(base64(letter.body));
}

bool is_mail_address(std::string_view text)
{
    constexpr std::size_t kMost = 254;
    const auto at = text.find('@');
    const bool shaped = at != std::string_view::npos && at > 0 && at + 1 < text.size() &&
                        text.find('@', at + 1) == std::string_view::npos && text.size() <= kMost;
    const auto plain = [](char c) {
        return c > ' ' && c < 0x7F && !std::string_view("<>()[]\\,;:\"").contains(c);
    };
    return shaped && std::ranges::all_of(text, plain) && !text.ends_with('.') && !text.contains("..") &&
           text.substr(at).contains('.');
}

} // namespace server::sending
