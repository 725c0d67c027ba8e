#include "server/rounds/lottery.hpp"
#include <array>
#include <sodium.h>

namespace server::rounds {

std::vector<std::uint64_t> lottery_keys(std::string_view seed,
                                        const matching::SharedList<matching::Family>& families)
{
    std::vector<std::uint64_t> keys;
    keys.reserve(families.size());
    for (const auto& family : families) {
        const auto text = std::string(seed) + "\n" + std::to_string(family.referral.value);
        std::array<unsigned char, crypto_hash_sha256_BYTES> hash{};
        crypto_hash_sha256(hash.data(), reinterpret_cast<const unsigned char*>(text.data()), text.size());
        std::uint64_t key = 0;
        for (std::size_t i = 0; i < 8; ++i) key = key << 8 | hash[i];
        keys.push_back(key);
    }
    return keys;
}

} // namespace server::rounds
