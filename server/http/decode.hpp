#pragma once
#include "models/result.hpp"
#include "server/http/call.hpp"
#include <string_view>

namespace server {

// %41 becomes A; "+" a space where it stands for one. Nothing: "%" without two hexadecimal digits.
enum class Plus { stays, is_space };
std::optional<std::string> percent_decoded(std::string_view text, Plus plus);
std::string percent_encoded(std::string_view text); // all but A-Z a-z 0-9 - . _ ~

// A query or an urlencoded body: at most 2,000 fields. Bad percent signs, NUL, control characters and what is
// not UTF-8 are Reason::unreadable, error.form.*.
models::Result<Form> read_form(std::string_view urlencoded);

// Browsers send line ends as CR LF.
std::string with_plain_line_ends(std::string text);

// The value of a cookie in a Cookie field; empty: not there.
std::string cookie_in(std::string_view field, std::string_view name);

// The first language of Accept-Language that we speak; Chinese when it names none.
Language language_in(std::string_view accept_language);

} // namespace server
