#pragma once
#include "server/http/steps.hpp"

namespace server::channels {

Response list_channels_page(const Call&, store::Reader&);
Response add_channel_page(const Call&, store::Writer&);
Response show_channel(const Call&, store::Reader&);
Response change_secret_page(const Call&, store::Writer&);
Response switch_page(const Call&, store::Writer&);
Response again_page(const Call&, store::Writer&);

// The same by the API.
Response list_channels_api(const Call&, store::Reader&);
Response add_channel_api(const Call&, store::Writer&);
Response show_channel_api(const Call&, store::Reader&);
Response change_secret_api(const Call&, store::Writer&);
Response switch_api(const Call&, store::Writer&, bool on);
template <bool on> Response switch_api(const Call& call, store::Writer& db)
{
    return switch_api(call, db, on);
}
Response again_api(const Call&, store::Writer&);
Response take_bounce_api(const Call&, store::Writer&);

Response show_mail(const Call&, store::Reader&);
Response set_address_page(const Call&, store::Writer&);
extern const Steps kConfirmAddress; // a wrong code is counted although it is refused
Response set_wishes_page(const Call&, store::Writer&);
Response forget_address_page(const Call&, store::Writer&);

} // namespace server::channels
