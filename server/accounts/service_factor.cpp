#include "models/store/audit.hpp"
#include "models/store/seal.hpp"
#include "server/accounts/factors.hpp"
#include "server/auth/totp.hpp"
#include <algorithm>

namespace server::accounts {

using namespace models;

namespace {

void audit(store::Writer& db, Time now, AccountId by, std::string event, AccountId subject)
{
    store::append_audit(db, {now, by, std::move(event), to_text(subject), ""});
}

RecoveryCodes new_codes(store::Writer& db, AccountId id)
{
    auto codes = auth::new_recovery_codes();
    std::vector<std::string> plain;
    for (const auto& code : codes) plain.push_back(auth::plain_recovery_code(code));
    store::save_recovery_codes(db, id, plain);
    return codes;
}

} // namespace

Proof prove(store::Writer& db, AccountId id, std::string_view typed, Time now)
{
    const auto factor = store::find_factor(db, id);
    if (!factor) return Proof::none;
    const auto plain = auth::plain_recovery_code(typed);
    if (const auto step = auth::step_of(factor->secret, plain, now))
        return store::use_step(db, id, *step) ? Proof::code : Proof::none;
    if (!store::use_recovery_code(db, id, plain, now)) return Proof::none;
    audit(db, now, id, "second_factor.recovery_code_used", id);
    return Proof::recovery_code;
}

std::optional<RecoveryCodes> set_factor(store::Writer& db, AccountId id, std::string_view secret,
                                        std::string_view typed, Time now)
{
    const auto step = auth::step_of(secret, auth::plain_recovery_code(typed), now);
    if (!step) return {};
    store::save_factor(db, id, {std::string(secret), *step, now});
    store::end_factor_reset(db, id);
    audit(db, now, id, "second_factor.set", id);
    return new_codes(db, id);
}

RecoveryCodes renew_recovery_codes(store::Writer& db, AccountId id, Time now)
{
    audit(db, now, id, "second_factor.recovery_codes_renewed", id);
    return new_codes(db, id);
}

Result<Invited> reset_factor(store::Writer& db, const Actor& by, AccountId id, Time now)
{
    const auto account = find_managed(db, by, id);
    if (!account) return refuse(Reason::not_found, "problem.404");
    if (!account->active) return refuse(Reason::wrong_state, "error.account.disabled");
    if (id == by.account) return refuse(Reason::wrong_state, "error.factor.own");
    Invited reset{id, account->login, store::random_token(16)};
    store::forget_factor(db, id);
    store::end_tickets_of(db, id);
    store::insert_factor_reset(db, id, reset.code, now + kCodeLasts);
    store::end_sessions_of(db, id);
    audit(db, now, by.account, "second_factor.reset", id);
    return reset;
}

std::string code_to_show(const store::FactorRow& factor, Time now)
{
    const auto step = std::max(auth::step_at(now), factor.last_step + 1);
    return step > auth::step_at(now) + 1 ? "" : auth::one_time_password(factor.secret, step);
}

} // namespace server::accounts
