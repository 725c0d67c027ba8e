#pragma once
#include "models/time.hpp"
#include <string>
#include <string_view>

namespace server::sending {

struct Letter {
    std::string from, to; // addresses
    std::string subject;
    std::string id;   // stays the same when it is sent again
    std::string body; // plain text, lines ended by LF
    models::Time at{};
};

// RFC 5322 and 2045: UTF-8 in base64, so that no line of it is taken for anything else.
std::string mail_text(const Letter&);

// One address without spaces, controls, quotes or angle brackets: it goes into commands and fields.
bool is_mail_address(std::string_view text);

} // namespace server::sending
