#pragma once
#include "models/store/factors.hpp"
#include "server/accounts/service.hpp"
#include <optional>
#include <string>
#include <vector>

// The rules about second factors; no HTTP, no HTML.
namespace server::accounts {

// What the typed text proved: the code of this half minute, or a recovery code; each counts once.
enum class Proof { none, code, recovery_code };
Proof prove(store::Writer&, models::AccountId, std::string_view typed, models::Time now);

// The factor of this secret, in place of the one before, once its code was typed. Ten new recovery codes, to
// be shown this once. Nothing: the code does not fit.
using RecoveryCodes = std::vector<std::string>;
std::optional<RecoveryCodes> set_factor(store::Writer&, models::AccountId, std::string_view secret,
                                        std::string_view typed, models::Time now);
RecoveryCodes renew_recovery_codes(store::Writer&, models::AccountId, models::Time now);

// Takes the factor and the recovery codes away and ends all sessions. The code opens nothing by itself:
// besides the password, it is asked for when the next factor is set up, within a day.
models::Result<Invited> reset_factor(store::Writer&, const models::Actor& by, models::AccountId,
                                     models::Time now);

// A demo's account shows its code: the next one that was not used; empty: the half minute has to pass first.
std::string code_to_show(const store::FactorRow&, models::Time now);

} // namespace server::accounts
