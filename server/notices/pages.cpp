#include "models/store/channels.hpp"
#include "models/store/dispatches.hpp"
#include "server/html/fields.hpp"
#include "server/html/format.hpp"
#include "server/html/page.hpp"
#include "server/http/idempotency.hpp"
#include "server/http/library.hpp"
#include "server/http/paging.hpp"
#include "server/http/problem.hpp"
#include "server/notices/inbox.hpp"
#include "server/notices/notices.hpp"
#include "server/notices/routes.hpp"
#include "server/notices/words.hpp"
#include "server/programs/words.hpp"

namespace server::notices {

using namespace models;
using html::Words;
using nlohmann::json;

namespace {

// To a supervisor about what others are late with; what is about a program is theirs anyway.
bool is_reminder(const store::NoticeRow& row)
{
    return row.to.supervisor && row.noun != store::NoticeNoun::program;
}

json row_view(const Words& words, const store::NoticeRow& row)
{
    return {{"href", page_of(row)},
            {"text", words.say("notice." + row.about)},
            {"reference", row.reference},
            {"supervisor", is_reminder(row)},
            {"fresh", row.state == NoticeState::told},
            {"when", html::minute(words.language, row.shown_from)}};
}

json outbox_row(OfficeWords& whom, const Words& words, const store::NoticeRow& row)
{
    const std::string state(name_of(row.state));
    return {{"text", words.say("notice." + row.about)},
            {"reference", row.reference},
            {"whom", whom(row.to)},
            {"supervisor", is_reminder(row)},
            {"state", words.say("notice.state." + state)},
            {"when", html::minute(words.language, row.shown_from)}};
}

json next_part(const Call& call, std::vector<store::NoticeRow>& rows, int limit)
{
    if (std::ssize(rows) <= limit) return nullptr;
    rows.pop_back();
    return {{"href", next_page_of(call, rows.back().id.value)}};
}

// A channel that went off by itself is told of where its notices are.
json mail_off(const Call& call, store::Reader& db, const Words& words)
{
    const auto mail = store::find_mail_channel(db, call.actor.account);
    if (!mail || !mail->off_reason || mail->off_reason == OffReason::by_hand) return nullptr;
    return html::text_part(words.say("channel.off." + std::string(name_of(*mail->off_reason))));
}

Response list(const Call& call, store::Reader& db)
{
    const auto wish = page_wish(call);
    if (!wish) return refusal_response(call, wish.error());
    const auto words = programs::words_of(*call.library, call.language);
    const auto desk = desk_of(db, call.actor);
    auto rows = store::list_notices(db, desk, NoticeId{wish->after}, wish->limit + 1);
    const auto next = next_part(call, rows, wish->limit);
    json shown = json::array();
    for (const auto& row : rows) shown.push_back(row_view(words, row));
    const bool unread = store::count_unread(db, desk) > 0;
    return page(call, "notices/list",
                {{"none", shown.empty()},
                 {"found", html::rows_part(std::move(shown))},
                 {"mail_off", mail_off(call, db, words)},
                 {"unread", unread ? json{{"once", new_form_token()}} : json()},
                 {"next", next}});
}

Response read_all(const Call& call, store::Writer& db)
{
    return run_once(call, db, [&]() -> Response {
        store::read_notices(db, desk_of(db, call.actor), call.actor.account, call.now);
        return see_other("/notices");
    });
}

Response outbox(const Call& call, store::Reader& db)
{
    const auto wish = page_wish(call);
    if (!wish) return refusal_response(call, wish.error());
    const auto words = programs::words_of(*call.library, call.language);
    const auto counts = store::count_dispatches(db);
    auto rows = store::list_outbox(db, NoticeId{wish->after}, wish->limit + 1);
    const auto next = next_part(call, rows, wish->limit);
    json shown = json::array();
    OfficeWords whom(db, words);
    for (const auto& row : rows) shown.push_back(outbox_row(whom, words, row));
    return page(call, "notices/outbox",
                {{"none", shown.empty()},
                 {"found", html::rows_part(std::move(shown))},
                 {"dispatches", words.say("notice.dispatches", {{"waiting", std::to_string(counts.waiting)},
                                                                {"dead", std::to_string(counts.dead)}})},
                 {"next", next}});
}

} // namespace

std::span<const Route> routes()
{
    static const Route kRoutes[] = {
        {Verb::get, "/notices", Can::see_due, list},
        {Verb::get, "/inbox/events", Can::see_due, follow_inbox},
        {Verb::post, "/notices/read", Can::see_due, read_all},
        {Verb::get, "/outbox", Can::run_system, outbox},

        // /api/v1
        {Verb::get, "/api/v1/notices", Can::see_due, list_api},
        {Verb::post, "/api/v1/notices/read", Can::see_due, read_api},
    };
    return kRoutes;
}

} // namespace server::notices
