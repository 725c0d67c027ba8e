#pragma once
#include "server/config.hpp"
#include <boost/asio/ssl/context.hpp>
#include <memory>

namespace server::net {

// Reads certificate and key; what is wrong with them is a std::runtime_error, a sentence.
std::shared_ptr<boost::asio::ssl::context> load_tls(const Config& config);

} // namespace server::net
