#pragma once
#include "server/http/route.hpp"
#include "server/http/steps.hpp"

// Inside the feature: what routes.cpp puts into its table.
namespace server::accounts {

Response show_sign_in(const Call&, store::Reader&);
extern const Steps kSignIn;
Response sign_out(const Call&, store::Writer&);
Response demo_sign_in(const Call&, store::Writer&);
extern const Steps kSecondStep, kSetUpFactor;
Response begin_again(const Call&, store::Reader&);

Response show_setup(const Call&, store::Reader&);
extern const Steps kSetup;
Response show_invitation(const Call&, store::Reader&);
extern const Steps kAcceptInvitation;

Response list_accounts(const Call&, store::Reader&);
Response new_account(const Call&, store::Reader&);
Response create_account(const Call&, store::Writer&);
Response show_account(const Call&, store::Reader&);
Response change_account(const Call&, store::Writer&);
Response issue_code_page(const Call&, store::Writer&);
Response reset_factor_page(const Call&, store::Writer&);

Response show_own(const Call&, store::Reader&);
extern const Steps kChangePassword;
Response show_own_factor(const Call&, store::Reader&);
extern const Steps kNewFactor, kKeepFactor, kRenewCodes;
Response list_own_tokens(const Call&, store::Reader&);
Response create_token(const Call&, store::Writer&);
Response end_token(const Call&, store::Writer&);

} // namespace server::accounts
