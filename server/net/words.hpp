#pragma once
#include <algorithm>
#include <string_view>

// The characters of HTTP (RFC 9110 §5.6).
namespace server::net {

constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }
constexpr char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

constexpr bool is_token_character(char c)
{
    const bool letter = lower(c) >= 'a' && lower(c) <= 'z';
    return letter || is_digit(c) || (c != '\0' && std::string_view("!#$%&'*+-.^_`|~").contains(c));
}

constexpr bool is_token(std::string_view text)
{
    return !text.empty() && std::ranges::all_of(text, is_token_character);
}

// Visible characters, space, tab, and bytes above ASCII; no other control.
constexpr bool is_field_character(char c)
{
    const auto byte = static_cast<unsigned char>(c);
    return (byte >= 0x20 && byte != 0x7F) || c == '\t';
}

constexpr bool same_word(std::string_view one, std::string_view other)
{
    return std::ranges::equal(one, other, [](char a, char b) { return lower(a) == lower(b); });
}

constexpr std::string_view trimmed(std::string_view text)
{
    const auto first = text.find_first_not_of(" \t");
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

} // namespace server::net
