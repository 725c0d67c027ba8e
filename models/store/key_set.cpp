#include "models/store/key_set.hpp"
#include "models/store/key_file.hpp"
#include "models/store/seal.hpp"
#include <sodium.h>
#include <sstream>

namespace store {

namespace {

constexpr std::string_view kRotated = "keys 2\n"; // how a file begins whose key was ever changed

struct Purpose {
    const char* name;
    const char* derived; // from a root
    NamedKeys KeySet::* keys;
};
// The codes of a file that does not name them are its sessions': one key was both.
constexpr Purpose kPurposes[] = {{"search", "parasol search 1", &KeySet::search},
                                 {"audit", "parasol audit 1", &KeySet::audit},
                                 {"session", "parasol session 1", &KeySet::session},
                                 {"codes", "parasol session 1", &KeySet::codes},
                                 {"fields", "parasol fields 1", &KeySet::fields}};

Key derived(const Key& root, std::string_view purpose)
{
    Key key{};
    crypto_generichash(key.data(), key.size(), reinterpret_cast<const unsigned char*>(purpose.data()),
                       purpose.size(), root.data(), root.size());
    return key;
}

// Throws SealBroken where it is no key.
Key key_in(std::string_view text)
{
    auto bytes = decoded(text);
    Key key{};
    if (bytes.size() != key.size()) throw SealBroken();
    std::copy(bytes.begin(), bytes.end(), key.begin());
    sodium_memzero(bytes.data(), bytes.size());
    return key;
}

KeySet keys_of_root(std::string_view line)
{
    KeySet set;
    auto root = key_in(line);
    for (const auto& purpose : kPurposes) {
        auto key = derived(root, purpose.derived);
        (set.*purpose.keys).emplace_back(key, 0);
        sodium_memzero(key.data(), key.size());
    }
    sodium_memzero(root.data(), root.size());
    return set;
}

} // namespace

NamedKey::NamedKey(const Key& of, std::int64_t at)
    : key(of), id(keyed_hash(of, {"key id"}).substr(0, 6)), since(at)
{
}

NamedKey::~NamedKey() { sodium_memzero(key.data(), key.size()); }

KeySet key_set_of(std::string_view text)
{
    if (!text.starts_with(kRotated)) return keys_of_root(text.substr(0, text.find('\n')));
    KeySet set;
    std::istringstream lines{std::string(text.substr(kRotated.size()))};
    std::string name, key;
    for (std::int64_t since{}; lines >> name >> key >> since;)
        for (const auto& purpose : kPurposes)
            if (name == purpose.name) (set.*purpose.keys).emplace_back(key_in(key), since);
    if (set.codes.empty()) set.codes = set.session;
    for (const auto& purpose : kPurposes)
        if ((set.*purpose.keys).empty()) throw SealBroken();
    return set;
}

std::string text_of(const KeySet& set)
{
    std::string text(kRotated);
    for (const auto& purpose : kPurposes)
        for (const auto& key : set.*purpose.keys)
            text += std::string(purpose.name) + " " + encoded(key.key.data(), key.key.size()) + " " +
                    std::to_string(key.since) + "\n";
    return text;
}

NamedKey fresh_key(std::int64_t now)
{
    Key fresh;
    randombytes_buf(fresh.data(), fresh.size());
    NamedKey named(fresh, now);
    sodium_memzero(fresh.data(), fresh.size());
    return named;
}

std::string keyed_hash(const Key& key, std::initializer_list<std::string_view> parts)
{
    crypto_generichash_state state;
    crypto_generichash_init(&state, key.data(), key.size(), 24);
    for (const auto part : parts) { // lengths apart, so that parts cannot run into each other
        const std::uint64_t size = part.size();
        crypto_generichash_update(&state, reinterpret_cast<const unsigned char*>(&size), sizeof size);
        crypto_generichash_update(&state, reinterpret_cast<const unsigned char*>(part.data()), part.size());
    }
    std::array<unsigned char, 24> digest{};
    crypto_generichash_final(&state, digest.data(), digest.size());
    return encoded(digest.data(), digest.size());
}

} // namespace store
