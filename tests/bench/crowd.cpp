#include "tests/bench/crowd.hpp"
#include "models/store/seal.hpp"
#include <arpa/inet.h>
#include <cerrno>
#include <charconv>
#include <chrono>
#include <netinet/tcp.h>
#include <optional>
#include <stdexcept>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace bench {

namespace {

constexpr int kPatience = 30'000; // milliseconds

class Handle {
public:
    explicit Handle(int number) : number_(number)
    {
        if (number < 0) throw std::runtime_error("The system gives no more connections.");
    }
    Handle(Handle&& other) noexcept : number_(other.number_) { other.number_ = -1; }
    ~Handle()
    {
        if (number_ >= 0) ::close(number_);
    }
    int number() const { return number_; }

private:
    int number_;
};

struct Client {
    Handle socket;
    std::string heard;
    Clock::time_point asked;
};

Handle connected(std::uint16_t port)
{
    Handle made(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (::connect(made.number(), reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0)
        throw std::runtime_error("The server on port " + std::to_string(port) + " cannot be reached.");
    const int yes = 1;
    ::setsockopt(made.number(), IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
    return made;
}

// A request is small: it goes into the socket at once.
void say(Client& client, const std::string& request)
{
    client.asked = Clock::now();
    const auto sent = ::send(client.socket.number(), request.data(), request.size(), MSG_NOSIGNAL);
    if (sent != std::ssize(request)) throw std::runtime_error("The server took no whole request.");
}

// An answer that begins `heard` and is all there: its status and its length with the head.
struct Answer {
    int status{};
    std::size_t head{}, size{};
};
std::optional<Answer> whole_answer(std::string_view heard)
{
    constexpr std::string_view kLength = "\r\nContent-Length: ", kEnd = "\r\n\r\n";
    constexpr std::size_t kStatus = 9; // "HTTP/1.1 "
    const auto end = heard.find(kEnd);
    if (end == std::string_view::npos) return {};
    Answer answer;
    answer.head = end + kEnd.size();
    std::from_chars(heard.data() + kStatus, heard.data() + end, answer.status);
    const auto at = heard.find(kLength);
    std::size_t body = 0;
    if (at < end) std::from_chars(heard.data() + at + kLength.size(), heard.data() + end, body);
    answer.size = answer.head + body;
    if (heard.size() < answer.size) return {};
    return answer;
}

void hear(Client& client)
{
    char bytes[65'536];
    const auto count = ::recv(client.socket.number(), bytes, sizeof bytes, 0);
    if (count <= 0) throw std::runtime_error("The server ended a connection.");
    client.heard.append(bytes, static_cast<std::size_t>(count));
}

class Crowd {
public:
    Crowd(std::uint16_t port, std::size_t count, int expected, const NextRequest& next, const Heard& heard)
        : events_(::epoll_create1(EPOLL_CLOEXEC)), expected_(expected), next_(next), heard_(heard)
    {
        for (std::size_t i = 0; i < count; ++i) {
            clients_.push_back({connected(port), {}, {}});
            epoll_event event{EPOLLIN, {.u64 = i}};
            ::epoll_ctl(events_.number(), EPOLL_CTL_ADD, clients_[i].socket.number(), &event);
        }
    }

    Tally run()
    {
        const auto began = Clock::now();
        for (std::size_t i = 0; i < clients_.size(); ++i) ask(i);
        while (waiting_ > 0) {
            epoll_event ready[64];
            const int count = ::epoll_wait(events_.number(), ready, std::size(ready), kPatience);
            if (count < 0 && errno == EINTR) continue;
            if (count <= 0) throw std::runtime_error("The server does not answer.");
            for (int i = 0; i < count; ++i) listen(ready[i].data.u64);
        }
        tally_.seconds = microseconds_since(began) / 1e6;
        return std::move(tally_);
    }

private:
    void ask(std::size_t at)
    {
        const auto* request = next_(at);
        if (!request) return;
        ++waiting_;
        say(clients_[at], *request);
    }

    void listen(std::size_t at)
    {
        auto& client = clients_[at];
        hear(client);
        const auto answer = whole_answer(client.heard);
        if (!answer) return;
        --waiting_;
        tally_.microseconds.push_back(microseconds_since(client.asked));
        ++tally_.statuses[answer->status];
        if (!is_expected(answer->status) && tally_.refusal.empty())
            tally_.refusal = client.heard.substr(answer->head, 400);
        const std::string_view said = client.heard;
        if (heard_) heard_(at, said.substr(0, answer->head), said.substr(answer->head));
        client.heard.clear();
        ask(at);
    }

    bool is_expected(int status) const
    {
        return expected_ == kAnySuccess ? status >= 200 && status < 300 : status == expected_;
    }

    Handle events_;
    std::vector<Client> clients_;
    int expected_;
    const NextRequest& next_;
    const Heard& heard_;
    std::size_t waiting_ = 0;
    Tally tally_;
};

std::string head(std::string_view line, std::string_view target, const std::string& credentials)
{
    return std::string(line) + " " + std::string(target) + " HTTP/1.1\r\nHost: 127.0.0.1\r\n" + credentials +
           "Accept: */*\r\nAccept-Language: zh\r\n";
}

} // namespace

Tally ask_together(std::uint16_t port, std::size_t clients, int expected, const NextRequest& next,
                   const Heard& heard)
{
    return Crowd(port, clients, expected, next, heard).run();
}

std::string get_request(std::string_view target, const std::string& credentials)
{
    return head("GET", target, credentials) + "\r\n";
}

std::string post_request(std::string_view target, const std::string& credentials, const std::string& json)
{
    return head("POST", target, credentials) +
           "Content-Type: application/json\r\nIdempotency-Key: " + store::new_uuid() +
           "\r\nContent-Length: " + std::to_string(json.size()) + "\r\n\r\n" + json;
}

std::string form_request(std::string_view target, const std::string& credentials, const std::string& form)
{
    return head("POST", target, credentials) +
           "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: " +
           std::to_string(form.size()) + "\r\n\r\n" + form;
}

} // namespace bench
