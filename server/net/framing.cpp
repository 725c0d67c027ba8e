#include "server/net/head.hpp"
#include "server/net/words.hpp"
#include <charconv>

namespace server::net {

namespace {

std::unexpected<Trouble> trouble(int status, const char* why)
{
    return std::unexpected(Trouble{status, why});
}

// Fields that decide how a request is read or who asks: one of each at most.
constexpr std::string_view kSingle[] = {"Host",
                                        "Content-Length",
                                        "Transfer-Encoding",
                                        "Content-Type",
                                        "Authorization",
                                        "Cookie",
                                        "Expect",
                                        "Origin",
                                        "Idempotency-Key",
                                        "X-CSRF-Token",
                                        "If-Match",
                                        "Sec-Fetch-Site",
                                        "Content-Encoding",
                                        "X-Forwarded-Proto",
                                        "X-Forwarded-For",
                                        "If-None-Match"};

bool names_option(std::string_view list, std::string_view option)
{
    while (!list.empty()) {
        const auto end = std::min(list.find(','), list.size());
        if (same_word(trimmed(list.substr(0, end)), option)) return true;
        list.remove_prefix(std::min(end + 1, list.size()));
    }
    return false;
}

bool is_port(std::string_view text)
{
    constexpr int kLargest = 65535;
    int number = 0;
    if (text.size() > 5 || !std::ranges::all_of(text, is_digit)) return false;
    std::from_chars(text.data(), text.data() + text.size(), number);
    return number <= kLargest; // empty is allowed
}

// reg-name, IPv4 or [IPv6], with an optional port.
bool is_host(std::string_view host)
{
    if (host.starts_with('[')) {
        const auto close = host.find(']');
        if (close == std::string_view::npos || close < 3) return false;
        const auto inner = host.substr(1, close - 1), rest = host.substr(close + 1);
        return inner.find_first_not_of("0123456789abcdefABCDEF:.") == std::string_view::npos &&
               (rest.empty() || (rest.starts_with(':') && is_port(rest.substr(1))));
    }
    const auto colon = std::min(host.find(':'), host.size());
    const auto name = host.substr(0, colon);
    const auto allowed = [](char c) {
        return is_digit(c) || (lower(c) >= 'a' && lower(c) <= 'z') || c == '.' || c == '-' || c == '_';
    };
    return !name.empty() && name.size() <= 255 && std::ranges::all_of(name, allowed) &&
           (colon == host.size() || is_port(host.substr(colon + 1)));
}

std::expected<void, Trouble> read_length(const Head& head, Framing& framing)
{
    const auto text = head.field("Content-Length");
    if (head.count("Content-Length") == 0) return {};
    constexpr std::size_t kMostDigits = 18;
    if (text.empty() || text.size() > kMostDigits || !std::ranges::all_of(text, is_digit))
        return trouble(400, "content_length");
    std::from_chars(text.data(), text.data() + text.size(), framing.length);
    return {};
}

// Only "chunked", on HTTP/1.1, without a Content-Length.
std::expected<void, Trouble> read_coding(const Head& head, Framing& framing)
{
    if (head.count("Transfer-Encoding") == 0) return {};
    if (head.version == 10) return trouble(400, "coding_on_1_0");
    if (head.count("Content-Length") > 0) return trouble(400, "coding_and_length");
    if (!same_word(head.field("Transfer-Encoding"), "chunked")) return trouble(501, "coding");
    framing.chunked = true;
    return {};
}

std::expected<void, Trouble> read_target(const Head& head, Framing& framing)
{
    const auto target = head.target;
    if (target.starts_with('/')) {
        framing.path_and_query = target;
        return {};
    }
    if (target == "*")
        return head.method == "OPTIONS" ? trouble(405, "options") : trouble(400, "target_form");
    const auto scheme = target.find("://");
    const bool web =
        same_word(target.substr(0, scheme), "http") || same_word(target.substr(0, scheme), "https");
    if (scheme == std::string_view::npos || !web) return trouble(400, "target_form");
    const auto rest = target.substr(scheme + 3);
    const auto end = std::min(rest.find_first_of("/?"), rest.size());
    if (!same_word(rest.substr(0, end), head.field("Host"))) return trouble(400, "target_host");
    framing.path_and_query = rest.substr(end);
    if (!framing.path_and_query.starts_with('/')) framing.path_and_query.insert(0, "/");
    return {};
}

std::expected<void, Trouble> read_host(const Head& head, Framing& framing)
{
    const auto hosts = head.count("Host");
    if (hosts == 0 && head.version == 10) return {};
    if (hosts != 1) return trouble(400, "host");
    if (!is_host(head.field("Host"))) return trouble(400, "host");
    for (const char c : head.field("Host")) framing.host += lower(c);
    return {};
}

std::expected<void, Trouble> read_expectation(const Head& head, Framing& framing)
{
    if (head.count("Expect") == 0) return {};
    if (!same_word(head.field("Expect"), "100-continue")) return trouble(417, "expect");
    framing.expects_continue = head.version == 11 && framing.has_body();
    return {};
}

bool is_list_of_tokens(std::string_view list)
{
    for (bool more = true; more;) {
        const auto end = list.find(',');
        const auto option = trimmed(list.substr(0, end));
        if (!option.empty() && !is_token(option)) return false;
        more = end != std::string_view::npos;
        if (more) list.remove_prefix(end + 1);
    }
    return true;
}

std::expected<void, Trouble> read_connection(const Head& head, Framing&)
{
    for (const auto& [name, value] : head.fields)
        if (same_word(name, "Connection") && !is_list_of_tokens(value)) return trouble(400, "connection");
    return {};
}

bool has_connection_option(const Head& head, std::string_view option)
{
    return std::ranges::any_of(head.fields, [&](const auto& field) {
        return same_word(field.first, "Connection") && names_option(field.second, option);
    });
}

} // namespace

std::expected<Framing, Trouble> framing_of(const Head& head)
{
    for (const auto name : kSingle)
        if (head.count(name) > 1) return trouble(400, "field_twice");
    if (head.method == "CONNECT" || head.method == "TRACE") return trouble(405, "method");
    Framing framing;
    for (const auto read :
         {read_host, read_target, read_length, read_coding, read_expectation, read_connection})
        if (auto done = read(head, framing); !done) return std::unexpected(done.error());
    const bool closes = has_connection_option(head, "close");
    framing.keep_alive = !closes && (head.version == 11 || has_connection_option(head, "keep-alive"));
    return framing;
}

} // namespace server::net
