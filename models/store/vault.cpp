#include "models/store/key_file.hpp"
#include "models/store/seal.hpp"
#include <algorithm>
#include <sodium.h>
#include <sstream>
#include <stdexcept>

namespace store {

namespace {

constexpr std::size_t kRoot = 32;
using Root = std::array<unsigned char, kRoot>;
constexpr std::string_view kRotated = "keys 2\n"; // how a file begins whose key was ever changed
constexpr std::string_view kAlgorithm = "x1.";

void start_sodium()
{
    if (sodium_init() < 0)
        throw std::runtime_error("The cryptographic library cannot start on this machine.");
}

std::array<unsigned char, 32> derived(const Root& root, const char* purpose)
{
    std::array<unsigned char, 32> key{};
    crypto_generichash(key.data(), key.size(), reinterpret_cast<const unsigned char*>(purpose),
                       std::char_traits<char>::length(purpose), root.data(), root.size());
    return key;
}

std::string keyed_hash(const std::array<unsigned char, 32>& key,
                       std::initializer_list<std::string_view> parts)
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

// Throws SealBroken where it is no key.
Root key_in(std::string_view text)
{
    auto bytes = decoded(text);
    if (bytes.size() != kRoot) throw SealBroken();
    Root key;
    std::copy(bytes.begin(), bytes.end(), key.begin());
    sodium_memzero(bytes.data(), bytes.size());
    return key;
}

std::string key_id(const Root& key) { return keyed_hash(key, {"key id"}).substr(0, 6); }

} // namespace

struct Vault::FieldKey {
    Key key{};
    std::string id;
    std::int64_t since{};
    FieldKey(const Key& of, std::int64_t at) : key(of), id(key_id(of)), since(at) {}
    FieldKey(const FieldKey&) = default;
    FieldKey& operator=(const FieldKey&) = default;
    ~FieldKey() { sodium_memzero(key.data(), key.size()); }
};

Vault::Vault() = default;

// The first form is a root from which all keys follow; since a change of key each stands for itself, so that
// an old key can go.
std::shared_ptr<const Vault::FieldKeys> Vault::keys_of_file(std::string_view text) const
{
    auto keys = std::make_shared<FieldKeys>();
    if (!text.starts_with(kRotated)) {
        auto root = key_in(text.substr(0, text.find('\n')));
        keys->emplace_back(derived(root, "parasol fields 1"), 0);
        sodium_memzero(root.data(), root.size());
        return keys;
    }
    std::istringstream lines{std::string(text.substr(kRotated.size()))};
    std::string name, key;
    for (std::int64_t since{}; lines >> name >> key >> since;)
        if (name == "fields") keys->emplace_back(key_in(key), since);
    if (keys->empty()) throw SealBroken();
    return keys;
}

void Vault::take(std::string_view text)
{
    fields_ = keys_of_file(text);
    if (!text.starts_with(kRotated)) {
        auto root = key_in(text.substr(0, text.find('\n')));
        search_ = derived(root, "parasol search 1");
        audit_ = derived(root, "parasol audit 1");
        session_ = derived(root, "parasol session 1");
        sodium_memzero(root.data(), root.size());
        return;
    }
    std::istringstream lines{std::string(text.substr(kRotated.size()))};
    std::string name, key;
    int found = 0;
    for (std::int64_t since{}; lines >> name >> key >> since;)
        for (const auto& [known, into] :
             {std::pair{"search", &search_}, {"audit", &audit_}, {"session", &session_}})
            if (name == known) {
                *into = key_in(key);
                ++found;
            }
    if (found != 3) throw SealBroken();
}

std::string Vault::text_of(const FieldKeys& keys) const
{
    std::string text(kRotated);
    const auto line = [&](const char* name, const Key& key, std::int64_t since) {
        text +=
            std::string(name) + " " + encoded(key.data(), key.size()) + " " + std::to_string(since) + "\n";
    };
    line("search", search_, 0);
    line("audit", audit_, 0);
    line("session", session_, 0);
    for (const auto& key : keys) line("fields", key.key, key.since);
    return text;
}

std::shared_ptr<const Vault::FieldKeys> Vault::field_keys() const
{
    const std::scoped_lock lock(mutex_);
    return fields_;
}

void Vault::replace(FieldKeys keys) const
{
    if (!file_.empty()) {
        auto text = text_of(keys);
        replace_key_file(file_, text);
        sodium_memzero(text.data(), text.size());
    }
    fields_ = std::make_shared<const FieldKeys>(std::move(keys));
}

std::vector<Vault::KeyName> Vault::key_names() const
{
    std::vector<KeyName> names;
    for (const auto& key : *field_keys()) names.push_back({key.id, key.since});
    return names;
}

std::string Vault::newest_head() const { return "x1." + field_keys()->back().id + "."; }

void Vault::add_key(std::int64_t now) const
{
    refresh();
    const std::scoped_lock lock(mutex_);
    auto keys = *fields_;
    Key fresh;
    randombytes_buf(fresh.data(), fresh.size());
    keys.emplace_back(fresh, now);
    sodium_memzero(fresh.data(), fresh.size());
    replace(std::move(keys));
}

void Vault::drop_old_keys() const
{
    refresh();
    const std::scoped_lock lock(mutex_);
    replace({fields_->back()});
}

void Vault::refresh() const
{
    if (file_.empty()) return;
    auto text = key_text(file_);
    auto keys = keys_of_file(text);
    sodium_memzero(text.data(), text.size());
    const std::scoped_lock lock(mutex_);
    fields_ = std::move(keys);
}

std::shared_ptr<const Vault> Vault::open_or_make(const std::filesystem::path& key_file)
{
    start_sodium();
    if (!std::filesystem::exists(key_file)) make_key_file(key_file);
    auto text = key_text(key_file);
    std::shared_ptr<Vault> vault(new Vault);
    vault->file_ = key_file;
    try {
        vault->take(text);
    } catch (const SealBroken&) {
        throw std::runtime_error("The key file " + key_file.string() +
                                 " is damaged. Restore it from your safe copy.");
    }
    sodium_memzero(text.data(), text.size());
    return vault;
}

std::shared_ptr<const Vault> Vault::for_tests()
{
    start_sodium();
    std::shared_ptr<Vault> vault(new Vault);
    const Root root{1, 2, 3};
    vault->take(encoded(root.data(), root.size()));
    return vault;
}

Vault::~Vault()
{
    for (auto* key : {&search_, &audit_, &session_}) sodium_memzero(key->data(), key->size());
}

std::string Vault::seal(std::string_view plain, std::string_view where) const
{
    const auto keys = field_keys();
    std::array<unsigned char, crypto_aead_xchacha20poly1305_ietf_NPUBBYTES> nonce{};
    randombytes_buf(nonce.data(), nonce.size());
    std::vector<unsigned char> bytes(nonce.size() + plain.size() + crypto_aead_xchacha20poly1305_ietf_ABYTES);
    std::copy(nonce.begin(), nonce.end(), bytes.begin());
    crypto_aead_xchacha20poly1305_ietf_encrypt(
        bytes.data() + nonce.size(), nullptr, reinterpret_cast<const unsigned char*>(plain.data()),
        plain.size(), reinterpret_cast<const unsigned char*>(where.data()), where.size(), nullptr,
        nonce.data(), keys->back().key.data());
    return "x1." + keys->back().id + "." + encoded(bytes.data(), bytes.size());
}

std::string Vault::unseal(std::string_view sealed, std::string_view where) const
{
    const auto point = sealed.find('.', kAlgorithm.size());
    if (!sealed.starts_with(kAlgorithm) || point == sealed.npos) throw SealBroken();
    const auto id = sealed.substr(kAlgorithm.size(), point - kAlgorithm.size());
    auto keys = field_keys();
    auto key = std::ranges::find(*keys, id, &FieldKey::id);
    if (key == keys->end()) { // of another process, since
        refresh();
        keys = field_keys();
        key = std::ranges::find(*keys, id, &FieldKey::id);
    }
    if (key == keys->end()) throw SealBroken();
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

std::string Vault::blind_index(std::string_view id) const { return keyed_hash(search_, {"id", id}); }

std::string Vault::search_token(models::Area county, std::string_view kind, std::string_view text) const
{
    return keyed_hash(search_, {"token", models::to_text(county), kind, text});
}

std::string Vault::audit_mac(std::string_view row, std::string_view previous) const
{
    return keyed_hash(audit_, {previous, row});
}

std::string Vault::secret_hash(std::string_view token) const
{
    return keyed_hash(session_, {"secret", token});
}

std::string Vault::csrf_token(std::string_view session_hash) const
{
    return keyed_hash(session_, {"csrf", session_hash});
}

std::string Vault::short_code(std::string_view what) const
{
    constexpr std::size_t kLength = 8;
    static_assert(kCodeSymbols.size() == 32);
    const auto bytes = decoded(keyed_hash(session_, {"code", what}));
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
