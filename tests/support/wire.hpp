#pragma once
#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

// One connection to a server on this machine, spoken byte by byte.
namespace support {

struct Heard {
    int status{};
    std::vector<std::pair<std::string, std::string>> fields; // names in lower case
    std::string body;
    std::string field(std::string_view name) const; // the first of that name; empty: none
    std::size_t count(std::string_view name) const;
};

class Wire {
public:
    enum class Kind { plain, tls };
    // Throws when nobody listens or the handshake fails. `from`: an address of this machine, "127.0.1.7".
    Wire(std::uint16_t port, Kind kind, const std::string& from = {});
    ~Wire();
    Wire(const Wire&) = delete;

    bool send(std::string_view bytes); // false: the other side has gone
    void finish_sending();             // half close, plain only
    void reset();                      // ends at once, with a reset

    // The next answer, 100 Continue apart; nothing: the connection ended or nobody answered in time.
    // `bodiless`: the answer to a HEAD.
    enum class Body { as_told, none };
    std::optional<Heard> answer(Body body = Body::as_told);
    // What an answer without an end says next, up to this text; nothing: it did not come in that time.
    std::optional<std::string> until(std::string_view text, std::chrono::milliseconds time);
    bool went_on() const { return went_on_; } // a 100 Continue was heard

    bool is_closed_within(std::chrono::milliseconds time); // true: the other side ended it in that time
    bool was_reset() const { return reset_; }
    bool said_goodbye() const; // TLS: the end was announced, nothing was cut off

private:
    struct Secure;
    bool read_more(std::chrono::steady_clock::time_point until); // false: closed or late
    std::optional<Heard> take(Body body);
    bool wait_for_input(std::chrono::steady_clock::time_point until) const;

    int socket_ = -1;
    std::unique_ptr<Secure> secure_;
    std::string received_;
    bool closed_ = false, reset_ = false, went_on_ = false;
};

// Connects, says it, hears one answer.
std::optional<Heard> ask(std::uint16_t port, std::string_view bytes, Wire::Kind kind = Wire::Kind::plain);

} // namespace support
