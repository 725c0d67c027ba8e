#include "server/channels/routes.hpp"
#include "server/channels/handlers.hpp"

namespace server::channels {

std::span<const Route> routes()
{
    static const Route kRoutes[] = {
        {Verb::get, "/channels", Can::manage_channels, list_channels_page},
        {Verb::post, "/channels", Can::manage_channels, add_channel_page},
        {Verb::get, "/channels/{id}", Can::manage_channels, show_channel},
        {Verb::post, "/channels/{id}/secret", Can::manage_channels, change_secret_page},
        {Verb::post, "/channels/{id}/switch", Can::manage_channels, switch_page},
        {Verb::post, "/channels/{id}/dispatches/{dispatch}/again", Can::manage_channels, again_page},
        {Verb::get, "/account/mail", Can::see_due, show_mail},
        {Verb::post, "/account/mail", Can::see_due, set_address_page},
        {Verb::post, "/account/mail/code", Can::see_due, &kConfirmAddress},
        {Verb::post, "/account/mail/wishes", Can::see_due, set_wishes_page},
        {Verb::post, "/account/mail/forget", Can::see_due, forget_address_page},

        // /api/v1
        {Verb::get, "/api/v1/channels", Can::manage_channels, list_channels_api},
        {Verb::post, "/api/v1/channels", Can::manage_channels, add_channel_api},
        {Verb::get, "/api/v1/channels/{id}", Can::manage_channels, show_channel_api},
        {Verb::post, "/api/v1/channels/{id}/secret", Can::manage_channels, change_secret_api},
        {Verb::post, "/api/v1/channels/{id}/on", Can::manage_channels, switch_api<true>},
        {Verb::post, "/api/v1/channels/{id}/off", Can::manage_channels, switch_api<false>},
        {Verb::post, "/api/v1/channels/{id}/dispatches/{dispatch}/again", Can::manage_channels, again_api},
        {Verb::post, "/api/v1/mail-bounces", Can::report_bounces, take_bounce_api},
    };
    return kRoutes;
}

} // namespace server::channels
