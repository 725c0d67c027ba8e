#pragma once
#include "server/net/head.hpp"
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>

namespace server::net {

namespace http = boost::beast::http;

// Beast's parser for the body of a request whose head we have read and found sound. It is told only how the
// body ends, so that there is no second reading of the head.
class BodyReader {
public:
    BodyReader(const Framing& framing, std::size_t limit);
    http::request_parser<http::string_body>& parser() { return parser_; }
    // The body; or the answer: 413 too large, 400 not well formed, 0 too slow or gone.
    std::expected<std::string, Trouble> result(boost::system::error_code error);

private:
    http::request_parser<http::string_body> parser_;
    std::function<void(std::uint64_t, boost::core::string_view, boost::system::error_code&)> on_chunk_;
};

} // namespace server::net
