#pragma once
#include "models/id.hpp"
#include "models/store/db.hpp"
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace store {

// Append-only, hash-chained; in the same transaction as what it records. Facts are ids, codes and field
// names, never a person's value. One chain per writing process; its first row names the last row of the chain
// before it. Once the key is changed, each chain goes on with a row under the new one.
struct AuditEvent {
    models::Time at{};
    models::AccountId by;
    std::string event;   // "referral.reported", "household.revealed", "sign_in.failed"
    std::string subject; // id or reference
    std::string facts;   // JSON text of codes, may be empty
};
void append_audit(Writer&, const AuditEvent&);

// What was recorded about one thing, the newest first; at most 1,000.
std::vector<AuditEvent> list_audit(Reader&, std::string_view subject);

// The last row of each chain. Kept outside the database, beside the key ("audit-head"), so that cutting the
// tail shows: keep_heads now and then (server/jobs), kept_heads before verifying. No file yet: none.
struct ChainHead {
    std::int64_t chain{}, sequence{};
    std::string mac;
};
std::vector<ChainHead> audit_heads(Reader&);
void keep_heads(const std::filesystem::path& file, const std::vector<ChainHead>&);
std::vector<ChainHead> kept_heads(const std::filesystem::path& file);

// Walks every chain; the first row that does not fit, or an anchored head that is gone; nothing when all is
// well. A million rows take longer than a reader may: limit_reading() first.
struct ChainFault {
    std::int64_t chain{}, sequence{};
};
std::optional<ChainFault> verify_audit(Reader&, const std::vector<ChainHead>& anchored = {});

// The first answer of a POST by its key (API Idempotency-Key, page form token), kept 24 h; the body is
// sealed.
struct FirstAnswer {
    std::string body_hash;
    int status{};
    std::string body, location;
};
std::optional<FirstAnswer> find_answer(Reader&, models::AccountId, std::string_view key);
bool keep_answer(Writer&, models::AccountId, std::string_view key, const FirstAnswer&,
                 models::Time now); // false: exists

void forget_answers(Writer&, models::Time before);

} // namespace store
