#pragma once
#include "models/channel.hpp"
#include "models/store/notices.hpp"
#include <optional>
#include <string>
#include <vector>

// What goes out by the channels: claimed by one process at a time, tried again with growing pauses, kept with
// all that came of it.
namespace store {

struct DispatchRow {
    models::DispatchId id;
    models::ChannelId channel;
    models::DispatchKind kind{};
    models::DispatchState state{};
    std::string subject; // "offer/17": of one subject, one after the other
    std::int64_t tries{};
    models::Time next_at{};
    std::string outcome; // of the last try: a fixed word, "" before
    models::Time made_at{};
    std::optional<models::Time> ended_at;
};

inline constexpr std::chrono::minutes kMailGathers{10}; // what is new meanwhile comes with the same mail

// A notice that is told now goes to every channel that asks for it: a webhook's at once, a mail with what
// else is new.
void queue_dispatches(Writer&, const NoticeRow&, models::Time now);
models::DispatchId queue_dispatch(Writer&, models::ChannelId, models::DispatchKind, models::Time now);

// Channels for which something is due, and of one channel what may go out now, the oldest first.
std::vector<models::ChannelId> channels_due(Reader&, models::Time now);
std::vector<DispatchRow> dispatches_due(Reader&, models::ChannelId, models::Time now, int limit);
// Counts the try and keeps others off until then. False: another process was faster.
bool claim_dispatch(Writer&, const DispatchRow&, models::Time now, models::Time until);

// What came of a claimed one (`tries` as claimed). Unless it ended: it goes out again at `next_at`.
struct Tried {
    models::DispatchId id;
    std::int64_t tries{};
    models::DispatchState state{};
    models::Time next_at{};
    std::string outcome;
    std::int64_t status{}; // of the receiver's answer; 0: none
    models::Time began{};
    std::chrono::milliseconds took{};
};
bool keep_try(Writer&, const Tried&, models::Time now); // false: it was claimed anew, or dropped, meanwhile

// One that has ended goes out anew, under the same number. False: it still waits, or its channel is not on.
bool send_again(Writer&, models::ChannelId, models::DispatchId, models::Time now);

std::optional<DispatchRow> find_dispatch(Reader&, models::DispatchId);
std::vector<DispatchRow> list_dispatches(Reader&, models::ChannelId, int limit); // the newest first
struct DispatchCounts {
    std::int64_t waiting{}, dead{};
};
DispatchCounts count_dispatches(Reader&); // of all channels
void forget_dispatches(Writer&, models::Time ended_before);

} // namespace store
