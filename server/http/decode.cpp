#include "server/http/decode.hpp"
#include "models/identity.hpp"

namespace server {

namespace {

constexpr std::size_t kMostFields = 2'000;

int hex_digit(char c)
{
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

std::string_view trimmed(std::string_view text)
{
    const auto first = text.find_first_not_of(" \t");
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

// Takes what stands before the next `mark` off the front.
std::string_view next_part(std::string_view& rest, char mark)
{
    const auto end = std::min(rest.find(mark), rest.size());
    const auto part = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 1, rest.size()));
    return part;
}

} // namespace

std::string with_plain_line_ends(std::string text)
{
    std::erase(text, '\r');
    return text;
}

std::optional<std::string> percent_decoded(std::string_view text, Plus plus)
{
    std::string result;
    result.reserve(text.size());
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (text[at] == '+' && plus == Plus::is_space) {
            result += ' ';
        } else if (text[at] == '%') {
            const int high = at + 1 < text.size() ? hex_digit(text[at + 1]) : -1;
            const int low = at + 2 < text.size() ? hex_digit(text[at + 2]) : -1;
            if (high < 0 || low < 0) return {};
            result += static_cast<char>(high * 16 + low);
            at += 2;
        } else {
            result += text[at];
        }
    }
    return result;
}

std::string percent_encoded(std::string_view text)
{
    constexpr std::string_view kPlain = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";
    constexpr std::string_view kDigits = "0123456789ABCDEF";
    std::string result;
    for (const char c : text) {
        if (kPlain.find(c) != std::string_view::npos) {
            result += c;
            continue;
        }
        const auto byte = static_cast<unsigned char>(c);
        result += {'%', kDigits[byte >> 4], kDigits[byte & 15]};
    }
    return result;
}

models::Result<Form> read_form(std::string_view urlencoded)
{
    Pairs<std::string> fields;
    while (!urlencoded.empty()) {
        auto pair = next_part(urlencoded, '&');
        if (pair.empty()) continue;
        if (fields.size() == kMostFields)
            return models::refuse(models::Reason::unreadable, "error.form.too_many");
        const auto name = percent_decoded(next_part(pair, '='), Plus::is_space);
        auto value = percent_decoded(pair, Plus::is_space);
        if (!name || !value) return models::refuse(models::Reason::unreadable, "error.form.percent");
        if (!models::is_utf8(*name) || !models::is_utf8(*value))
            return models::refuse(models::Reason::unreadable, "error.form.characters");
        fields.emplace_back(*name, with_plain_line_ends(*std::move(value)));
    }
    return Form(std::move(fields));
}

std::string cookie_in(std::string_view field, std::string_view name)
{
    while (!field.empty()) {
        auto pair = next_part(field, ';');
        if (trimmed(next_part(pair, '=')) == name) return std::string(trimmed(pair));
    }
    return {};
}

Language language_in(std::string_view accept_language)
{
    while (!accept_language.empty()) {
        auto wish = next_part(accept_language, ',');
        const auto tag = trimmed(next_part(wish, ';')).substr(0, 2);
        if (tag == "zh" || tag == "ZH") return Language::zh;
        if (tag == "en" || tag == "EN") return Language::en;
    }
    return Language::zh;
}

} // namespace server
