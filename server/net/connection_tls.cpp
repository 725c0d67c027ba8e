#include "server/net/conversation.hpp"
#include <boost/beast/ssl.hpp>

namespace server::net {

Task<> serve_tls(Socket socket, std::shared_ptr<asio::ssl::context> keys, Peer peer, Site& site,
                 Context& context)
{
    using Secured = beast::ssl_stream<Stream>;
    Secured stream(std::move(socket), *keys);
    beast::error_code error;
    auto& lowest = beast::get_lowest_layer(stream);
    lowest.expires_after(site.config->header_timeout);
    Conversation<Secured> conversation(stream, std::move(peer), site, context);
    co_await stream.async_handshake(asio::ssl::stream_base::server, asio::redirect_error(use_task, error));
    if (error) co_return;
    const bool ours_to_end = co_await conversation.hold();
    lowest.expires_after(std::chrono::seconds(1)); // some never answer our goodbye
    co_await stream.async_shutdown(asio::redirect_error(use_task, error));
    if (ours_to_end) co_await linger(lowest);
}

} // namespace server::net
