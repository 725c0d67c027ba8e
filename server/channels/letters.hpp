#pragma once
#include "models/store/channels.hpp"
#include "models/store/dispatches.hpp"
#include "server/http/library.hpp"
#include "server/sending/mail_text.hpp"
#include <optional>

namespace server::channels {

// Subject and body of a mail, in the channel's language; nothing: all of it has been read meanwhile, or
// nothing is due. Each line has its link: the one page to answer on.
std::optional<sending::Letter> letter_of(store::Reader&, const Library&, const store::DispatchRow&,
                                         const store::ChannelRow&, models::Time now);

} // namespace server::channels
