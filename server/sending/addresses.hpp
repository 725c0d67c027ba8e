#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <sys/socket.h>
#include <vector>

// Where the server may connect to when somebody else chose the address: only what is public, or what the
// configuration allows by name (architecture.md §4; OWASP "SSRF"). Looked at when the connection is made, so
// that no name, redirect, other writing or later answer of a name server leads elsewhere.
namespace server::sending {

struct Network {
    std::array<std::uint8_t, 16> address{}; // IPv4 as ::ffff:a.b.c.d
    int bits{};                             // of 128
};

// "10.1.0.0/16 fd00::/8 127.0.0.1/32", by spaces or commas; std::runtime_error, a sentence.
std::vector<Network> read_networks(std::string_view text);

bool may_connect(const sockaddr* address, const std::vector<Network>& allowed);
bool is_allowed(const sockaddr* address, const std::vector<Network>& allowed); // named, public or not

} // namespace server::sending
