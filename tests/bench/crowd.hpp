#pragma once
#include "tests/bench/figures.hpp"
#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

// Clients of a server on this machine: each keeps one connection open and asks again as soon as it is
// answered. All in one thread, so that they take little of what the server needs.
namespace bench {

// The next request of a client, whole as it goes over the wire; nullptr: this client is done.
using NextRequest = std::function<const std::string*(std::size_t client)>;

struct Tally {
    std::vector<double> microseconds;    // of every answer, from sending to its last byte
    double seconds{};                    // from the first request to the last answer
    std::map<int, std::size_t> statuses; // how often
    std::string refusal;                 // the first body of a status that was not expected
};

// Told of each answer before its client's next request is asked for: its whole head, and its body.
using Heard = std::function<void(std::size_t client, std::string_view head, std::string_view body)>;

inline constexpr int kAnySuccess = 0; // instead of a status that is expected: 200 to 299

// Throws when the server cannot be reached, closes a connection or does not answer for 30 seconds.
Tally ask_together(std::uint16_t port, std::size_t clients, int expected, const NextRequest&,
                   const Heard& heard = {});

std::string get_request(std::string_view target, const std::string& credentials); // a header line
std::string post_request(std::string_view target, const std::string& credentials, const std::string& json);
std::string form_request(std::string_view target, const std::string& credentials, const std::string& form);

} // namespace bench
