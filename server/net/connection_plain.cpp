#include "server/net/conversation.hpp"

namespace server::net {

Task<> serve_plain(Socket socket, Peer peer, Site& site, Context& context)
{
    Stream stream(std::move(socket));
    {
        Conversation<Stream> conversation(stream, std::move(peer), site, context);
        co_await conversation.hold();
    }
    beast::error_code ignored;
    stream.socket().shutdown(asio::ip::tcp::socket::shutdown_send, ignored);
}

} // namespace server::net
