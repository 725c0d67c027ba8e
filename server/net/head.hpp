#pragma once
#include <cstddef>
#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

// Request heads read strictly (RFC 9112), before anything else sees them: what could be read in two ways by
// two servers is refused, and the connection ends.
namespace server::net {

struct Trouble {
    int status{};    // the answer before the connection closes
    const char* why; // for the log: a fixed word
};

struct HeadLimits {
    std::size_t target = 4096, block = 8192, fields = 100;
};

struct Head {
    std::string_view method, target; // views into the block
    int version{};                   // 10 or 11
    std::vector<std::pair<std::string_view, std::string_view>> fields;

    // The field's value; several of that name: the first. Names compare without case.
    std::string_view field(std::string_view name) const;
    std::size_t count(std::string_view name) const;
};

// How the body is delimited, and what follows from the head for the connection.
struct Framing {
    bool chunked = false;
    std::uint64_t length = 0; // when not chunked
    bool keep_alive = false;
    bool expects_continue = false;
    std::string host; // lower case, with its port; empty only on HTTP/1.0
    std::string path_and_query;
    bool has_body() const { return chunked || length > 0; }
};

// Trouble that shows before the head is complete: a bare LF, NUL, too much of it.
std::optional<Trouble> early_trouble(std::string_view received, const HeadLimits& limits);

// Where the head ends: after the empty line; nothing: not all of it is there yet.
std::optional<std::size_t> end_of_head(std::string_view received);

std::expected<Head, Trouble> read_head(std::string_view block, const HeadLimits& limits);
std::expected<Framing, Trouble> framing_of(const Head& head);

} // namespace server::net
