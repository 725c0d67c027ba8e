#include "server/sending/addresses.hpp"
#include <algorithm>
#include <arpa/inet.h>
#include <array>
#include <charconv>
#include <cstring>
#include <netinet/in.h>
#include <optional>
#include <stdexcept>

namespace server::sending {

namespace {

using Bytes = std::array<std::uint8_t, 16>;

Bytes mapped(const in_addr& address)
{
    Bytes bytes{};
    bytes[10] = bytes[11] = 0xFF;
    std::memcpy(bytes.data() + 12, &address, 4);
    return bytes;
}

std::optional<Bytes> bytes_of(const sockaddr* address)
{
    if (address->sa_family == AF_INET) {
        sockaddr_in v4{};
        std::memcpy(&v4, address, sizeof v4);
        return mapped(v4.sin_addr);
    }
    if (address->sa_family != AF_INET6) return {};
    sockaddr_in6 v6{};
    std::memcpy(&v6, address, sizeof v6);
    Bytes bytes{};
    std::memcpy(bytes.data(), &v6.sin6_addr, bytes.size());
    return bytes;
}

bool lies_in(const Bytes& address, const Network& network)
{
    for (int bit = 0; bit < network.bits; ++bit) {
        const auto at = static_cast<std::size_t>(bit / 8);
        const auto mask = static_cast<std::uint8_t>(0x80 >> (bit % 8));
        if ((address[at] & mask) != (network.address[at] & mask)) return false;
    }
    return true;
}

std::optional<Network> read_network(const std::string& text)
{
    const auto slash = text.find('/');
    const auto host = text.substr(0, slash);
    in_addr v4{};
    in6_addr v6{};
    Network network;
    const bool is_v4 = inet_pton(AF_INET, host.c_str(), &v4) == 1;
    if (is_v4)
        network.address = mapped(v4);
    else if (inet_pton(AF_INET6, host.c_str(), &v6) == 1)
        std::memcpy(network.address.data(), &v6, 16);
    else
        return {};
    const int most = is_v4 ? 32 : 128;
    network.bits = most;
    if (slash != std::string::npos) {
        const auto* end = text.data() + text.size();
        const auto [stop, error] = std::from_chars(text.data() + slash + 1, end, network.bits);
        if (error != std::errc{} || stop != end || network.bits < 0 || network.bits > most) return {};
    }
    network.bits += 128 - most;
    return network;
}

// IANA's special-purpose registries (RFC 6890 and its successors): what is not global.
const std::vector<Network>& special_v4()
{
    static const auto kSpecial = read_networks(
        "0.0.0.0/8 10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 169.254.0.0/16 172.16.0.0/12 192.0.0.0/24 "
        "192.0.2.0/24 "
        "192.88.99.0/24 192.168.0.0/16 198.18.0.0/15 198.51.100.0/24 203.0.113.0/24 224.0.0.0/4 240.0.0.0/4");
    return kSpecial;
}

// Of IPv6 only 2000::/3 is global, without what stands for an IPv4 address or for nobody.
bool is_global(const Bytes& address)
{
    static const auto kMapped = read_networks("::ffff:0:0/96"), kGlobal = read_networks("2000::/3"),
                      kSpecial = read_networks("2001::/23 2001:db8::/32 2002::/16 3fff::/20");
    const auto in = [&](const std::vector<Network>& networks) {
        return std::ranges::any_of(networks, [&](const Network& one) { return lies_in(address, one); });
    };
    if (in(kMapped)) return !in(special_v4());
    return in(kGlobal) && !in(kSpecial);
}

} // namespace

std::vector<Network> read_networks(std::string_view text)
{
    std::vector<Network> networks;
    while (!text.empty()) {
        const auto end = std::min(text.find_first_of(" ,"), text.size());
        const std::string part(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
        if (part.empty()) continue;
        const auto network = read_network(part);
        if (!network)
            throw std::runtime_error("The configuration's \"outbound_networks\" holds \"" + part +
                                     "\", which is no network such as 10.1.0.0/16.");
        networks.push_back(*network);
    }
    return networks;
}

bool is_allowed(const sockaddr* address, const std::vector<Network>& allowed)
{
    const auto bytes = bytes_of(address);
    return bytes && std::ranges::any_of(allowed, [&](const Network& one) { return lies_in(*bytes, one); });
}

bool may_connect(const sockaddr* address, const std::vector<Network>& allowed)
{
    const auto bytes = bytes_of(address);
    return bytes && (is_global(*bytes) || is_allowed(address, allowed));
}

} // namespace server::sending
