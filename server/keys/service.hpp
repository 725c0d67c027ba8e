#pragma once
#include "models/result.hpp"
#include "models/store/seal.hpp"
#include "server/desk/desk.hpp"
#include <array>

// Keys change while the server works. Of what is sealed: a new key seals, older ones still open; what they
// sealed is sealed anew in small turns; then they can go. Of the audit: each chain goes on under the new key,
// older ones are kept to verify by. Of sessions: all end at once. Of look-up: look_up.hpp. Who asks and
// approves: server/approvals.
namespace server::keys {

// Every process has read the file again by then (once a minute), so that nothing new is sealed by an old key.
inline constexpr std::chrono::minutes kSettled{10};
inline constexpr int kTurn = 1'000; // rows a minute

// The keys two administrators can change, by the code that is asked for.
struct Changeable {
    std::string_view code;
    store::KeyUse use{};
};
inline constexpr std::array kChangeable{
    Changeable{"fields", store::KeyUse::fields}, Changeable{"look_up", store::KeyUse::search},
    Changeable{"audit", store::KeyUse::audit}, Changeable{"session", store::KeyUse::session}};
const Changeable* find_changeable(std::string_view code); // nullptr: none; "": fields

// The key of the sentence that says why this one cannot be changed now; empty: it can.
std::string not_rotatable(store::Reader&, const Changeable&);

// The key of the sentence that says why old keys of what is sealed cannot be dropped now; empty: they can.
std::string not_droppable(store::Reader&, models::Time now);

// JSON of how many there are now.
models::Result<std::string> rotate(const Desk&, const Changeable&);
models::Result<std::string> drop(const Desk&);

void seal_anew(const Desk&);               // one turn; once a minute
std::int64_t count_broken(store::Reader&); // rows that did not open when all were last sealed anew

} // namespace server::keys
