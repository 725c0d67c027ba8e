#include "server/auth/totp.hpp"
#include "server/http/decode.hpp"
#include <array>
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/rand.h>
#include <stdexcept>

namespace server::auth {

namespace {

constexpr std::size_t kSecretBytes = 20, kRecoveryBytes = 10, kRecoveryCodes = 10, kGroup = 4;

using Digest = std::array<unsigned char, 20>;

Digest hmac_sha1(std::string_view secret, const std::array<unsigned char, 8>& message)
{
    Digest digest{};
    unsigned int size = 0;
    const auto* made = HMAC(EVP_sha1(), secret.data(), static_cast<int>(secret.size()), message.data(),
                            message.size(), digest.data(), &size);
    if (made == nullptr || size != digest.size()) throw std::runtime_error("HMAC-SHA-1 is not to be had");
    return digest;
}

std::string random_bytes(std::size_t size)
{
    std::string bytes(size, '\0');
    if (RAND_bytes(reinterpret_cast<unsigned char*>(bytes.data()), static_cast<int>(size)) != 1)
        throw std::runtime_error("the system's generator gives no random bytes");
    return bytes;
}

std::string lower(std::string text)
{
    for (char& c : text)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return text;
}

} // namespace

std::int64_t step_at(models::Time now)
{
    return std::chrono::floor<std::chrono::seconds>(now).time_since_epoch() / kStep;
}

// RFC 4226, 5.3: four bytes of the digest from where its last four bits say, without the sign.
std::string one_time_password(std::string_view secret, std::int64_t counter, int digits)
{
    std::array<unsigned char, 8> message{};
    for (std::size_t i = 0; i < message.size(); ++i)
        message[i] = static_cast<unsigned char>(static_cast<std::uint64_t>(counter) >> (8 * (7 - i)));
    const auto digest = hmac_sha1(secret, message);
    const std::size_t from = digest.back() & 0x0FU;
    std::uint32_t number = digest[from] & 0x7FU;
    for (std::size_t i = 1; i < 4; ++i) number = number << 8U | digest[from + i];
    std::string text(static_cast<std::size_t>(digits), '0');
    for (auto at = text.size(); at > 0; --at, number /= 10)
        text[at - 1] = static_cast<char>('0' + number % 10);
    return text;
}

std::optional<std::int64_t> step_of(std::string_view secret, std::string_view typed, models::Time now)
{
    std::optional<std::int64_t> found;
    const auto middle = step_at(now);
    for (auto step = middle - 1; step <= middle + 1; ++step) {
        const auto code = one_time_password(secret, step);
        const bool same =
            typed.size() == code.size() && CRYPTO_memcmp(typed.data(), code.data(), code.size()) == 0;
        if (same) found = step;
    }
    return found;
}

std::string new_factor_secret() { return random_bytes(kSecretBytes); }

std::string base32(std::string_view bytes)
{
    constexpr std::string_view kDigits = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    std::string text;
    std::uint32_t bits = 0;
    int held = 0;
    for (const char byte : bytes) {
        bits = bits << 8U | static_cast<unsigned char>(byte);
        for (held += 8; held >= 5; held -= 5) text += kDigits[bits >> (held - 5) & 31U];
    }
    if (held > 0) text += kDigits[bits << (5 - held) & 31U];
    return text;
}

std::string in_groups(std::string_view text)
{
    std::string grouped;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (i > 0 && i % kGroup == 0) grouped += ' ';
        grouped += text[i];
    }
    return grouped;
}

std::string factor_address(std::string_view login, std::string_view secret)
{
    return "otpauth://totp/Parasol:" + percent_encoded(login) + "?secret=" + base32(secret) +
           "&issuer=Parasol";
}

std::vector<std::string> new_recovery_codes()
{
    std::vector<std::string> codes;
    while (codes.size() < kRecoveryCodes)
        codes.push_back(in_groups(lower(base32(random_bytes(kRecoveryBytes)))));
    return codes;
}

std::string plain_recovery_code(std::string_view typed)
{
    std::string plain;
    for (const char c : lower(std::string(typed)))
        if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) plain += c;
    return plain;
}

} // namespace server::auth
