#pragma once
#include "models/area.hpp"
#include <array>
#include <filesystem>
#include <memory>
#include <mutex>
#include <optional>
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

// What a key is for, of those that can be changed while processes work.
enum class KeyUse { fields, search, audit, session };
struct KeySet; // key_set.hpp

// Keys from one 0600 file, made at first start: separate keys for fields, look-up, audit chain, sessions, and
// for the codes and tokens that outlast a session. Of fields the newest seals, every one of the file opens;
// of the audit the newest signs, every one is kept to verify by; a new one of sessions ends them all. A
// process that meets a key it does not know reads the file again.
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

    // Keyed BLAKE2b, base64url: blind index over a normalized ID number; search tokens keyed per county. By
    // the key of this number, the oldest 0; else the newest. Which one rows are found by: look_up.hpp.
    static constexpr std::size_t kNewest = std::string::npos;
    std::string blind_index(std::string_view normalized_id, std::size_t key = kNewest) const;
    std::string search_token(models::Area county, std::string_view kind, std::string_view text,
                             std::size_t key = kNewest) const;
    std::string audit_mac(std::string_view row, std::string_view previous_mac,
                          std::size_t key = kNewest) const;
    std::optional<std::size_t> audit_key_of(std::string_view mac) const; // nothing: no key of the file
    std::string secret_hash(std::string_view token) const;               // API tokens, one-time codes
    std::string session_hash(std::string_view token) const;
    std::string csrf_token(std::string_view session_hash) const;
    std::string short_code(std::string_view what) const; // 8 of kCodeSymbols, the same for the same words

    // The oldest first; the last one is used for what is new.
    struct KeyName {
        std::string id;
        std::int64_t since{}; // milliseconds since 1970; 0: the first
    };
    std::vector<KeyName> key_names(KeyUse use = KeyUse::fields) const;
    std::size_t count_keys(KeyUse) const;
    std::string newest_head() const; // how everything begins that the newest key sealed
    // Both write the file anew, whole or not at all; std::runtime_error with a sentence.
    void add_key(KeyUse, std::int64_t now) const;
    void drop_old_keys(KeyUse use = KeyUse::fields) const; // what they sealed is lost
    void refresh() const;                                  // reads the file again

    ~Vault();

private:
    Vault();
    std::shared_ptr<const KeySet> keys() const;
    template <class Change> void change(Change) const;

    std::filesystem::path file_; // empty: of tests
    mutable std::mutex mutex_;   // of what stands below
    mutable std::shared_ptr<const KeySet> keys_;
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
