#include "tests/support/wire.hpp"
#include <arpa/inet.h>
#include <charconv>
#include <csignal>
#include <netinet/tcp.h>
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <poll.h>
#include <stdexcept>
#include <sys/socket.h>
#include <unistd.h>

namespace support {

using Clock = std::chrono::steady_clock;

namespace {

constexpr std::chrono::seconds kPatience{20}; // on a machine that is busy with everything else

int connect_to(std::uint16_t port, const std::string& from)
{
    const int made = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    if (!from.empty()) {
        ::inet_pton(AF_INET, from.c_str(), &address.sin_addr);
        ::bind(made, reinterpret_cast<const sockaddr*>(&address), sizeof address);
    }
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (::connect(made, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) {
        ::close(made);
        throw std::runtime_error("nobody listens");
    }
    const int on = 1;
    ::setsockopt(made, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    return made;
}

std::string lower(std::string_view text)
{
    std::string result(text);
    for (char& c : result)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return result;
}

Heard read_head(std::string_view head)
{
    Heard heard;
    std::from_chars(head.data() + 9, head.data() + 12, heard.status);
    for (auto at = head.find("\r\n") + 2; at < head.size();) {
        const auto end = head.find("\r\n", at);
        const auto line = head.substr(at, end - at);
        const auto colon = line.find(": ");
        if (colon != std::string_view::npos)
            heard.fields.emplace_back(lower(line.substr(0, colon)), line.substr(colon + 2));
        at = end + 2;
    }
    return heard;
}

SSL_CTX* client_context()
{
    static SSL_CTX* context =
        SSL_CTX_new(TLS_client_method()); // trusts anybody: the server's key is the test's own
    return context;
}

} // namespace

struct Wire::Secure {
    explicit Secure(int socket) : ssl(SSL_new(client_context()))
    {
        SSL_set_fd(ssl, socket);
        if (SSL_connect(ssl) != 1) throw std::runtime_error("no handshake");
    }
    ~Secure()
    {
        ERR_clear_error();
        SSL_free(ssl);
    }
    SSL* ssl;
};

std::string Heard::field(std::string_view name) const
{
    for (const auto& [known, value] : fields)
        if (known == name) return value;
    return {};
}

std::size_t Heard::count(std::string_view name) const
{
    std::size_t found = 0;
    for (const auto& [known, value] : fields) found += known == name;
    return found;
}

Wire::Wire(std::uint16_t port, Kind kind, const std::string& from) : socket_(connect_to(port, from))
{
    std::signal(SIGPIPE, SIG_IGN); // OpenSSL writes without asking
    if (kind == Kind::tls) secure_ = std::make_unique<Secure>(socket_);
}

Wire::~Wire()
{
    secure_.reset();
    ::close(socket_);
}

bool Wire::send(std::string_view bytes)
{
    while (!bytes.empty()) {
        const auto sent = secure_ ? SSL_write(secure_->ssl, bytes.data(), static_cast<int>(bytes.size()))
                                  : ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (sent <= 0) return false;
        bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
    return true;
}

void Wire::finish_sending() { ::shutdown(socket_, SHUT_WR); }

void Wire::reset()
{
    const linger at_once{1, 0};
    ::setsockopt(socket_, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
}

bool Wire::wait_for_input(Clock::time_point until) const
{
    if (secure_ && SSL_pending(secure_->ssl) > 0) return true;
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(until - Clock::now()).count();
    pollfd waiting{socket_, POLLIN, 0};
    return ::poll(&waiting, 1, static_cast<int>(std::max<std::int64_t>(left, 0))) > 0;
}

bool Wire::read_more(Clock::time_point until)
{
    char piece[8192];
    if (closed_ || !wait_for_input(until)) return false;
    const auto got =
        secure_ ? SSL_read(secure_->ssl, piece, sizeof piece) : ::recv(socket_, piece, sizeof piece, 0);
    if (got > 0) {
        received_.append(piece, static_cast<std::size_t>(got));
        return true;
    }
    if (secure_ && SSL_get_error(secure_->ssl, static_cast<int>(got)) == SSL_ERROR_WANT_READ) return true;
    reset_ = !secure_ && got < 0 && errno == ECONNRESET;
    closed_ = true;
    return false;
}

std::optional<Heard> Wire::take(Body body)
{
    const auto end = received_.find("\r\n\r\n");
    if (end == std::string::npos) return {};
    auto heard = read_head(std::string_view(received_).substr(0, end + 2));
    const auto told = heard.field("content-length");
    std::size_t length = 0;
    std::from_chars(told.data(), told.data() + told.size(), length);
    if (body == Body::none || heard.status == 100) length = 0;
    if (received_.size() < end + 4 + length) return {};
    heard.body = received_.substr(end + 4, length);
    received_.erase(0, end + 4 + length);
    return heard;
}

std::optional<Heard> Wire::answer(Body body)
{
    const auto until = Clock::now() + kPatience;
    while (true) {
        if (auto heard = take(body)) {
            if (heard->status != 100) return heard;
            went_on_ = true;
        } else if (!read_more(until)) {
            return {};
        }
    }
}

std::optional<std::string> Wire::until(std::string_view text, std::chrono::milliseconds time)
{
    const auto end = Clock::now() + time;
    while (!received_.contains(text))
        if (!read_more(end)) return {};
    const auto size = received_.find(text) + text.size();
    auto said = received_.substr(0, size);
    received_.erase(0, size);
    return said;
}

bool Wire::is_closed_within(std::chrono::milliseconds time)
{
    const auto until = Clock::now() + time;
    while (read_more(until)) {
    }
    return closed_;
}

bool Wire::said_goodbye() const
{
    return secure_ && (SSL_get_shutdown(secure_->ssl) & SSL_RECEIVED_SHUTDOWN) != 0;
}

std::optional<Heard> ask(std::uint16_t port, std::string_view bytes, Wire::Kind kind)
{
    Wire wire(port, kind);
    wire.send(bytes);
    return wire.answer();
}

} // namespace support
