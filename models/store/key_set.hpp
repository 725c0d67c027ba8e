#pragma once
#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

// Inside the store: the keys a key file holds, wiped when they go.
namespace store {

using Key = std::array<unsigned char, 32>;

struct NamedKey {
    Key key{};
    std::string id;
    std::int64_t since{}; // milliseconds since 1970; 0: the first
    NamedKey(const Key& of, std::int64_t at);
    NamedKey(const NamedKey&) = default;
    NamedKey& operator=(const NamedKey&) = default;
    ~NamedKey();
};
using NamedKeys = std::vector<NamedKey>; // the oldest first; the last one is used for what is new

struct KeySet {
    NamedKeys fields, audit, search, session;
    NamedKeys codes; // what lasts longer than a session: API tokens, the codes of slips
};

// The first form of a file is a root from which all keys follow; since a change of key each stands for itself
// ("keys 2"), so that an old key can go. Throws SealBroken.
KeySet key_set_of(std::string_view text);
std::string text_of(const KeySet&);
NamedKey fresh_key(std::int64_t now);

// Keyed BLAKE2b, 24 bytes, base64url; parts are kept apart by their lengths.
std::string keyed_hash(const Key& key, std::initializer_list<std::string_view> parts);

} // namespace store
