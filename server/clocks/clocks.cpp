#include "server/clocks/clocks.hpp"
#include "server/notices/notices.hpp"
#include <algorithm>

namespace server::clocks {

using namespace models;
using store::ClockNoun;
using store::ClockRow;

namespace {

// When the next thing is to be done: the next rung, else the end.
Time next_of(const Desk& desk, const ClockRow& row, std::span<const Rung> ladder)
{
    const auto at = static_cast<std::size_t>(row.rung);
    return at < ladder.size() ? time_of(ladder[at], *desk.library.working_days, row.due_at) : row.due_at;
}

// How many rungs lie behind.
std::int64_t climbed_by_now(const Desk& desk, const ClockRow& row, std::span<const Rung> ladder)
{
    const auto ahead = std::ranges::find_if(ladder, [&](const Rung& rung) {
        return time_of(rung, *desk.library.working_days, row.due_at) > desk.now;
    });
    return ahead - ladder.begin();
}

void tell_of(const Desk& desk, const ClockRow& row, const Known& known, bool supervisor)
{
    const bool offer = row.noun == ClockNoun::offer;
    const auto noun = offer ? store::NoticeNoun::offer : store::NoticeNoun::referral;
    const auto to = row.side == Side::charity ? notices::office_of(known.organization, supervisor)
                                              : notices::office_at(row.side, known.village, supervisor);
    notices::tell(desk, "clock." + std::string(name_of(row.clock)),
                  {noun, offer ? row.noun_id : row.referral.value, known.reference}, to, desk.now);
}

} // namespace

void start(const Desk& desk, ClockRow row, const std::string& need_type)
{
    const auto ladder = desk.library.ladders->of(row.clock, need_type);
    row.rung = climbed_by_now(desk, row, ladder);
    row.next_at = next_of(desk, row, ladder);
    store::start_clock(desk.db, row);
}

bool climb(const Desk& desk, ClockRow row, const Known& known)
{
    const auto ladder = desk.library.ladders->of(row.clock, known.need_type);
    const auto upto = climbed_by_now(desk, row, ladder);
    for (; row.rung < upto; ++row.rung)
        tell_of(desk, row, known, ladder[static_cast<std::size_t>(row.rung)].supervisor);
    const bool over = row.due_at <= desk.now;
    row.next_at = over ? std::nullopt : std::optional(next_of(desk, row, ladder));
    store::save_clock(desk.db, row);
    return over;
}

void stand_still(const Desk& desk, ReferralId referral)
{
    for (auto row : store::every_clock(desk.db, referral)) {
        if (row.noun == ClockNoun::consent) continue; // it ends on its day
        const auto last = plus_days(day_of(row.due_at), -1);
        row.left_days = std::max(1, desk.library.working_days->between(day_of(desk.now), last));
        row.next_at.reset();
        store::save_clock(desk.db, row);
    }
}

void go_on(const Desk& desk, ReferralId referral)
{
    for (auto row : store::every_clock(desk.db, referral)) {
        if (!row.left_days) continue;
        row.due_at = due_after(desk, static_cast<int>(*row.left_days));
        row.next_at = row.due_at;
        row.left_days.reset();
        store::save_clock(desk.db, row);
    }
}

} // namespace server::clocks
