#pragma once
#include <cstdint>
#include <string>

namespace server::cli {

struct HttpAnswer {
    unsigned status{};
    std::string body;
};

// One request to a server on this machine, JSON there and back, by an API token. An empty body: GET; else
// POST with a new Idempotency-Key. Nobody there, or no answer within ten seconds: std::runtime_error, a
// sentence.
HttpAnswer http_call(std::uint16_t port, const std::string& target, const std::string& token,
                     const std::string& body = {});

} // namespace server::cli
