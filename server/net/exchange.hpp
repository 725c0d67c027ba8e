#pragma once
#include "server/net/answer.hpp"
#include "server/net/context.hpp"
#include "server/net/request.hpp"

namespace server::net {

struct Finished {
    Response response;
    Delivery delivery;
};

// A whole request → its answer, logged and counted. Never throws.
Task<Finished> exchange(Site& site, Context& context, const Peer& peer, const Head& head,
                        const Framing& framing, std::string body);

// A request that was refused before it was understood. `block` is what there is of its head.
Finished early_exchange(Site& site, const Peer& peer, const Trouble& trouble, std::string_view block);

// Whose part of what there is for all: the account's, wherever it calls from, once it is known on this
// thread; else the address's.
std::string share_of(const Site&, const Context&, const Peer&, const Head&, const Framing&);
bool is_account(const std::string& share);

// The bytes; 500 if a handler put a line end into a field.
boost::beast::http::message_generator message_for(const Finished& finished);

} // namespace server::net
