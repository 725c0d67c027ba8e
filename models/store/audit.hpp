#pragma once
#include "models/id.hpp"
#include "models/store/db.hpp"
#include <optional>
#include <string>
#include <vector>

namespace store {

// Append-only, hash-chained; in the same transaction as what it records. Facts are ids, codes and field
// names, never a person's value.
struct AuditEvent {
    models::Time at{};
    models::AccountId by;
    std::string event;   // "referral.reported", "household.revealed", "sign_in.failed"
    std::string subject; // id or reference
    std::string facts;   // JSON text of codes, may be empty
};
void append_audit(Writer&, const AuditEvent&);

// Walks every chain; the first row that does not fit, or nothing when all do.
struct ChainFault {
    std::int64_t chain{}, sequence{};
};
std::optional<ChainFault> verify_audit(Reader&);

// The first answer of a POST by its key (API Idempotency-Key, page form token), kept 24 h.
struct FirstAnswer {
    std::string body_hash;
    int status{};
    std::string body, location;
};
std::optional<FirstAnswer> find_answer(Reader&, models::AccountId, std::string_view key);
bool keep_answer(Writer&, models::AccountId, std::string_view key, const FirstAnswer&,
                 models::Time now); // false: exists

} // namespace store
