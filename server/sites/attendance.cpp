#include "server/sites/attendance.hpp"
#include <algorithm>

namespace server::sites {

using namespace models;
using store::AttendanceRow;

namespace {

std::optional<Mark> mark_of(const std::map<OfferId, AttendanceRow>& rows, OfferId child)
{
    const auto at = rows.find(child);
    return at == rows.end() ? std::nullopt : std::optional(at->second.mark);
}

// The ticks with those added whom "the others were there" means: who has no tick and no mark yet.
Marks all_marks(const Taken& taken, const std::vector<OfferRow>& roll,
                const std::map<OfferId, AttendanceRow>& now)
{
    auto marks = taken.marks;
    if (!taken.rest_present) return marks;
    for (const auto& row : roll)
        if (!now.contains(row.id)) marks.try_emplace(row.id, Mark::present);
    return marks;
}

// What was ticked and is not on file so; what somebody else has written since is a clash unless it says the
// same.
struct Difference {
    Marks changed;
    std::vector<Clash> clashes;
};
Difference difference(const Marks& marks, const std::map<OfferId, AttendanceRow>& then,
                      const std::map<OfferId, AttendanceRow>& now, std::int64_t seen, AccountId who)
{
    Difference found;
    for (const auto& [child, mark] : marks) {
        if (mark_of(now, child) == mark || (mark_of(then, child) == mark && now.contains(child))) continue;
        const auto at = now.find(child);
        if (at != now.end() && at->second.number > seen && at->second.by != who)
            found.clashes.push_back({child, at->second, mark});
        else
            found.changed.emplace(child, mark);
    }
    return found;
}

} // namespace

std::map<OfferId, AttendanceRow> counting(const std::vector<AttendanceRow>& rows, std::int64_t sheet)
{
    std::map<OfferId, AttendanceRow> counts;
    for (const auto& row : rows)
        if (row.number <= sheet) counts[row.child] = row;
    return counts;
}

Result<TakenResult> take_attendance(const Desk& desk, const SitePlace& place, SiteSessionRow session,
                                    const Taken& taken)
{
    const auto act = session.sheet == 0 ? SessionAct::hold : SessionAct::correct;
    const auto to = after(session.state, act);
    if (!to) return refuse(Reason::wrong_state, "error.session.now." + std::string(name_of(session.state)));
    if (session.on > day_of(desk.now)) return refuse(Reason::wrong_state, "error.attendance.early");
    const auto roll = roll_on(desk.db, place, session.on);
    const auto entries = store::attendance_of(desk.db, session.id);
    const auto now = counting(entries, session.sheet), then = counting(entries, taken.seen);
    const auto marks = all_marks(taken, roll, now);
    if (marks.empty() && !taken.rest_present) return refuse({{"error.attendance.nothing", "/rest", {}}});
    for (const auto& [child, mark] : marks)
        if (std::ranges::find(roll, child, &OfferRow::id) == roll.end() && !now.contains(child))
            return refuse({{"error.attendance.child", "/rest", {}}});
    auto [changed, clashes] = difference(marks, then, now, taken.seen, desk.actor.account);
    if (!clashes.empty()) return TakenResult{0, std::move(clashes)};
    if (changed.empty()) return TakenResult{};

    session.state = *to;
    ++session.sheet;
    if (store::save_site_session(desk.db, session) != store::SaveSiteSession::saved)
        return refuse(Reason::stale, "error.session.changed");
    for (const auto& [child, mark] : changed)
        store::insert_attendance(desk.db,
                                 {session.id, child, session.sheet, mark, desk.actor.account, desk.now});
    audit(desk, "session." + std::string(name_of(act)), to_text(session.id),
          R"({"sheet":)" + std::to_string(session.sheet) + R"(,"marks":)" + std::to_string(changed.size()) +
              "}");
    return TakenResult{static_cast<std::int64_t>(changed.size()), {}};
}

} // namespace server::sites
