#include "server/net/body.hpp"
#include <boost/asio/buffer.hpp>
#include <boost/asio/error.hpp>
#include <boost/beast/core/error.hpp>
#include <iterator>

namespace server::net {

namespace beast = boost::beast;

BodyReader::BodyReader(const Framing& framing, std::size_t limit)
{
    constexpr std::size_t kMostExtension = 256;
    const auto head = "POST / HTTP/1.1\r\n" +
                      (framing.chunked ? "Transfer-Encoding: chunked"
                                       : "Content-Length: " + std::to_string(framing.length)) +
                      "\r\n\r\n";
    parser_.body_limit(limit);
    on_chunk_ = [](std::uint64_t, boost::core::string_view extension, boost::system::error_code& error) {
        if (extension.size() > kMostExtension) error = http::error::bad_chunk_extension;
    };
    parser_.on_chunk_header(on_chunk_);
    boost::system::error_code error;
    parser_.put(boost::asio::buffer(head), error);
    if (error || !parser_.is_header_done()) throw std::logic_error("a head of our own is not read");
}

std::expected<std::string, Trouble> BodyReader::result(boost::system::error_code error)
{
    if (error == beast::error::timeout) return std::unexpected(Trouble{0, "slow_body"}); // closed already
    if (error == http::error::body_limit) return std::unexpected(Trouble{413, "body_size"});
    const bool gone = error == http::error::partial_message || error == http::error::end_of_stream ||
                      error.category() == boost::asio::error::get_system_category() ||
                      error == boost::asio::error::eof;
    if (error && gone) return std::unexpected(Trouble{0, "gone"});
    if (error) return std::unexpected(Trouble{400, "body"});
    // A trailer would pass for a field of the head.
    if (std::distance(parser_.get().begin(), parser_.get().end()) != 1)
        return std::unexpected(Trouble{400, "trailer"});
    return std::move(parser_.get().body());
}

} // namespace server::net
