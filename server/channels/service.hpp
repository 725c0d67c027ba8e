#pragma once
#include "models/result.hpp"
#include "models/store/channels.hpp"
#include "models/store/dispatches.hpp"
#include "server/desk/desk.hpp"
#include <string>
#include <vector>

// Who is told by which channel: webhooks and SMS gateways of an organization or office, an account's own
// mail.
namespace server::channels {

inline constexpr std::chrono::hours kSecretsOverlap{24}, kCodeLasts{1};

struct Wish {
    std::string kind; // "webhook" or "sms"
    std::string url;
    std::vector<std::string> topics; // of models::kTopics
    std::string whose; // an administrator's: "all", "office", "account-<id>" of an integrator, or an
                       // organization's id
    std::string area;  // of an office: its code
    std::string phone, body, authorization; // sms
};
struct Made {
    models::ChannelId id;
    std::string secret; // webhook: to be shown once
};
// A charity's manager for its organization, an administrator for anybody: an integrator is told what anybody
// is told, as long as its account is active. Faults at the wish's fields.
models::Result<Made> add_channel(const Desk&, const Wish&);

// One's own to manage: error.channel.unknown otherwise.
std::optional<store::ChannelRow> find_own(store::Reader&, const models::Actor&, models::ChannelId);
// A new secret; the one of before is signed with, too, for a day.
models::Result<std::string> change_secret(const Desk&, models::ChannelId);
models::Result<bool> switch_channel(const Desk&, models::ChannelId, bool on);
models::Result<bool> send_again(const Desk&, models::ChannelId, models::DispatchId);

// One's own mail: an address is used once a code that was sent there has been typed. One code a minute, five
// an hour of an account, and three an hour to an address, whoever asks: the mailbox may be a stranger's.
models::Result<bool> set_address(const Desk&, const std::string& address, const std::string& language);
enum class CodeAnswer { right, wrong, over };                     // over: too late, or wrong too often
CodeAnswer confirm_address(const Desk&, const std::string& code); // a wrong one is counted
models::Result<bool> set_mail_wishes(const Desk&, bool on, bool daily);
void forget_address(const Desk&);

} // namespace server::channels
