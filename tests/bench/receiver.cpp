#include "tests/bench/receiver.hpp"
#include <arpa/inet.h>
#include <charconv>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <stdexcept>
#include <sys/socket.h>
#include <unistd.h>

namespace bench {

namespace {

constexpr std::string_view kTaken = "HTTP/1.1 204 No Content\r\n\r\n",
                           kFailed = "HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\n\r\n";

std::size_t number_after(const std::string& text, std::string_view mark)
{
    const auto at = text.find(mark);
    std::size_t number = 0;
    if (at != std::string::npos)
        std::from_chars(text.data() + at + mark.size(), text.data() + text.size(), number);
    return number;
}

bool is_readable(int socket)
{
    pollfd watched{socket, POLLIN, 0};
    return ::poll(&watched, 1, 50) > 0;
}

} // namespace

Receiver::Receiver() : socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0))
{
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    if (::bind(socket_, reinterpret_cast<sockaddr*>(&address), size) != 0 || ::listen(socket_, 512) != 0 ||
        ::getsockname(socket_, reinterpret_cast<sockaddr*>(&address), &size) != 0)
        throw std::runtime_error("The receiver has no port.");
    port_ = ntohs(address.sin_port);
    accepting_ = std::jthread([this] { accept(); });
}

Receiver::~Receiver()
{
    ending_ = true;
    accepting_.join();
    threads_.clear();
    ::close(socket_);
}

void Receiver::begin(std::size_t messages, int fails_of_ten)
{
    const std::lock_guard lock(mutex_);
    times_.assign(messages, {});
    taken_ = twice_ = asked_ = 0;
    fails_ = fails_of_ten;
}

std::vector<std::optional<Clock::time_point>> Receiver::times() const
{
    const std::lock_guard lock(mutex_);
    return times_;
}

void Receiver::accept()
{
    while (!ending_) {
        if (!is_readable(socket_)) continue;
        const int connection = ::accept4(socket_, nullptr, nullptr, SOCK_CLOEXEC);
        if (connection < 0) continue;
        const int on = 1;
        ::setsockopt(connection, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
        threads_.emplace_back([this, connection] { serve(connection); });
    }
}

// Requests in turn, each with a Content-Length.
void Receiver::serve(int connection)
{
    std::string text;
    char piece[8192];
    while (!ending_) {
        const auto head = text.find("\r\n\r\n");
        const auto whole =
            head == std::string::npos ? std::string::npos : head + 4 + number_after(text, "Content-Length: ");
        if (whole <= text.size()) {
            const auto answer = take(text.substr(0, whole)) ? kTaken : kFailed;
            text.erase(0, whole);
            if (::send(connection, answer.data(), answer.size(), MSG_NOSIGNAL) < 0) break;
            continue;
        }
        if (!is_readable(connection)) continue;
        const auto size = ::recv(connection, piece, sizeof piece, 0);
        if (size <= 0) break;
        text.append(piece, static_cast<std::size_t>(size));
    }
    ::close(connection);
}

bool Receiver::take(const std::string& body)
{
    if (static_cast<int>(asked_++ * 7 % 10) < fails_) return false; // spread over each ten
    const auto number = number_after(body, R"("subject":"offer/)");
    const std::lock_guard lock(mutex_);
    if (number == 0 || number > times_.size()) return true;
    auto& time = times_[number - 1];
    twice_ += time.has_value();
    if (!time) ++taken_;
    time = Clock::now();
    return true;
}

} // namespace bench
