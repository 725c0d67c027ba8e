#include "server/tasks/due.hpp"
#include "models/store/approvals.hpp"
#include "models/store/clocks.hpp"
#include "models/store/programs.hpp"
#include "models/store/worries.hpp"
#include <algorithm>
#include <charconv>
#include <tuple>

namespace server::tasks {

using namespace models;
using store::ClockNoun;

namespace {

std::string path_of(const char* noun, std::int64_t id)
{
    return "/" + std::string(noun) + "/" + std::to_string(id);
}

std::string place_of(const store::ClockRow& clock)
{
    if (clock.noun == ClockNoun::offer) return path_of("offers", clock.noun_id);
    if (clock.noun == ClockNoun::objection) return path_of("objections", clock.noun_id);
    const auto referral = path_of("referrals", clock.referral.value);
    return clock.noun == ClockNoun::consent ? referral + "/consent" : referral;
}

// Where it is done.
std::string place_of(const store::TaskRow& task)
{
    const auto referral = path_of("referrals", task.referral.value);
    switch (task.kind) {
    case TaskKind::ask_consent: return referral + "/consent";
    case TaskKind::ask_need_anew: return referral + "/correct";
    case TaskKind::resume: return referral + "/resume";
    case TaskKind::second_person:
        return (task.offer ? path_of("offers", task.offer.value) : referral) + "/mark-as-error";
    case TaskKind::close: return referral + "/close";
    case TaskKind::pass_on: return path_of("offers", task.offer.value) + "/pass-on";
    case TaskKind::look_at_rule: return path_of("programs", task.program.value);
    case TaskKind::narrow_area: return path_of("programs", task.program.value) + "#manage";
    case TaskKind::check_duplicate:
    case TaskKind::read_reason: return path_of("offers", task.offer.value);
    case TaskKind::decide_next: return referral + "#matches";
    case TaskKind::confirm_contact:
    case TaskKind::look_at_facts:
    case TaskKind::follow_decline:
    case TaskKind::next_best: break;
    }
    return referral;
}

// These end with the move they ask for.
bool is_said_done(TaskKind kind)
{
    return kind != TaskKind::resume && kind != TaskKind::second_person && kind != TaskKind::close;
}

std::vector<store::DueClock> clocks_of(store::Reader& db, const Actor& actor, Time before, int limit,
                                       const store::DueFrom& from)
{
    if (actor.is_officer()) return store::clocks_due(db, actor.area, side_of(actor), before, limit, from);
    return store::clocks_due(db, actor.organization, before, limit, from);
}

std::vector<store::TaskRow> tasks_of(store::Reader& db, const Actor& actor, Time before, int limit,
                                     const store::DueFrom& from)
{
    if (actor.is_officer()) return store::tasks_due(db, actor.area, side_of(actor), before, limit, from);
    return store::tasks_due(db, actor.organization, before, limit, from);
}

// Among all that the actor has to do; nothing: it is none of it.
std::optional<store::TaskRow> own_task(store::Reader& db, const Actor& actor, TaskId id)
{
    const Time ever{std::chrono::days(1'000'000)};
    constexpr int kAtOnce = 1'000;
    for (store::DueFrom from;;) {
        const auto page = tasks_of(db, actor, ever, kAtOnce, from);
        const auto at = std::ranges::find(page, id, &store::TaskRow::id);
        if (at != page.end()) return *at;
        if (page.size() < kAtOnce) return {};
        from = {page.back().due_at, page.back().id.value + 1};
    }
}

// A worry's answer; the charity has to read it.
void add_worries(std::vector<Due>& all, store::Reader& db, const Actor& actor, Time before)
{
    constexpr int kMost = 1'000;
    if (actor.is_charity()) {
        for (const auto& row : store::worries_answered(db, {{}, actor.organization}, kMost))
            all.push_back({"worry.answered",
                           row.reference,
                           path_of("worries", row.id.value),
                           row.due_at,
                           row.id.value,
                           {}});
        return;
    }
    if (actor.role == Role::village) return;
    for (const auto& row : store::worries_due(db, {actor.area, {}}, before, kMost))
        all.push_back(
            {"clock.worry", row.reference, path_of("worries", row.id.value), row.due_at, row.id.value, {}});
}

// What another officer asked for and needs a second one.
std::vector<Due> approvals_of(store::Reader& db, const Actor& actor, Time before)
{
    std::vector<Due> all;
    if (actor.role != Role::county) return all;
    for (const auto& row : store::list_approvals(db, actor.area))
        if (row.state == ApprovalState::asked && row.asked_by != actor.account && row.until_at < before)
            all.push_back({"approval." + std::string(name_of(row.kind)),
                           row.reference,
                           path_of("approvals", row.id.value),
                           row.until_at,
                           row.id.value,
                           {}});
    return all;
}

// A charity's own, a county's in its area: warned so many days before the last one, and after it.
std::vector<Due> certificates_of(store::Reader& db, const Actor& actor, Time before)
{
    constexpr std::chrono::days kWarnedBefore{30};
    std::vector<Due> all;
    if (!actor.is_charity() && actor.role != Role::county) return all;
    const auto upto = plus_days(day_of(before + kWarnedBefore), 1);
    for (const auto& row : store::organizations_ending(db, actor.organization,
                                                       actor.is_charity() ? Area{} : actor.area, upto)) {
        const auto due = start_of(plus_days(*row.certificate_until, 1));
        if (due >= before + kWarnedBefore) continue;
        const auto page = path_of("organizations", row.id.value);
        all.push_back({"certificate",
                       row.unified_code,
                       actor.is_charity() ? page : page + "/renew",
                       due,
                       row.id.value,
                       {}});
    }
    return all;
}

// Somebody has looked: the next program may be tried.
bool goes_on(TaskKind kind)
{
    return kind == TaskKind::confirm_contact || kind == TaskKind::check_duplicate ||
           kind == TaskKind::ask_need_anew;
}

} // namespace

Date last_day(Time due) { return day_of(due - std::chrono::milliseconds(1)); }

std::vector<Due> due_list(store::Reader& db, const Actor& actor, Time before, int limit,
                          const AfterDue& after)
{
    constexpr int kAlike = 16; // as many clocks of one noun may end at once
    const auto place = [](const auto& due) { return std::tie(due.due_at, due.id, due.what); };
    const store::DueFrom from{after.due_at, after.id};
    auto all = approvals_of(db, actor, before);
    for (const auto& [clock, reference, village, need_type] :
         clocks_of(db, actor, before, limit + kAlike, from))
        all.push_back({"clock." + std::string(name_of(clock.clock)),
                       reference,
                       place_of(clock),
                       clock.due_at,
                       clock.noun_id,
                       {},
                       village,
                       need_type});
    for (const auto& task : tasks_of(db, actor, before, limit + kAlike, from))
        all.push_back({"task." + std::string(name_of(task.kind)), task.reference, place_of(task), task.due_at,
                       task.id.value, is_said_done(task.kind) ? task.id : TaskId{}, task.village,
                       task.need_type});
    add_worries(all, db, actor, before);
    for (auto& due : certificates_of(db, actor, before)) all.push_back(std::move(due));
    std::erase_if(all, [&](const Due& due) { return place(due) <= place(after); });
    std::ranges::sort(all, {}, place);
    if (std::ssize(all) > limit) all.resize(static_cast<std::size_t>(limit));
    return all;
}

std::string cursor_of(const Due& due)
{
    return std::to_string(due.due_at.time_since_epoch().count()) + "-" + std::to_string(due.id) + "-" +
           due.what;
}

std::optional<AfterDue> read_cursor(const std::string& text)
{
    const auto first = text.find('-'), second = text.find('-', std::min(first, text.size() - 1) + 1);
    if (first == std::string::npos || second == std::string::npos) return {};
    const auto number = [&](std::size_t from, std::size_t end) -> std::optional<std::int64_t> {
        std::int64_t value{};
        const auto* const stop = text.data() + end;
        const auto [at, error] = std::from_chars(text.data() + from, stop, value);
        return error == std::errc{} && at == stop && value >= 0 ? std::optional(value) : std::nullopt;
    };
    const auto due = number(0, first), id = number(first + 1, second);
    if (!due || !id) return {};
    return AfterDue{Time{std::chrono::milliseconds(*due)}, *id, text.substr(second + 1)};
}

Result<store::TaskRow> finish(const Desk& desk, TaskId id)
{
    const auto at = own_task(desk.db, desk.actor, id);
    if (!at || !is_said_done(at->kind)) return refuse(Reason::not_found, "error.task.unknown");
    if (!store::end_task(desk.db, id, desk.actor.account, desk.now))
        return refuse(Reason::wrong_state, "error.task.unknown");
    audit(desk, "task.done", to_text(at->referral), R"({"kind":")" + std::string(name_of(at->kind)) + "\"}");
    auto next = *at;
    next.kind = TaskKind::next_best;
    next.begun_at = next.due_at = desk.now;
    if (goes_on(at->kind)) store::begin_task(desk.db, next);
    return *at;
}

} // namespace server::tasks
