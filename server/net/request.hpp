#pragma once
#include "server/net/head.hpp"
#include "server/net/site.hpp"

namespace server::net {

struct Peer {
    std::string address;
    bool secure = false;   // TLS
    bool loopback = false; // from this machine
};

// What is read from the head; enough to answer in the right language, as a page or as a problem.
Call call_of(const Site& site, const Head& head, const Framing& framing, const Peer& peer);

// A form with files, sent to a route that takes them.
bool takes_files(const Site& site, const Head& head, const Framing& framing);

// Path, query and form decoded; nothing: all is well. Otherwise what is wrong with them.
std::optional<models::Refusal> read_into(Call& call, const Framing& framing, std::string body);

// Nothing: a method we do not know. HEAD reads as GET.
std::optional<Verb> verb_in(std::string_view method);

HeadLimits limits_of(const Config& config);
std::string_view path_of(std::string_view path_and_query);

} // namespace server::net
