#include "server/family/routes.hpp"
#include "server/family/pages.hpp"

namespace server::family {

std::span<const Route> routes()
{
    static const Route kRoutes[] = {
        {Verb::get, "/family", Can::anyone, show_sign_in},
        {Verb::post, "/family", Can::anyone, &kSignIn},
        {Verb::post, "/family/sign-out", Can::family, sign_out},

        // One's own referral, and nothing else.
        {Verb::get, "/family/case", Can::family, show_case, "needs, health"},
        {Verb::get, "/family/looks", Can::family, show_looks},
        {Verb::get, "/family/consent", Can::family, ask_consent},
        {Verb::post, "/family/consent", Can::family, take_consent},
        {Verb::post, "/family/consents/{consent}/withdraw", Can::family, end_consent},
        {Verb::post, "/family/deliveries/{delivery}/confirm", Can::family, confirm_arrival},
        {Verb::get, "/family/objection", Can::family, ask_objection},
        {Verb::post, "/family/objection", Can::family, take_objection},
        {Verb::get, "/family/withdraw", Can::family, ask_withdraw},
        {Verb::post, "/family/withdraw", Can::family, take_withdraw},
    };
    return kRoutes;
}

} // namespace server::family
