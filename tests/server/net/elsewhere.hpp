#pragma once
#include <algorithm>
#include <arpa/inet.h>
#include <chrono>
#include <poll.h>
#include <stdexcept>
#include <string>
#include <sys/socket.h>
#include <unistd.h>

namespace odd {

// A connection from another address of this machine, 127.0.0.<last>.
class Elsewhere {
public:
    Elsewhere(std::uint16_t port, unsigned last) : socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0))
    {
        sockaddr_in own{}, to{};
        own.sin_family = to.sin_family = AF_INET;
        own.sin_addr.s_addr = htonl(0x7F000000U + last);
        to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        to.sin_port = htons(port);
        ::bind(socket_, reinterpret_cast<const sockaddr*>(&own), sizeof own);
        if (::connect(socket_, reinterpret_cast<const sockaddr*>(&to), sizeof to) != 0)
            throw std::runtime_error("nobody listens");
    }
    ~Elsewhere() { ::close(socket_); }
    Elsewhere(const Elsewhere&) = delete;
    void send(const std::string& text) const { ::send(socket_, text.data(), text.size(), MSG_NOSIGNAL); }
    // The first line that is answered within that time.
    std::string say(const std::string& text, std::chrono::milliseconds most = std::chrono::seconds(1)) const
    {
        send(text);
        pollfd watched{socket_, POLLIN, 0};
        char heard[100]{};
        if (::poll(&watched, 1, static_cast<int>(most.count())) <= 0) return {};
        const auto size = ::recv(socket_, heard, sizeof heard, 0);
        const std::string_view all(heard, static_cast<std::size_t>(std::max<ssize_t>(0, size)));
        return std::string(all.substr(0, all.find('\r')));
    }

private:
    int socket_;
};

} // namespace odd
