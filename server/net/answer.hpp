#pragma once
#include "server/http/call.hpp"
#include <boost/beast/http/message_generator.hpp>

namespace server::net {

struct Delivery {
    bool head_only = false; // HEAD: the fields of GET, no body
    bool keep_alive = false;
    bool secure = false; // TLS here or at the proxy: HSTS
    models::Time now{};
    std::string request_id;
};

// The one place where an answer gets its fields: date, security, caching, cookies. A field value with CR, LF
// or NUL throws std::logic_error.
boost::beast::http::message_generator message_of(Response response, const Delivery& delivery);

// The head of an event stream, whose end is the connection's.
std::string stream_head(const Response&, const Delivery&);

Response early_response(int status); // before a page's request is understood: plain text

} // namespace server::net
