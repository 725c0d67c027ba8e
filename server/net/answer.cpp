#include "server/net/answer.hpp"
#include "server/http/problem.hpp"
#include <array>
#include <boost/beast/http/empty_body.hpp>
#include <boost/beast/http/string_body.hpp>
#include <boost/beast/http/write.hpp>
#include <sstream>
#include <stdexcept>

namespace server::net {

namespace http = boost::beast::http;

namespace {

constexpr std::array<std::pair<std::string_view, std::string_view>, 7> kSecurity{
    {{"Content-Security-Policy",
      "default-src 'self'; img-src 'self' data:; object-src 'none'; frame-ancestors 'none'; "
      "form-action 'self'; base-uri 'none'"},
     {"X-Content-Type-Options", "nosniff"},
     {"X-Frame-Options", "DENY"},
     {"Referrer-Policy", "same-origin"},
     {"Cross-Origin-Opener-Policy", "same-origin"},
     {"Cross-Origin-Resource-Policy", "same-origin"},
     {"Permissions-Policy", "camera=(), geolocation=(), microphone=()"}}};

// Beast writes what it is given; a line end in a value would begin a field of the sender's choice.
std::string_view checked(std::string_view value)
{
    if (value.find_first_of(std::string_view("\r\n\0", 3)) != std::string_view::npos)
        throw std::logic_error("a field value with a line end");
    return value;
}

// Sun, 06 Nov 1994 08:49:37 GMT
std::string http_date(models::Time now)
{
    constexpr std::array kDays{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
    constexpr std::array kMonths{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                 "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    using namespace std::chrono;
    const auto days = floor<std::chrono::days>(now);
    const year_month_day date(days);
    const hh_mm_ss time(floor<seconds>(now - days));
    char text[40];
    std::snprintf(text, sizeof text, "%s, %02u %s %04d %02d:%02d:%02d GMT", kDays[weekday(days).c_encoding()],
                  static_cast<unsigned>(date.day()), kMonths[static_cast<unsigned>(date.month()) - 1],
                  static_cast<int>(date.year()), static_cast<int>(time.hours().count()),
                  static_cast<int>(time.minutes().count()), static_cast<int>(time.seconds().count()));
    return text;
}

bool has_field(const Response& response, std::string_view name)
{
    for (const auto& [known, value] : response.fields)
        if (known == name) return true;
    return false;
}

void set_fields(http::fields& fields, const Response& response, const Delivery& delivery)
{
    fields.set(http::field::date, http_date(delivery.now));
    for (const auto& [name, value] : kSecurity) fields.set(name, value);
    if (delivery.secure) fields.set("Strict-Transport-Security", "max-age=31536000; includeSubDomains");
    if (!has_field(response, "Cache-Control"))
        fields.set(http::field::cache_control,
                   response.cacheable ? "public, max-age=31536000, immutable" : "no-store");
    if (response.status != 304 && response.status != 204)
        fields.set(http::field::content_type, checked(response.content_type));
    for (const auto& [name, value] : response.fields) fields.insert(checked(name), checked(value));
    for (const auto& cookie : response.cookies) fields.insert(http::field::set_cookie, checked(cookie));
    if (!delivery.request_id.empty()) fields.set("X-Request-Id", checked(delivery.request_id));
}

} // namespace

http::message_generator message_of(Response response, const Delivery& delivery)
{
    const auto status = static_cast<unsigned>(response.status);
    const bool never_has_a_body = status == 204 || status == 304;
    if (delivery.head_only || never_has_a_body) {
        http::response<http::empty_body> message;
        message.result(status);
        set_fields(message.base(), response, delivery);
        if (!never_has_a_body) message.content_length(response.body.size());
        message.keep_alive(delivery.keep_alive);
        return message;
    }
    http::response<http::string_body> message;
    message.result(status);
    set_fields(message.base(), response, delivery);
    message.body() = std::move(response.body);
    message.keep_alive(delivery.keep_alive);
    message.prepare_payload();
    return message;
}

std::string stream_head(const Response& response, const Delivery& delivery)
{
    http::response<http::empty_body> message;
    message.result(static_cast<unsigned>(response.status));
    set_fields(message.base(), response, delivery);
    message.set("X-Accel-Buffering", "no"); // a proxy passes each line on
    message.keep_alive(false);
    std::ostringstream out;
    out << message.base();
    return out.str();
}

Response early_response(int status) { return text_response(status, std::string(phrase_of(status)) + "\n"); }

} // namespace server::net
