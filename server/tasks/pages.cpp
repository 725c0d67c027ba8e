#include "server/html/fields.hpp"
#include "server/html/format.hpp"
#include "server/html/page.hpp"
#include "server/http/idempotency.hpp"
#include "server/http/library.hpp"
#include "server/http/paging.hpp"
#include "server/http/problem.hpp"
#include "server/programs/words.hpp"
#include "server/tasks/due.hpp"
#include "server/tasks/routes.hpp"
#include "server/tasks/words.hpp"
#include <algorithm>

namespace server::tasks {

using namespace models;
using html::text_part;
using html::Words;
using nlohmann::json;

namespace {

constexpr int kDaysAhead = 10; // working days

json row_view(const Call& call, const Words& words, const Due& due)
{
    const auto day = last_day(due.due_at);
    const bool over = due.due_at <= call.now;
    const json done{{"action", "/due/" + to_text(due.task) + "/done"}, {"once", new_form_token()}};
    return {{"href", due.href},
            {"what", words.say("due." + due.what)},
            {"reference", due.reference},
            {"about", text_part(about_words(words, call.actor, due))},
            {"by", words.say(over ? "due.over" : "due.by", {{"day", html::short_day(words.language, day)}})},
            {"over", over},
            {"in_time", !over},
            {"done", due.task ? done : json()}};
}

// Clocks of a year that is not entered count weekends only: told to who can have it entered, and beside such
// a clock.
std::string calendar_note(const Call& call, const Words& words, const std::vector<Due>& all)
{
    const auto& days = *call.library->working_days;
    auto year = call.actor.role == Role::county ? year_to_enter(days, call.today()) : std::nullopt;
    for (const auto& due : all)
        if (!year && !days.knows(last_day(due.due_at).year())) year = last_day(due.due_at).year();
    if (!year) return {};
    return words.say("calendar.weekends_only", {{"year", std::to_string(static_cast<int>(*year))}});
}

} // namespace

Response show_due(const Call& call, store::Reader& db)
{
    const auto words = programs::words_of(*call.library, call.language);
    const auto until = call.library->working_days->after(call.today(), kDaysAhead);
    json today = json::array(), later = json::array();
    const auto after = read_cursor(call.query.text("after")).value_or(AfterDue{});
    auto all = due_list(db, call.actor, start_of(plus_days(until, 1)), kMostDue + 1, after);
    json next;
    if (std::ssize(all) > kMostDue) {
        all.pop_back();
        next = {{"href", next_page_of(call, cursor_of(all.back()))}};
    }
    auto calendar = html::text_part(calendar_note(call, words, all));
    for (const auto& due : all)
        (last_day(due.due_at) <= call.today() ? today : later).push_back(row_view(call, words, due));
    return page(call, "tasks/due",
                {{"calendar", std::move(calendar)},
                 {"nothing", today.empty()},
                 {"today", html::rows_part(std::move(today))},
                 {"later", html::rows_part(std::move(later))},
                 {"next", std::move(next)}});
}

Response say_done(const Call& call, store::Writer& db)
{
    return run_once(call, db, [&]() -> Response {
        const auto id = parse_id<TaskId>(call.capture("task"));
        if (!id) return not_found(call);
        const auto done = finish(desk_of(call, db), *id);
        return done ? see_other("/due") : refusal_response(call, done.error());
    });
}

} // namespace server::tasks
