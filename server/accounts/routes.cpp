#include "server/accounts/routes.hpp"
#include "server/accounts/handlers.hpp"
#include "server/auth/permissions.hpp"

namespace server::accounts {

std::span<const Route> routes()
{
    static const Route kRoutes[] = {
        {Verb::get, "/sign-in", Can::anyone, show_sign_in},
        {Verb::post, "/sign-in", Can::anyone, &kSignIn},
        {Verb::get, "/sign-in/code", Can::anyone, begin_again},
        {Verb::post, "/sign-in/code", Can::anyone, &kSecondStep},
        {Verb::get, "/sign-in/factor", Can::anyone, begin_again},
        {Verb::post, "/sign-in/factor", Can::anyone, &kSetUpFactor},
        {Verb::post, "/sign-out", Can::signed_in, sign_out},
        {Verb::post, "/demo/sign-in", Can::anyone, demo_sign_in},
        {Verb::get, "/setup", Can::anyone, show_setup},
        {Verb::post, "/setup", Can::anyone, &kSetup},
        {Verb::get, "/invitation", Can::anyone, show_invitation},
        {Verb::post, "/invitation", Can::anyone, &kAcceptInvitation},
        {Verb::get, "/accounts", Can::manage_accounts, list_accounts},
        {Verb::get, "/accounts/new", Can::manage_accounts, new_account},
        {Verb::post, "/accounts", Can::manage_accounts, create_account},
        {Verb::get, "/accounts/{id}", Can::manage_accounts, show_account},
        {Verb::post, "/accounts/{id}", Can::manage_accounts, change_account},
        {Verb::post, "/accounts/{id}/code", Can::manage_accounts, issue_code_page},
        {Verb::post, "/accounts/{id}/factor", Can::manage_accounts, reset_factor_page},
        {Verb::get, "/account", Can::signed_in, show_own},
        {Verb::post, "/account/password", Can::signed_in, &kChangePassword},
        {Verb::get, "/account/factor", Can::signed_in, show_own_factor},
        {Verb::post, "/account/factor/new", Can::signed_in, &kNewFactor},
        {Verb::post, "/account/factor", Can::signed_in, &kKeepFactor},
        {Verb::post, "/account/factor/codes", Can::signed_in, &kRenewCodes},
        {Verb::get, "/account/tokens", Can::signed_in, list_own_tokens},
        {Verb::post, "/account/tokens", Can::signed_in, create_token},
        {Verb::post, "/account/tokens/{id}/end", Can::end_tokens, end_token},
    };
    return kRoutes;
}

} // namespace server::accounts
