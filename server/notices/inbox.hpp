#pragma once
#include "server/http/call.hpp"
#include "server/http/feed.hpp"

namespace server::notices {

// GET /inbox/events: "3 2" whenever one of the numbers changes: what the actor's desk has not read, and how
// many offers wait for its organization's answer (an office: 0).
Response follow_inbox(const Call&, store::Reader&);

FeedTexts inbox_counts(store::Reader&); // of every desk, in two looks

} // namespace server::notices
