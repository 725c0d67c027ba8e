#pragma once
#include "server/channels/service.hpp"
#include "server/sending/report.hpp"

namespace server::channels {

// A mail of ours came back later. Its number carries a keyed part that nobody guesses: whoever names it has
// had it. A mailbox that is not there turns the address off, as a refusal at once does; all else may pass and
// changes nothing. True: it was turned off. Not found: error.bounce.unknown, also when its address was
// forgotten meanwhile.
models::Result<bool> take_bounce(const Desk&, const sending::Report&);

} // namespace server::channels
