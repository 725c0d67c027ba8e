#include "server/sites/plan.hpp"
#include <algorithm>

namespace server::sites {

using namespace models;

namespace {

void audit_of(const Desk& desk, SiteSessionId id, SessionAct act)
{
    audit(desk, "session." + std::string(name_of(act)), to_text(id));
}

bool is_open(const std::vector<store::OpenOn>& open, int weekday, const Hours& hours)
{
    return std::ranges::any_of(
        open, [&](const store::OpenOn& day) { return day.weekday == weekday && covers(day.hours, hours); });
}

// Plans what fits the site's hours and the calendar, and counts it.
class Planner {
public:
    Planner(const Desk& desk, const SitePlace& place)
        : desk_(desk), place_(place), open_(store::opening_hours(desk.db, place.site.id))
    {
    }
    void plan(Date on, const Hours& hours, SessionKind kind)
    {
        if (on < day_of(desk_.now)) return;
        if (!desk_.library.working_days->is_as_its_weekday(on) || !is_open(open_, weekday_of(on), hours)) {
            ++made_.left;
            return;
        }
        const SiteSessionRow row{
            .site = place_.site.id, .on = on, .hours = hours, .kind = kind, .state = SessionState::planned};
        if (const auto id = store::insert_site_session(desk_.db, row)) {
            ++made_.made;
            audit_of(desk_, *id, SessionAct::plan);
        } else
            ++made_.there;
    }
    Made made() const { return made_; }

private:
    const Desk& desk_;
    const SitePlace& place_;
    std::vector<store::OpenOn> open_;
    Made made_;
};

// 1 for the first Monday of its month, 2 for the second.
int turn_of(Date day) { return (static_cast<int>(static_cast<unsigned>(day.day())) - 1) / 7 + 1; }

struct Read {
    SiteSessionRow row;
    std::vector<Fault> faults;
};

Hours read_hours(const std::string& from, const std::string& until, const std::string& form,
                 std::vector<Fault>& faults)
{
    const auto begin = parse_minute(from), end = parse_minute(until);
    if (!begin) faults.push_back({"error.session.from", "/" + form + "from", {}});
    if (!end || (begin && *end <= *begin))
        faults.push_back({"error.session.until", "/" + form + "until", {}});
    return {begin.value_or(0), end.value_or(0)};
}

Read read(const SessionTold& told, SiteSessionRow row)
{
    Read read{std::move(row), {}};
    if (told.on)
        read.row.on = *told.on;
    else
        read.faults.push_back({"error.session.on", "/on", {}});
    read.row.hours = read_hours(told.from, told.until, "", read.faults);
    if (told.kind)
        read.row.kind = *told.kind;
    else
        read.faults.push_back({"error.session.kind", "/kind", {}});
    return read;
}

Result<bool> save(const Desk& desk, const SiteSessionRow& row, SessionAct act)
{
    switch (store::save_site_session(desk.db, row)) {
    case store::SaveSiteSession::stale: return refuse(Reason::stale, "error.session.changed");
    case store::SaveSiteSession::taken: return refuse({{"error.session.taken", "/from", {}}});
    case store::SaveSiteSession::saved: break;
    }
    audit_of(desk, row.id, act);
    return true;
}

std::unexpected<Refusal> not_now(const SiteSessionRow& row)
{
    return refuse(Reason::wrong_state, "error.session.now." + std::string(name_of(row.state)));
}

} // namespace

Made make_month(const Desk& desk, const SitePlace& place, Date first)
{
    Planner planner(desk, place);
    const auto pattern = store::pattern_of(desk.db, place.site.id);
    for (auto day = first; day < months_later(first, 1); day = plus_days(day, 1))
        for (const auto& row : pattern)
            if (row.weekday == weekday_of(day)) planner.plan(day, row.hours, row.kind);
    return planner.made();
}

Made copy_month(const Desk& desk, const SitePlace& place, Date first)
{
    Planner planner(desk, place);
    const auto before = store::site_sessions_between(desk.db, place.site.id, months_later(first, -1), first);
    for (auto day = first; day < months_later(first, 1); day = plus_days(day, 1))
        for (const auto& row : before)
            if (row.state != SessionState::cancelled && weekday_of(row.on) == weekday_of(day) &&
                turn_of(row.on) == turn_of(day))
                planner.plan(day, row.hours, row.kind);
    return planner.made();
}

Result<SiteSessionId> add_session(const Desk& desk, const SitePlace& place, const SessionTold& told)
{
    auto [row, faults] = read(told, {.site = place.site.id, .state = SessionState::planned});
    if (!faults.empty()) return refuse(std::move(faults));
    const auto id = store::insert_site_session(desk.db, row);
    if (!id) return refuse({{"error.session.taken", "/from", {}}});
    audit_of(desk, *id, SessionAct::plan);
    return *id;
}

Result<bool> change_session(const Desk& desk, const SiteSessionRow& seen, const SessionTold& told)
{
    if (!after(seen.state, SessionAct::change)) return not_now(seen);
    auto [row, faults] = read(told, seen);
    if (!faults.empty()) return refuse(std::move(faults));
    return save(desk, row, SessionAct::change);
}

Result<bool> move_session(const Desk& desk, SiteSessionRow seen, SessionAct act)
{
    const bool known = act == SessionAct::cancel || act == SessionAct::restore;
    const auto to = known ? after(seen.state, act) : std::nullopt;
    if (!to) return not_now(seen);
    seen.state = *to;
    return save(desk, seen, act);
}

Result<SiteSessionRow> find_session(store::Reader& db, const SitePlace& place, SiteSessionId id)
{
    const auto found = store::find_site_session(db, place.site.id, id);
    if (!found) return refuse(Reason::not_found, "error.session.unknown");
    return *found;
}

Result<bool> add_pattern(const Desk& desk, const SitePlace& place, const PatternTold& told)
{
    std::vector<Fault> faults;
    const auto hours = read_hours(told.from, told.until, "pattern_", faults);
    const bool days = !told.weekdays.empty() && std::ranges::all_of(told.weekdays, [](std::int64_t day) {
        return 1 <= day && day <= 7;
    });
    if (!days) faults.push_back({"error.session.weekday", "/weekday", {}});
    if (!told.kind) faults.push_back({"error.session.kind", "/pattern_kind", {}});
    if (!faults.empty()) return refuse(std::move(faults));
    for (const auto weekday : told.weekdays)
        store::add_pattern(desk.db, place.site.id, {static_cast<int>(weekday), hours, *told.kind});
    audit(desk, "site.pattern_added", to_text(place.site.id));
    return true;
}

void remove_pattern(const Desk& desk, const SitePlace& place, const PatternRow& row)
{
    if (store::remove_pattern(desk.db, place.site.id, row))
        audit(desk, "site.pattern_removed", to_text(place.site.id));
}

} // namespace server::sites
