#include "server/attachments/routes.hpp"
#include "server/attachments/pages.hpp"

namespace server::attachments {

std::span<const Route> routes()
{
    static const Route kRoutes[] = {
        {Verb::get, "/attachments/{id}", Can::see_offers, open_file, "vouchers, signed consent"},
        {Verb::post,
         "/offers/{id}/deliveries/{delivery}/vouchers",
         Can::answer_offers,
         &kAddVouchers,
         {},
         Takes::files},
        {Verb::post,
         "/referrals/{id}/consent/{consent}/files",
         Can::report_referrals,
         &kAddSignedForm,
         {},
         Takes::files},
        {Verb::post,
         "/api/v1/offers/{id}/deliveries/{delivery}/vouchers",
         Can::answer_offers,
         &kAddVouchersApi,
         {},
         Takes::files},
    };
    return kRoutes;
}

} // namespace server::attachments
