#include "models/store/key_file.hpp"
#include "models/store/key_set.hpp"
#include "models/store/seal.hpp"
#include <algorithm>
#include <sodium.h>
#include <stdexcept>

namespace store {

namespace {

constexpr std::string_view kAlgorithm = "x1.";

void start_sodium()
{
    if (sodium_init() < 0)
        throw std::runtime_error("The cryptographic library cannot start on this machine.");
}

KeySet key_set_in(const std::filesystem::path& file)
{
    auto text = key_text(file);
    auto keys = key_set_of(text);
    sodium_memzero(text.data(), text.size());
    return keys;
}

NamedKeys KeySet::* keys_for(KeyUse use)
{
    switch (use) {
    case KeyUse::fields: return &KeySet::fields;
    case KeyUse::search: return &KeySet::search;
    case KeyUse::audit: return &KeySet::audit;
    case KeyUse::session: return &KeySet::session;
    }
    return &KeySet::fields;
}

const NamedKey& numbered(const NamedKeys& keys, std::size_t number)
{
    return keys[std::min(number, keys.size() - 1)];
}

} // namespace

Vault::Vault() = default;
Vault::~Vault() = default;

std::shared_ptr<const KeySet> Vault::keys() const
{
    const std::scoped_lock lock(mutex_);
    return keys_;
}

std::vector<Vault::KeyName> Vault::key_names(KeyUse use) const
{
    std::vector<KeyName> names;
    const auto all = keys();
    for (const auto& key : (*all).*keys_for(use)) names.push_back({key.id, key.since});
    return names;
}

std::string Vault::newest_head() const { return "x1." + keys()->fields.back().id + "."; }

// Of what the file holds now, which another process may have changed.
template <class Change> void Vault::change(Change change) const
{
    const std::scoped_lock lock(mutex_);
    auto changed = file_.empty() ? *keys_ : key_set_in(file_);
    change(changed);
    if (!file_.empty()) {
        auto text = text_of(changed);
        replace_key_file(file_, text);
        sodium_memzero(text.data(), text.size());
    }
    keys_ = std::make_shared<const KeySet>(std::move(changed));
}

void Vault::add_key(KeyUse use, std::int64_t now) const
{
    change([&](KeySet& set) {
        auto& keys = set.*keys_for(use);
        if (use == KeyUse::session) keys.clear(); // what it signed ends with it
        keys.push_back(fresh_key(now));
    });
}

void Vault::drop_old_keys(KeyUse use) const
{
    change([&](KeySet& set) {
        auto& keys = set.*keys_for(use);
        keys.erase(keys.begin(), keys.end() - 1);
    });
}

std::size_t Vault::count_keys(KeyUse use) const { return ((*keys()).*keys_for(use)).size(); }

void Vault::refresh() const
{
    if (file_.empty()) return;
    const std::scoped_lock lock(mutex_); // before it is read: of two, the later reading stays
    keys_ = std::make_shared<const KeySet>(key_set_in(file_));
}

std::shared_ptr<const Vault> Vault::open_or_make(const std::filesystem::path& key_file)
try {
    start_sodium();
    if (!std::filesystem::exists(key_file)) make_key_file(key_file);
    std::shared_ptr<Vault> vault(new Vault);
    vault->file_ = key_file;
    vault->refresh();
    return vault;
} catch (const SealBroken&) {
    throw std::runtime_error("The key file " + key_file.string() +
                             " is damaged. Restore it from your safe copy.");
}

std::shared_ptr<const Vault> Vault::for_tests()
{
    start_sodium();
    std::shared_ptr<Vault> vault(new Vault);
    const Key root{1, 2, 3};
    vault->keys_ = std::make_shared<const KeySet>(key_set_of(encoded(root.data(), root.size())));
    return vault;
}

std::string Vault::seal(std::string_view plain, std::string_view where) const
{
    const auto all = keys();
    const auto& key = all->fields.back();
    std::array<unsigned char, crypto_aead_xchacha20poly1305_ietf_NPUBBYTES> nonce{};
    randombytes_buf(nonce.data(), nonce.size());
    std::vector<unsigned char> bytes(nonce.size() + plain.size() + crypto_aead_xchacha20poly1305_ietf_ABYTES);
    std::copy(nonce.begin(), nonce.end(), bytes.begin());
    crypto_aead_xchacha20poly1305_ietf_encrypt(
        bytes.data() + nonce.size(), nullptr, reinterpret_cast<const unsigned char*>(plain.data()),
        plain.size(), reinterpret_cast<const unsigned char*>(where.data()), where.size(), nullptr,
        nonce.data(), key.key.data());
    return "x1." + key.id + "." + encoded(bytes.data(), bytes.size());
}

std::string Vault::unseal(std::string_view sealed, std::string_view where) const
{
    const auto point = sealed.find('.', kAlgorithm.size());
    if (!sealed.starts_with(kAlgorithm) || point == sealed.npos) throw SealBroken();
    const auto id = sealed.substr(kAlgorithm.size(), point - kAlgorithm.size());
    auto all = keys();
    auto key = std::ranges::find(all->fields, id, &NamedKey::id);
    if (key == all->fields.end()) { // of another process, since
        refresh();
        all = keys();
        key = std::ranges::find(all->fields, id, &NamedKey::id);
    }
    if (key == all->fields.end()) throw SealBroken();
    const auto bytes = decoded(sealed.substr(point + 1));
    constexpr auto kNonce = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
    constexpr auto kTag = crypto_aead_xchacha20poly1305_ietf_ABYTES;
    if (bytes.size() < kNonce + kTag) throw SealBroken();
    std::string plain(bytes.size() - kNonce - kTag, '\0');
    const auto opened = crypto_aead_xchacha20poly1305_ietf_decrypt(
        reinterpret_cast<unsigned char*>(plain.data()), nullptr, nullptr, bytes.data() + kNonce,
        bytes.size() - kNonce, reinterpret_cast<const unsigned char*>(where.data()), where.size(),
        bytes.data(), key->key.data());
    if (opened != 0) throw SealBroken();
    return plain;
}

std::string Vault::blind_index(std::string_view id, std::size_t key) const
{
    return keyed_hash(numbered(keys()->search, key).key, {"id", id});
}

std::string Vault::search_token(models::Area county, std::string_view kind, std::string_view text,
                                std::size_t key) const
{
    return keyed_hash(numbered(keys()->search, key).key, {"token", models::to_text(county), kind, text});
}

// Of the first key the hash alone, as it was before a key could change; of others behind their name.
std::string Vault::audit_mac(std::string_view row, std::string_view previous, std::size_t key) const
{
    const auto all = keys();
    const auto& used = numbered(all->audit, key);
    const auto hash = keyed_hash(used.key, {previous, row});
    return used.since == 0 ? hash : used.id + "." + hash;
}

std::optional<std::size_t> Vault::audit_key_of(std::string_view mac) const
{
    const auto point = mac.find('.');
    const auto all = keys();
    for (std::size_t i = 0; i < all->audit.size(); ++i) {
        const auto& key = all->audit[i];
        if (point == mac.npos ? key.since == 0 : key.id == mac.substr(0, point)) return i;
    }
    return {};
}

std::string Vault::secret_hash(std::string_view token) const
{
    return keyed_hash(keys()->codes.back().key, {"secret", token});
}

std::string Vault::session_hash(std::string_view token) const
{
    return keyed_hash(keys()->session.back().key, {"secret", token});
}

std::string Vault::csrf_token(std::string_view session_hash) const
{
    return keyed_hash(keys()->session.back().key, {"csrf", session_hash});
}

std::string Vault::short_code(std::string_view what) const
{
    constexpr std::size_t kLength = 8;
    static_assert(kCodeSymbols.size() == 32);
    const auto bytes = decoded(keyed_hash(keys()->codes.back().key, {"code", what}));
    std::string code;
    for (std::size_t i = 0; i < kLength; ++i) code += kCodeSymbols[bytes[i] % kCodeSymbols.size()];
    return code;
}

std::string sha256(std::string_view bytes)
{
    std::array<unsigned char, crypto_hash_sha256_BYTES> digest{};
    crypto_hash_sha256(digest.data(), reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size());
    std::string text(2 * digest.size() + 1, '\0');
    sodium_bin2hex(text.data(), text.size(), digest.data(), digest.size());
    text.pop_back(); // its terminating NUL
    return text;
}

std::string random_token(std::size_t size)
{
    start_sodium();
    std::vector<unsigned char> bytes(size);
    randombytes_buf(bytes.data(), bytes.size());
    return encoded(bytes.data(), bytes.size());
}

std::string new_uuid()
{
    start_sodium();
    std::array<unsigned char, 16> bytes{};
    randombytes_buf(bytes.data(), bytes.size());
    bytes[6] = static_cast<unsigned char>((bytes[6] & 0x0FU) | 0x40U);
    bytes[8] = static_cast<unsigned char>((bytes[8] & 0x3FU) | 0x80U);
    constexpr std::string_view kHex = "0123456789abcdef";
    std::string text;
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        if (i == 4 || i == 6 || i == 8 || i == 10) text += '-';
        text += kHex[bytes[i] >> 4U];
        text += kHex[bytes[i] & 0x0FU];
    }
    return text;
}

} // namespace store
