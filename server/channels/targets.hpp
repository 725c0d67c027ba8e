#pragma once
#include "server/config.hpp"
#include <string>
#include <string_view>

// What may be typed as a receiver; where it really leads is checked when it is connected to
// (sending/addresses).
namespace server::channels {

// nullptr: it may be one. Otherwise what is wrong, a message key: https, ASCII (names of other letters as
// xn--…), a host, a port of 1 … 65535 if any, no user, no fragment, no number of a network that is shut; http
// only where the configuration names networks.
const char* fault_of_target(std::string_view url, const Config&);
std::string host_of(const std::string& url); // scheme and host: what follows may be a key of the receiver's
std::string as_target(std::string_view url); // of one that may be: scheme and host in lower case
bool is_phone(std::string_view text);
bool is_field_value(std::string_view text); // visible ASCII and spaces

} // namespace server::channels
