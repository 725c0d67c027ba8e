#include "server/cli/http_call.hpp"
#include "models/store/seal.hpp"
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/string_body.hpp>
#include <boost/beast/http/write.hpp>
#include <stdexcept>

namespace server::cli {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
using Request = http::request<http::string_body>;
using Reply = http::response<http::string_body>;

namespace {

constexpr std::chrono::seconds kPatience{10};

Request request_for(const std::string& target, const std::string& token, const std::string& body)
{
    Request request{body.empty() ? http::verb::get : http::verb::post, target, 11};
    request.set(http::field::host, "127.0.0.1");
    request.set(http::field::authorization, "Bearer " + token);
    request.set(http::field::accept, "application/json");
    request.set(http::field::accept_language, "zh");
    if (body.empty()) return request;
    request.set(http::field::content_type, "application/json");
    request.set("Idempotency-Key", store::new_uuid());
    request.body() = body;
    request.prepare_payload();
    return request;
}

} // namespace

HttpAnswer http_call(std::uint16_t port, const std::string& target, const std::string& token,
                     const std::string& body)
{
    asio::io_context io;
    beast::tcp_stream stream(io);
    beast::flat_buffer buffer;
    Reply reply;
    beast::error_code error;
    const auto request = request_for(target, token, body);
    const auto look = [&](auto next) {
        return [&, next](beast::error_code now, auto&&...) {
            error = now;
            if (!now) next();
        };
    };
    stream.expires_after(kPatience);
    const auto read = [&] { http::async_read(stream, buffer, reply, look([] {})); };
    const auto write = [&] { http::async_write(stream, request, look(read)); };
    stream.async_connect({asio::ip::make_address("127.0.0.1"), port}, look(write));
    io.run();
    if (error) throw std::runtime_error("The server on port " + std::to_string(port) + " did not answer.");
    return {reply.result_int(), std::move(reply.body())};
}

} // namespace server::cli
