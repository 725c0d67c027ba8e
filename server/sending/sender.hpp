#pragma once
#include "server/sending/addresses.hpp"
#include <chrono>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

// Many requests to other servers at once, on the thread that calls: libcurl's multi interface. Redirects and
// proxies are never followed; certificates are always checked.
namespace server::sending {

struct Limits {
    std::vector<Network> allowed;  // beside public addresses; plain http only there
    std::filesystem::path ca_file; // certificates to trust beside the system's
    std::chrono::milliseconds connect{5'000}, whole{15'000};
    std::size_t most_answer = 64 * 1024; // bytes that are read of an answer
};

struct Post {
    std::string url;
    std::vector<std::string> fields; // "Name: value"
    std::string body;
};

struct Mail {
    std::string server; // smtp://host:587 (STARTTLS) or smtps://host:465; the operator's own choice
    std::string user, password;
    std::string from, to; // addresses
    std::string text;     // the whole message, lines ended by CRLF
};

// fault: "" when the receiver answered; else what was in the way, a fixed word: "address", "name", "connect",
// "tls", "timeout", "answer" (broken off, or none), "url". refused: there is no such mailbox (550, 551 or 553
// to RCPT with an enhanced code 5.1.x that is not the sender's).
struct Answer {
    std::uint64_t key{};
    int status{}; // of HTTP or SMTP; 0: none
    std::string fault;
    bool refused = false;
    std::chrono::milliseconds took{};
    bool done() const { return fault.empty() && status >= 200 && status < 300; }
};

class Sender {
public:
    explicit Sender(Limits limits);
    ~Sender(); // what is under way is given up
    Sender(const Sender&) = delete;

    void start(std::uint64_t key, Post);
    void start(std::uint64_t key, Mail);
    std::size_t under_way() const;
    std::vector<Answer> wait(std::chrono::milliseconds most); // at least one, or the time is over, or wake()
    void wake();                                              // from any thread

private:
    struct Inside;
    std::unique_ptr<Inside> inside_;
};

} // namespace server::sending
