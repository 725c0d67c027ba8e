#include "models/store/seal.hpp"
#include <fcntl.h>
#include <sodium.h>
#include <stdexcept>
#include <sys/stat.h>
#include <unistd.h>

namespace store {

namespace {

constexpr std::size_t kRoot = 32;
using Root = std::array<unsigned char, kRoot>;
constexpr auto kBase64 = sodium_base64_VARIANT_URLSAFE_NO_PADDING;

// A new name in a folder is only safe on the disk with the folder.
void sync_folder(const std::filesystem::path& file)
{
    const auto folder = file.has_parent_path() ? file.parent_path().string() : ".";
    const int open_folder = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (open_folder < 0) return;
    ::fsync(open_folder);
    ::close(open_folder);
}

void start_sodium()
{
    if (sodium_init() < 0)
        throw std::runtime_error("The cryptographic library cannot start on this machine.");
}

std::string encoded(const unsigned char* bytes, std::size_t size)
{
    std::string text(sodium_base64_encoded_len(size, kBase64), '\0');
    sodium_bin2base64(text.data(), text.size(), bytes, size, kBase64);
    text.pop_back(); // its terminating NUL
    return text;
}

std::vector<unsigned char> decoded(std::string_view text)
{
    std::vector<unsigned char> bytes(text.size() + 1);
    std::size_t size = 0;
    if (sodium_base642bin(bytes.data(), bytes.size(), text.data(), text.size(), nullptr, &size, nullptr,
                          kBase64) != 0)
        throw SealBroken();
    bytes.resize(size);
    return bytes;
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

[[noreturn]] void cannot_make(const std::filesystem::path& path)
{
    throw std::runtime_error("The key file " + path.string() +
                             " cannot be made. Check the permissions of its folder and the free space.");
}

// Written aside and linked into place whole: a crash leaves no half key, and of two processes one is first.
void make_key_file(const std::filesystem::path& path)
{
    Root root;
    randombytes_buf(root.data(), root.size());
    auto text = encoded(root.data(), root.size()) + "\n";
    const auto fresh = path.string() + ".new." + std::to_string(::getpid());
    const int file = ::open(fresh.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (file < 0) cannot_make(path);
    const bool written =
        ::write(file, text.data(), text.size()) == static_cast<ssize_t>(text.size()) && ::fsync(file) == 0;
    ::close(file);
    sodium_memzero(root.data(), root.size());
    sodium_memzero(text.data(), text.size());
    const bool placed = written && (::link(fresh.c_str(), path.c_str()) == 0 || errno == EEXIST);
    ::unlink(fresh.c_str());
    if (!placed) cannot_make(path);
    sync_folder(path);
}

// The file's one line; refuses a file that others may read, by the file that is open and not by its name.
std::string key_line(const std::filesystem::path& path)
{
    const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    struct stat status{};
    std::string text(256, '\0');
    const bool open = file >= 0 && ::fstat(file, &status) == 0;
    const auto size = open ? ::read(file, text.data(), text.size()) : -1;
    if (file >= 0) ::close(file);
    if (size < 0) throw std::runtime_error("The key file " + path.string() + " cannot be read.");
    if ((status.st_mode & 077) != 0)
        throw std::runtime_error("Others may read the key file " + path.string() + ". Run: chmod 600 " +
                                 path.string());
    text.resize(static_cast<std::size_t>(size));
    return text.substr(0, text.find('\n'));
}

Root read_key_file(const std::filesystem::path& path)
{
    auto text = key_line(path);
    std::vector<unsigned char> bytes;
    try {
        bytes = decoded(text);
    } catch (const SealBroken&) {
        bytes.clear();
    }
    if (bytes.size() != kRoot)
        throw std::runtime_error("The key file " + path.string() +
                                 " is damaged. Restore it from your safe copy.");
    Root root;
    std::copy(bytes.begin(), bytes.end(), root.begin());
    sodium_memzero(bytes.data(), bytes.size());
    sodium_memzero(text.data(), text.size());
    return root;
}

} // namespace

void Vault::derive(const std::array<unsigned char, 32>& root)
{
    fields_ = derived(root, "parasol fields 1");
    search_ = derived(root, "parasol search 1");
    audit_ = derived(root, "parasol audit 1");
    session_ = derived(root, "parasol session 1");
    key_id_ = keyed_hash(fields_, {"key id"}).substr(0, 6);
}

std::shared_ptr<const Vault> Vault::open_or_make(const std::filesystem::path& key_file)
{
    start_sodium();
    if (!std::filesystem::exists(key_file)) make_key_file(key_file);
    auto root = read_key_file(key_file);
    std::shared_ptr<Vault> vault(new Vault);
    vault->derive(root);
    sodium_memzero(root.data(), root.size());
    return vault;
}

std::shared_ptr<const Vault> Vault::for_tests()
{
    start_sodium();
    std::shared_ptr<Vault> vault(new Vault);
    vault->derive(Root{1, 2, 3});
    return vault;
}

Vault::~Vault()
{
    for (auto* key : {&fields_, &search_, &audit_, &session_}) sodium_memzero(key->data(), key->size());
}

std::string Vault::seal(std::string_view plain, std::string_view where) const
{
    std::array<unsigned char, crypto_aead_xchacha20poly1305_ietf_NPUBBYTES> nonce{};
    randombytes_buf(nonce.data(), nonce.size());
    std::vector<unsigned char> bytes(nonce.size() + plain.size() + crypto_aead_xchacha20poly1305_ietf_ABYTES);
    std::copy(nonce.begin(), nonce.end(), bytes.begin());
    crypto_aead_xchacha20poly1305_ietf_encrypt(
        bytes.data() + nonce.size(), nullptr, reinterpret_cast<const unsigned char*>(plain.data()),
        plain.size(), reinterpret_cast<const unsigned char*>(where.data()), where.size(), nullptr,
        nonce.data(), fields_.data());
    return "x1." + key_id_ + "." + encoded(bytes.data(), bytes.size());
}

std::string Vault::unseal(std::string_view sealed, std::string_view where) const
{
    const auto head = "x1." + key_id_ + ".";
    if (!sealed.starts_with(head)) throw SealBroken();
    const auto bytes = decoded(sealed.substr(head.size()));
    constexpr auto kNonce = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
    constexpr auto kTag = crypto_aead_xchacha20poly1305_ietf_ABYTES;
    if (bytes.size() < kNonce + kTag) throw SealBroken();
    std::string plain(bytes.size() - kNonce - kTag, '\0');
    const auto opened = crypto_aead_xchacha20poly1305_ietf_decrypt(
        reinterpret_cast<unsigned char*>(plain.data()), nullptr, nullptr, bytes.data() + kNonce,
        bytes.size() - kNonce, reinterpret_cast<const unsigned char*>(where.data()), where.size(),
        bytes.data(), fields_.data());
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
