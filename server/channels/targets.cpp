#include "server/channels/targets.hpp"
#include "server/sending/addresses.hpp"
#include <algorithm>
#include <boost/url/parse.hpp>
#include <boost/url/url.hpp>
#include <netdb.h>
#include <string>

namespace server::channels {

namespace {

constexpr std::size_t kLongest = 1000;

bool is_shut_number(const std::string& host, const Config& config)
{
    addrinfo wish{}, *found = nullptr;
    wish.ai_flags = AI_NUMERICHOST;
    wish.ai_socktype = SOCK_STREAM;
    if (::getaddrinfo(host.c_str(), nullptr, &wish, &found) != 0) return false; // a name
    const bool open = sending::may_connect(found->ai_addr, sending::read_networks(config.outbound_networks));
    ::freeaddrinfo(found);
    return !open;
}

// A name of letters, digits, '-' and '_' in labels, or a number; nothing percent-encoded, nothing of the
// future.
bool has_host(const boost::urls::url_view& url)
{
    using Type = boost::urls::host_type;
    if (url.host_type() == Type::ipv4 || url.host_type() == Type::ipv6) return true;
    const std::string_view name(url.encoded_host().data(), url.encoded_host().size());
    return url.host_type() == Type::name && !name.empty() && !name.starts_with('.') && !name.contains("..") &&
           std::ranges::all_of(name, [](char c) {
               const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
               return letter || (c >= '0' && c <= '9') || std::string_view("-_.").contains(c);
           });
}

} // namespace

bool is_field_value(std::string_view text)
{
    return std::ranges::all_of(text, [](char c) { return c >= ' ' && c < 0x7F; });
}

bool is_phone(std::string_view text)
{
    return text.size() >= 5 && text.size() <= 20 &&
           std::ranges::all_of(text, [](char c) { return (c >= '0' && c <= '9') || c == '+' || c == '-'; });
}

const char* fault_of_target(std::string_view text, const Config& config)
{
    if (text.size() > kLongest) return "error.channel.url";
    if (!is_field_value(text)) return "error.channel.ascii";
    const auto parsed = boost::urls::parse_uri(text);
    const bool secure = parsed && parsed->scheme_id() == boost::urls::scheme::https;
    const bool plain = parsed && parsed->scheme_id() == boost::urls::scheme::http;
    if (!secure && !(plain && !config.outbound_networks.empty())) return "error.channel.https";
    if (parsed->has_userinfo() || parsed->has_fragment() || !has_host(*parsed)) return "error.channel.url";
    const bool cut = !parsed->encoded_path().empty() && parsed->encoded_path().front() != '/'; // "host:80x/"
    if (cut || (parsed->has_port() && parsed->port_number() == 0)) return "error.channel.url";
    const bool v6 = parsed->host_type() == boost::urls::host_type::ipv6;
    const std::string host(v6 ? parsed->host_address() : std::string(parsed->encoded_host()));
    return is_shut_number(host, config) ? "error.channel.shut" : nullptr;
}

std::string host_of(const std::string& url)
{
    const auto begin = url.find("://") + 3;
    return url.substr(0, url.find_first_of("/?", begin));
}

std::string as_target(std::string_view text)
{
    boost::urls::url url(text);
    url.normalize_scheme();
    url.normalize_authority();
    return std::string(url.buffer());
}

} // namespace server::channels
