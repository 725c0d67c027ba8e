#pragma once
#include "models/area.hpp"
#include <array>
#include <filesystem>
#include <memory>
#include <mutex>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace store {

// A ciphertext was moved, changed, or sealed with another key.
class SealBroken : public std::runtime_error {
public:
    SealBroken() : std::runtime_error("a sealed value does not open") {}
};

// Keys from one 0600 file, made at first start: separate keys for fields, search tokens, audit chain,
// sessions. The key of fields can be changed while processes work: the newest seals, every one of the file
// opens; a process that meets a key it does not know reads the file again.
class Vault {
public:
    // Reads the key file, or makes it (0600). Refuses a file that others may read: std::runtime_error with a
    // sentence.
    static std::shared_ptr<const Vault> open_or_make(const std::filesystem::path& key_file);
    static std::shared_ptr<const Vault> for_tests();

    // XChaCha20-Poly1305, random nonce, associated data = where ("household_facts|1234|document"); result
    // "alg|kid|nonce|ct" as base64url text. `unseal` throws SealBroken when moved, changed or of another key.
    std::string seal(std::string_view plain, std::string_view where) const;
    std::string unseal(std::string_view sealed, std::string_view where) const;
    // Nothing where there is nothing: no words were said, or they were erased.
    std::string unseal_words(std::string_view sealed, std::string_view where) const
    {
        return sealed.empty() ? std::string() : unseal(sealed, where);
    }

    // Keyed BLAKE2b, base64url: blind index over a normalized ID number; search tokens keyed per county.
    std::string blind_index(std::string_view normalized_id) const;
    std::string search_token(models::Area county, std::string_view kind, std::string_view text) const;
    std::string audit_mac(std::string_view row, std::string_view previous_mac) const;
    std::string secret_hash(std::string_view token) const; // sessions, API tokens, one-time codes
    std::string csrf_token(std::string_view session_hash) const;
    std::string short_code(std::string_view what) const; // 8 of kCodeSymbols, the same for the same words

    // What opens, the oldest first; the last one seals.
    struct KeyName {
        std::string id;
        std::int64_t since{}; // milliseconds since 1970; 0: the first
    };
    std::vector<KeyName> key_names() const;
    std::string newest_head() const; // how everything begins that the newest key sealed
    // Both write the file anew, whole or not at all; std::runtime_error with a sentence.
    void add_key(std::int64_t now) const;
    void drop_old_keys() const; // what they sealed is lost
    void refresh() const;       // reads the file again

    ~Vault();

private:
    using Key = std::array<unsigned char, 32>;
    struct FieldKey;
    using FieldKeys = std::vector<FieldKey>;
    Vault();
    void take(std::string_view text); // of the file
    std::string text_of(const FieldKeys&) const;
    std::shared_ptr<const FieldKeys> field_keys() const;
    std::shared_ptr<const FieldKeys> keys_of_file(std::string_view text) const;
    void replace(FieldKeys) const;

    Key search_{}, audit_{}, session_{};
    std::filesystem::path file_; // empty: of tests
    mutable std::mutex mutex_;   // of what stands below
    mutable std::shared_ptr<const FieldKeys> fields_;
};

inline constexpr std::string_view kCodeSymbols = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"; // no 0, O, 1, I

std::string sha256(std::string_view bytes); // 64 hexadecimal digits

std::string random_token(std::size_t bytes = 32); // base64url, from the system's generator
std::string new_uuid();                           // RFC 9562 version 4

// argon2id, 19 MiB, t = 2. Slow by design: hash lane only.
std::string password_hash(std::string_view password);
bool password_fits(std::string_view hash, std::string_view password);
bool is_current_hash(std::string_view hash); // false: made at another cost; hash anew at the next sign-in

// Search tokens of one referral: bigrams, full name and pinyin initials of each member's name, last four of
// ID and phone ("last4", lower case), reference (lower case).
struct SearchText {
    std::string kind; // "bigram", "name", "initials", "last4", "reference"
    std::string text;
    bool operator==(const SearchText&) const = default;
};
std::vector<SearchText> texts_of_name(std::string_view name);

// What a typed text may mean: every group must hit, each by any of its texts. Name, initials, reference, or
// the end of an ID or phone number. The order of a name's characters is checked on the unsealed hits.
using SearchGroups = std::vector<std::vector<SearchText>>;
SearchGroups groups_of_query(std::string_view typed);

} // namespace store
