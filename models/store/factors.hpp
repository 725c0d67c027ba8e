#pragma once
#include "models/account.hpp"
#include "models/store/db.hpp"
#include <optional>
#include <string>
#include <vector>

// Second factors: RFC 6238 secrets, recovery codes, and sign-ins that wait for them.
namespace store {

struct FactorRow {
    std::string secret;       // bytes
    std::int64_t last_step{}; // the last time step whose code was used
    models::Time set_at{};
};
std::optional<FactorRow> find_factor(Reader&, models::AccountId);
void save_factor(Writer&, models::AccountId, const FactorRow&); // in place of the one before
bool use_step(Writer&, models::AccountId, std::int64_t step);   // false: this one or a later one was used
void forget_factor(Writer&, models::AccountId);                 // with its recovery codes

// Only keyed hashes are kept; the codes come without spaces and hyphens.
void save_recovery_codes(Writer&, models::AccountId, const std::vector<std::string>& codes);
bool use_recovery_code(Writer&, models::AccountId, std::string_view code, models::Time now); // once
std::int64_t count_recovery_codes(Reader&, models::AccountId);                               // not yet used

// Asked for besides the password when the next factor is set up.
void insert_factor_reset(Writer&, models::AccountId, std::string_view code, models::Time expires_at);
bool has_factor_reset(Reader&, models::AccountId);
bool fits_factor_reset(Reader&, models::AccountId, std::string_view code, models::Time now);
void end_factor_reset(Writer&, models::AccountId);

struct TicketRow {
    models::AccountId account;
    std::string place;  // where to go afterwards
    std::string secret; // of the factor that is being set up; empty: its code is asked for
};
void insert_ticket(Writer&, std::string_view ticket, const TicketRow&, models::Time expires_at);
std::optional<TicketRow> find_ticket(Reader&, std::string_view ticket, models::Time now);
bool end_ticket(Writer&, std::string_view ticket); // false: somebody else has used it
void end_tickets_of(Writer&, models::AccountId);
void forget_tickets(Writer&, models::Time before);

} // namespace store
