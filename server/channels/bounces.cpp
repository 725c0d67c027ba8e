#include "server/channels/bounces.hpp"
#include "server/channels/outgoing.hpp"

namespace server::channels {

using namespace models;

Result<bool> take_bounce(const Desk& desk, const sending::Report& report)
{
    const auto id = dispatch_of_mail(desk.db.vault(), report.message_id);
    const auto row = id ? store::find_dispatch(desk.db, *id) : std::nullopt;
    if (!row) return refuse(Reason::not_found, "error.bounce.unknown");
    if (report.action != "failed" || !sending::says_no_mailbox(report.status)) return false;
    if (!store::turn_channel_off(desk.db, row->channel, OffReason::bounced, desk.now)) return false;
    audit(desk, "channel.turned_off", to_text(row->channel), R"({"reason":"bounced"})");
    return true;
}

} // namespace server::channels
