#include "tests/bench/outbox.hpp"
#include <arpa/inet.h>
#include <netinet/in.h>
#include <nlohmann/json.hpp>
#include <poll.h>
#include <sys/socket.h>
#include <thread>
#include <unistd.h>

namespace bench {

using namespace std::chrono_literals;

namespace {

// One connection, from an address of this machine's own network: a server takes so many of each.
class Line {
public:
    Line(std::uint16_t port, std::uint32_t from) : socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0))
    {
        sockaddr_in own{}, other{};
        own.sin_family = other.sin_family = AF_INET;
        own.sin_addr.s_addr = htonl(INADDR_LOOPBACK + from);
        other.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        other.sin_port = htons(port);
        if (::bind(socket_, reinterpret_cast<sockaddr*>(&own), sizeof own) != 0 ||
            ::connect(socket_, reinterpret_cast<sockaddr*>(&other), sizeof other) != 0)
            throw std::runtime_error("A stream cannot be opened.");
    }
    ~Line() { ::close(socket_); }
    Line(const Line&) = delete;
    void say(const std::string& text) { ::send(socket_, text.data(), text.size(), MSG_NOSIGNAL); }
    // Up to this text, which it hears within ten seconds.
    std::string until(const std::string& text)
    {
        char piece[8192];
        const auto late = Clock::now() + 10s;
        while (!heard_.contains(text)) {
            pollfd watched{socket_, POLLIN, 0};
            if (Clock::now() > late) throw std::runtime_error("A stream is silent.");
            if (::poll(&watched, 1, 100) <= 0) continue;
            const auto size = ::recv(socket_, piece, sizeof piece, 0);
            if (size <= 0) throw std::runtime_error("A stream has ended: " + heard_.substr(0, 200));
            heard_.append(piece, static_cast<std::size_t>(size));
        }
        const auto end = heard_.find(text) + text.size();
        auto said = heard_.substr(0, end);
        heard_.erase(0, end);
        return said;
    }

private:
    int socket_;
    std::string heard_;
};

std::string get(const Site& site, const std::string& target, const std::string& fields = {})
{
    return "GET " + target + " HTTP/1.1\r\nHost: localhost\r\nCookie: parasol=" + site.officer_session +
           "\r\n" + fields + "\r\n";
}

std::string value_of(const std::string& page, const std::string& name)
{
    const auto mark = "name=\"" + name + "\" value=\"";
    const auto at = page.find(mark);
    if (at == std::string::npos) throw std::runtime_error("The page of notices has no " + name + ".");
    const auto begin = at + mark.size();
    return page.substr(begin, page.find('"', begin) - begin);
}

// All that was told is read: the count of every stream changes.
void read_all(const Site& site, std::uint16_t port)
{
    Line line(port, 0);
    line.say(get(site, "/notices"));
    const auto page = line.until("</html>");
    const auto form = page.substr(page.find("action=\"/notices/read\""));
    const auto body = "csrf=" + value_of(form, "csrf") + "&once=" + value_of(form, "once");
    line.say("POST /notices/read HTTP/1.1\r\nHost: localhost\r\nCookie: parasol=" + site.officer_session +
             "\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: " +
             std::to_string(body.size()) + "\r\n\r\n" + body);
    if (!line.until("\r\n\r\n").contains(" 303 ")) throw std::runtime_error("The notices were not read.");
}

} // namespace

Section measure_streams(const DemoData& data, const Site& fresh, const Wishes& wishes)
{
    auto told = section("streams", "Inbox counts by event streams · 消息数实时更新");
    const std::size_t count = wishes.rounds == 1 ? 40 : 500;
    const auto site = data.copy_site(fresh, "streams");
    Serving server(site);
    std::vector<std::unique_ptr<Line>> lines;
    const auto bare = server.resident_bytes();
    for (std::size_t i = 0; i < count; ++i) {
        constexpr std::size_t kOfEach = 200; // the server takes 256 connections of one address
        lines.push_back(std::make_unique<Line>(server.port(), static_cast<std::uint32_t>(i / kOfEach)));
        lines.back()->say(get(site, "/inbox/events", "Accept: text/event-stream\r\n"));
        lines.back()->until("\r\n\r\n");
    }
    for (auto& line : lines) line->until("data: ");
    const auto open = server.resident_bytes();
    const auto time = wishes.rounds == 1 ? 1s : 20s;
    const auto before = server.processor_seconds();
    std::this_thread::sleep_for(time);
    const auto used = server.processor_seconds() - before;
    read_all(site, server.port());
    const auto changed = Clock::now();
    for (auto& line : lines) line->until("data: 0");
    const auto heard = microseconds_since(changed);
    lines.clear();
    server.stop();

    const auto each = static_cast<double>(open - std::min(bare, open)) / static_cast<double>(count);
    const auto share = 100 * used / static_cast<double>(time.count());
    told.notes = {std::to_string(count) + " streams of one office; looked at once a second for all of them"};
    told.rows = {{"", "streams", "KB each", "processor", "a change at all of them"},
                 {"event streams", std::to_string(count), shown(each / 1'024), shown(share) + " %",
                  shown_time(heard)}};
    *told.figures = {{"streams", count},
                     {"bytes_each", each},
                     {"resident_bytes", open},
                     {"processor_percent", share},
                     {"change_us", heard}};
    return told;
}

} // namespace bench
