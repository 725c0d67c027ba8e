#include "server/http/idempotency.hpp"
#include "server/http/library.hpp"
#include "server/http/paging.hpp"
#include "server/http/problem.hpp"
#include "server/tasks/due.hpp"
#include "server/tasks/routes.hpp"
#include <nlohmann/json.hpp>

namespace server::tasks {

using namespace models;
using nlohmann::json;

namespace {

const Time kEver{std::chrono::days(100'000)};

json due_json(const Call& call, const Due& due)
{
    return {{"what", due.what},
            {"reference", due.reference},
            {"href", due.href},
            {"due_at", to_text(due.due_at)},
            {"over", due.due_at <= call.now},
            {"task", due.task ? json(to_text(due.task)) : json()}};
}

// The cursor is no id.
Result<PageWish> limit_of(Call call)
{
    auto fields = call.query.fields();
    std::erase_if(fields, [](const auto& field) { return field.first == "after"; });
    call.query = Form(std::move(fields));
    return page_wish(call);
}

} // namespace

// GET /api/v1/due
Response list_api(const Call& call, store::Reader& db)
{
    if (auto refusal = refuse_other_filters(call, {})) return refusal_response(call, *refusal);
    const auto wish = limit_of(call);
    if (!wish) return refusal_response(call, wish.error());
    const auto cursor = call.query.text("after");
    const auto after = cursor.empty() ? AfterDue{} : read_cursor(cursor);
    if (!after) return refusal_response(call, refuse({{"error.page.cursor", "/after", {}}}).error());
    auto all = due_list(db, call.actor, kEver, wish->limit + 1, *after);
    const bool more = std::ssize(all) > wish->limit;
    if (more) all.pop_back();
    json items = json::array();
    for (const auto& due : all) items.push_back(due_json(call, due));
    return list_response(call, {{"items", std::move(items)}}, more ? cursor_of(all.back()) : std::string());
}

// POST /api/v1/due/{task}/done
Response done_api(const Call& call, store::Writer& db)
{
    return run_once(call, db, [&]() -> Response {
        const auto id = parse_id<TaskId>(call.capture("task"));
        if (!id) return not_found(call);
        const auto done = finish(desk_of(call, db), *id);
        if (!done) return refusal_response(call, done.error());
        return json_response(200, json{{"task", to_text(done->id)},
                                       {"kind", name_of(done->kind)},
                                       {"referral", to_text(done->referral)}}
                                      .dump());
    });
}

} // namespace server::tasks
