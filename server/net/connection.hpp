#pragma once
#include "server/net/context.hpp"
#include "server/net/request.hpp"
#include "server/net/site.hpp"
#include <boost/asio/ssl/context.hpp>
#include <memory>

namespace server::net {

using Socket = asio::basic_stream_socket<asio::ip::tcp, Executor>;

// Serves one connection until it ends; never throws. A file each, since Beast is slow to compile.
Task<> serve_plain(Socket socket, Peer peer, Site& site, Context& context);
Task<> serve_tls(Socket socket, std::shared_ptr<asio::ssl::context> keys, Peer peer, Site& site,
                 Context& context);

// Closes our half, then lets the other side read what we said: unread input would make the close a reset.
Task<> linger(Stream& stream);

} // namespace server::net
