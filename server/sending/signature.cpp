#include "server/sending/signature.hpp"
#include <array>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/rand.h>
#include <stdexcept>

namespace server::sending {

namespace {

constexpr std::string_view kPrefix = "whsec_";

const unsigned char* bytes_in(std::string_view text)
{
    return reinterpret_cast<const unsigned char*>(text.data());
}

std::string key_in(std::string_view secret)
{
    const auto coded = secret.substr(secret.starts_with(kPrefix) ? kPrefix.size() : 0);
    std::string key(coded.size(), '\0');
    const int size = EVP_DecodeBlock(reinterpret_cast<unsigned char*>(key.data()), bytes_in(coded),
                                     static_cast<int>(coded.size()));
    if (size < 0) throw std::runtime_error("a webhook secret is not base64");
    const auto padding = static_cast<std::size_t>(std::ranges::count(coded, '='));
    key.resize(static_cast<std::size_t>(size) - padding);
    return key;
}

std::string signed_with(std::string_view secret, std::string_view text)
{
    const auto key = key_in(secret);
    std::array<unsigned char, EVP_MAX_MD_SIZE> mac{};
    unsigned int size = 0;
    if (!HMAC(EVP_sha256(), key.data(), static_cast<int>(key.size()), bytes_in(text), text.size(), mac.data(),
              &size))
        throw std::runtime_error("HMAC failed");
    return "v1," + base64({reinterpret_cast<const char*>(mac.data()), size});
}

} // namespace

std::string base64(std::string_view bytes)
{
    std::string text((bytes.size() + 2) / 3 * 4 + 1, '\0');
    const int size = EVP_EncodeBlock(reinterpret_cast<unsigned char*>(text.data()), bytes_in(bytes),
                                     static_cast<int>(bytes.size()));
    text.resize(static_cast<std::size_t>(size));
    return text;
}

std::string new_secret()
{
    std::array<unsigned char, 32> bytes{};
    if (RAND_bytes(bytes.data(), bytes.size()) != 1) throw std::runtime_error("no random bytes");
    return std::string(kPrefix) + base64({reinterpret_cast<const char*>(bytes.data()), bytes.size()});
}

std::string signature(std::string_view id, std::int64_t seconds, std::string_view body,
                      std::string_view secret, std::string_view secret_before)
{
    const auto text = std::string(id) + "." + std::to_string(seconds) + "." + std::string(body);
    auto value = signed_with(secret, text);
    if (!secret_before.empty()) value += " " + signed_with(secret_before, text);
    return value;
}

} // namespace server::sending
