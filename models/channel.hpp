#pragma once
#include "models/names.hpp"
#include "models/notice.hpp"
#include "models/time.hpp"
#include <array>
#include <optional>
#include <string_view>

// Ways out of the outbox beside the page itself, and what goes out by them.
namespace models {

enum class ChannelKind { mail, webhook, sms };
template <>
inline constexpr auto kNames<ChannelKind> = names<ChannelKind>(
    {{ChannelKind::mail, "mail"}, {ChannelKind::webhook, "webhook"}, {ChannelKind::sms, "sms"}});

enum class ChannelState { unconfirmed, on, off };
template <>
inline constexpr auto kNames<ChannelState> = names<ChannelState>(
    {{ChannelState::unconfirmed, "unconfirmed"}, {ChannelState::on, "on"}, {ChannelState::off, "off"}});

// Why a channel is off: somebody's wish, the receiver said that it is gone (410), the mail came back.
enum class OffReason { by_hand, gone, bounced };
template <>
inline constexpr auto kNames<OffReason> = names<OffReason>(
    {{OffReason::by_hand, "by_hand"}, {OffReason::gone, "gone"}, {OffReason::bounced, "bounced"}});

// One message on its way through a channel: a notice, new notices in one mail, what is due today, the code
// that confirms an address.
enum class DispatchKind { notice, batch, due, code };
template <>
inline constexpr auto kNames<DispatchKind> = names<DispatchKind>({{DispatchKind::notice, "notice"},
                                                                  {DispatchKind::batch, "batch"},
                                                                  {DispatchKind::due, "due"},
                                                                  {DispatchKind::code, "code"}});

// dead: tried for the last time; dropped: its channel went off before.
enum class DispatchState { waiting, delivered, dead, dropped };
template <>
inline constexpr auto kNames<DispatchState> = names<DispatchState>({{DispatchState::waiting, "waiting"},
                                                                    {DispatchState::delivered, "delivered"},
                                                                    {DispatchState::dead, "dead"},
                                                                    {DispatchState::dropped, "dropped"}});

// Pauses before each try: 0 s, 5 s, 5 min, 30 min, 2, 5, 10, 14, 20, 24 h (Standard Webhooks 1.0).
using Pauses = std::array<std::chrono::milliseconds, 10>;
inline constexpr Pauses kPauses{std::chrono::seconds{0},  std::chrono::seconds{5}, std::chrono::minutes{5},
                                std::chrono::minutes{30}, std::chrono::hours{2},   std::chrono::hours{5},
                                std::chrono::hours{10},   std::chrono::hours{14},  std::chrono::hours{20},
                                std::chrono::hours{24}};
// The pause after so many tries, a little longer or shorter by jitter (0 … 1000: 80 % to 120 %); nothing:
// that was the last try.
std::optional<std::chrono::milliseconds> pause_after(std::int64_t tries, const Pauses&, int jitter_permille);

// What a channel may ask for.
inline constexpr std::array<std::string_view, 5> kTopics{"offer", "referral", "clock", "worry", "program"};
std::string_view topic_of(std::string_view about); // of "offer.accept": "offer"

// Does not wait until a mail gathers what is new.
bool is_urgent(std::string_view about, const Office&);

} // namespace models
