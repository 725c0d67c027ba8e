#include "server/channels/targets.hpp"
#include "server/sending/addresses.hpp"
#include <algorithm>
#include <array>
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

const char* fault_of_target(std::string_view url, const Config& config)
{
    const bool secure = url.starts_with("https://"), plain = url.starts_with("http://");
    if (!secure && !(plain && !config.outbound_networks.empty())) return "error.channel.https";
    auto authority = url.substr(secure ? 8 : 7);
    authority = authority.substr(0, authority.find_first_of("/?#"));
    const bool visible =
        is_field_value(url) && !url.contains(' ') && !url.contains('#') && !url.contains('\\');
    if (authority.empty() || authority.contains('@') || !visible || url.size() > kLongest)
        return "error.channel.url";
    const bool bracketed = authority.starts_with('[');
    const auto host =
        bracketed ? authority.substr(1, authority.find(']') - 1) : authority.substr(0, authority.find(':'));
    if (host.empty()) return "error.channel.url";
    return is_shut_number(std::string(host), config) ? "error.channel.shut" : nullptr;
}

} // namespace server::channels
