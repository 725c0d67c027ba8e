#pragma once
#include "models/result.hpp"
#include "server/desk/desk.hpp"

// A new key seals, older ones still open; what they sealed is sealed anew in small turns; then they can go.
// Who asks and approves: server/approvals.
namespace server::keys {

// Every process has read the file again by then (once a minute), so that nothing new is sealed by an old key.
inline constexpr std::chrono::minutes kSettled{10};
inline constexpr int kTurn = 200; // of each column, a minute

// The key of the sentence that says why old keys cannot be dropped now; empty: they can.
std::string not_droppable(store::Reader&, models::Time now);

// A new key, or the old ones dropped; JSON of how many there are now.
models::Result<std::string> change(const Desk&, bool is_new);

void seal_anew(const Desk&); // one turn; once a minute

} // namespace server::keys
