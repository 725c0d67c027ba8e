#pragma once
#include "models/store/worries.hpp"
#include "server/sites/roll.hpp"

// 意外和异常情况: what the staff saw of a child, handed to civil affairs with a clock. The township answers,
// the charity reads the answer. Nothing lapses.
namespace server::sites {

using store::WorryRow;

struct WorryTold {
    std::optional<models::WorryKind> kind;
    std::optional<bool> urgent; // within 24 hours; else models::kWorryDays working days
    std::string text;           // what was seen, and what was done; sealed
};
inline constexpr std::size_t kMostWorry = 2'000; // characters
// Faults at /kind, /urgency, /text.
models::Result<models::WorryId> raise_worry(const Desk&, const SitePlace&, const OfferRow& child,
                                            const WorryTold&);

store::WorryScope worry_scope(const models::Actor&);
models::Result<WorryRow> find_worry(store::Reader&, const models::Actor&, models::WorryId);
std::vector<models::WorryAct> acts_now(const models::Actor&, const WorryRow&); // of the table of moves

// error.worry.changed when the version is not the seen one; a missing text is a fault at /text.
models::Result<WorryRow> move_worry(const Desk&, models::WorryId, std::int64_t seen_version, models::WorryAct,
                                    const std::string& text);

// Reminders and supervisors, as the ladder of the clock `worry` says (need "urgent" for urgent ones).
void climb_worries(const Desk&);

} // namespace server::sites
