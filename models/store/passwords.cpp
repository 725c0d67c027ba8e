#include "models/store/seal.hpp"
#include <sodium.h>
#include <stdexcept>

namespace store {

namespace {

// OWASP's floor for argon2id: 19 MiB, two passes, one lane.
constexpr unsigned long long kPasses = 2;
constexpr std::size_t kMemory = 19ULL * 1024 * 1024;

void start_sodium()
{
    if (sodium_init() < 0)
        throw std::runtime_error("The cryptographic library cannot start on this machine.");
}

} // namespace

std::string password_hash(std::string_view password)
{
    start_sodium();
    std::string hash(crypto_pwhash_STRBYTES, '\0');
    if (crypto_pwhash_str_alg(hash.data(), password.data(), password.size(), kPasses, kMemory,
                              crypto_pwhash_ALG_ARGON2ID13) != 0)
        throw std::runtime_error("not enough memory to hash a password");
    hash.resize(hash.find('\0'));
    return hash;
}

bool password_fits(std::string_view hash, std::string_view password)
{
    start_sodium();
    const std::string text(hash);
    return crypto_pwhash_str_verify(text.c_str(), password.data(), password.size()) == 0;
}

bool is_current_hash(std::string_view hash)
{
    const std::string text(hash);
    return crypto_pwhash_str_needs_rehash(text.c_str(), kPasses, kMemory) == 0;
}

} // namespace store
