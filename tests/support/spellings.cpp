#include "tests/support/spellings.hpp"
#include <cstdio>
#include <fstream>
#include <iconv.h>
#include <iterator>
#include <set>
#include <sodium.h>
#include <stdexcept>

namespace support {

namespace {

std::string converted(const std::string& text, const char* into)
{
    const auto converter = ::iconv_open(into, "UTF-8");
    std::string in(text), out(4 * text.size() + 8, '\0');
    char *from = in.data(), *to = out.data();
    std::size_t left = in.size(), room = out.size();
    const auto done = ::iconv(converter, &from, &left, &to, &room);
    ::iconv_close(converter);
    if (done == static_cast<std::size_t>(-1)) throw std::runtime_error("no such encoding");
    out.resize(out.size() - room);
    return out;
}

std::string digits(const std::string& bytes, const char* each)
{
    std::string out;
    for (const char c : bytes) {
        char text[4];
        std::snprintf(text, sizeof text, each, static_cast<unsigned>(static_cast<unsigned char>(c)));
        out += text;
    }
    return out;
}

// As it stands behind so many other bytes.
std::string base64(const std::string& bytes, std::size_t behind, int variant)
{
    const auto whole = std::string(behind, 'x') + bytes;
    std::string out(sodium_base64_encoded_len(whole.size(), variant), '\0');
    sodium_bin2base64(out.data(), out.size(), reinterpret_cast<const unsigned char*>(whole.data()),
                      whole.size(), variant);
    out.resize(whole.size() / 3 * 4); // the last digits depend on what follows
    return out.substr(behind == 0 ? 0 : 4);
}

} // namespace

std::vector<std::string> spellings(const std::vector<std::string>& texts)
{
    std::set<std::string> all;
    for (const auto& text : texts)
        for (const auto& bytes :
             {text, converted(text, "GB18030"), converted(text, "UTF-16LE"), converted(text, "UTF-16BE")}) {
            all.insert(bytes);
            for (const auto* each : {"%02x", "%02X", "%%%02X", "%%%02x"}) all.insert(digits(bytes, each));
            for (const auto variant :
                 {sodium_base64_VARIANT_ORIGINAL, sodium_base64_VARIANT_URLSAFE_NO_PADDING})
                for (std::size_t behind = 0; behind < 3; ++behind) all.insert(base64(bytes, behind, variant));
        }
    return {all.begin(), all.end()};
}

std::string bytes_of(const std::filesystem::path& file)
{
    std::ifstream in(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

} // namespace support
