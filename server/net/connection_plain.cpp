#include "server/net/conversation.hpp"

namespace server::net {

Task<> serve_plain(Socket socket, Peer peer, Site& site, Context& context)
{
    Stream stream(std::move(socket));
    {
        Conversation<Stream> conversation(stream, std::move(peer), site, context);
        if (!co_await conversation.hold()) co_return;
    }
    co_await linger(stream);
}

Task<> linger(Stream& stream)
{
    constexpr std::size_t kMost = 4 * 1024 * 1024;
    std::array<char, 16 * 1024> dropped;
    beast::error_code error;
    stream.socket().shutdown(asio::ip::tcp::socket::shutdown_send, error);
    stream.expires_after(std::chrono::seconds(1));
    for (std::size_t all = 0; all < kMost && !error;)
        all += co_await stream.async_read_some(asio::buffer(dropped), asio::redirect_error(use_task, error));
}

} // namespace server::net
