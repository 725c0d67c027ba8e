#pragma once
#include "models/channel.hpp"
#include "models/store/db.hpp"
#include "models/time.hpp"
#include <optional>
#include <string>
#include <vector>

// Ways out of the outbox.
namespace store {

// What only its sender reads; stored sealed.
struct ChannelKeys {
    std::string target;                // URL, or mail address
    std::string secret, secret_before; // webhook: whsec_…; before: until rotated_until
    std::string authorization;         // sms: value of the field Authorization, may be empty
    std::string phone, body;           // sms: who is told, and the body with its %places%
    std::string code;                  // mail: what confirms the address
    models::Time code_until{};
    std::int64_t wrong_codes{};
};

struct ChannelRow {
    models::ChannelId id;
    models::ChannelKind kind{};
    models::ChannelState state{};
    std::optional<models::OffReason> off_reason;
    models::AccountId account; // mail: whose; otherwise who made it
    models::Office office;     // not of mail, which is told what its account's desk is
    std::vector<std::string> topics;
    std::string language = "zh"; // "zh" or "en": of mail and text messages
    bool daily = false;          // mail: once a day what is due
    std::string daily_on;        // the day it was last told of, "" for never
    std::optional<models::Time> rotated_until;
    ChannelKeys keys;
    std::int64_t version{};
};

models::ChannelId insert_channel(Writer&, const ChannelRow&, models::Time now);
bool save_channel(Writer&, const ChannelRow&); // guarded by version
// Drops what still waits for it. An address that waits for its code stays so and keeps the reason. False: it
// was off.
bool turn_channel_off(Writer&, models::ChannelId, models::OffReason, models::Time now);
void delete_mail_channel(Writer&, models::AccountId); // with all that went through it

std::optional<ChannelRow> find_channel(Reader&, models::ChannelId);
std::optional<ChannelRow> find_mail_channel(Reader&, models::AccountId);
// Webhooks and gateways of an organization; without one, of everybody. The newest first.
std::vector<ChannelRow> list_channels(Reader&, models::OrganizationId);
// Codes that were mailed to confirm an address: since when, how many of one account, and to one address
// (upper and lower case are the same). The address itself is not kept.
struct MailCodes {
    std::int64_t of_account{}, to_address{};
};
void insert_mail_code(Writer&, models::AccountId, const std::string& address, models::Time now);
MailCodes count_mail_codes(Reader&, models::AccountId, const std::string& address, models::Time since);
void forget_mail_codes(Writer&, models::Time sent_before);

std::vector<models::ChannelId> daily_channels(Reader&, models::Date today, int limit); // not told of it yet
bool mark_daily(Writer&, models::ChannelId, models::Date today); // false: another process did

} // namespace store
